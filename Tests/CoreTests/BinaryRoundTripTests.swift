import Core
import Samples
import Testing

@Suite struct BinaryRoundTripTests {
  @Test(arguments: [1, 2, 3, 7, 64, Int.max])
  func `every kind of event reads back as it was written, in chunks of any size`(
    chunk: Int
  ) throws {
    let reading = TapeBytes.read(try TapeBytes.write(), chunk: chunk)
    #expect(reading.errors == [])
    #expect(reading.events == TapeText.events)
    #expect(reading.header == SampleTape.header)
    #expect(reading.isComplete)
  }

  @Test func `INV-TAPE-7: text, binary and text again is the same text and hash`() throws {
    let text = try TapeText.write()
    let first = TapeBytes.read(text)
    let binary = try TapeBytes.write(first.events, header: first.header)
    let second = TapeBytes.read(binary)
    #expect(second.hash == first.hash)
    #expect(try TapeText.write(second.events, header: second.header) == text)
    #expect(try TapeBytes.write(second.events, header: second.header) == binary)
    #expect(binary.count * 2 < text.count)
  }

  @Test func `the sample tape is the golden file, which every version must go on reading`() throws {
    let bytes = try TapeBytes.write()
    #expect(try Fixture.golden("sample-words.tape", recording: bytes) == bytes)
  }

  @Test func `a tape without events is complete`() throws {
    let reading = TapeBytes.read(try TapeBytes.write([]))
    #expect(
      reading
        == TapeText.Reading(header: SampleTape.header, isComplete: true, hash: TraceHash().value))
  }

  @Test(arguments: [4_095, 4_096, 4_097, 9_000])
  func `a tape of several blocks reads back, whole or in chunks`(count: Int) throws {
    let events = TapeBytes.long(count)
    let bytes = try TapeBytes.write(events)
    for chunk in [1_000, 65_536, Int.max] {
      let reading = TapeBytes.read(bytes, chunk: chunk)
      #expect(reading.errors == [])
      #expect(reading.events == events)
      #expect(reading.isComplete)
    }
  }

  /// The control word has 64 bits; an event that needed more would not read back.
  @Test func `INV-TAPE-7: the largest events of every kind read back from the longest front`()
    throws
  {
    let (large, small) = (Int64(1) << 62, Int64(0))
    for payload in Self.extremes {
      for (time, received) in [(large, small), (small, large)] {
        let event = Event(
          sequence: TapeSequence(.max), time: Timestamp(integerLiteral: time),
          receiveTime: Timestamp(integerLiteral: received), source: PartyID(.max),
          sourceSequence: SourceSequence(first: 1 << 60, last: .max),
          instrument: InstrumentID(.max), payload: payload)
        var reader = ByteReader(event.encoded())
        #expect(try Event(decoding: &reader) == event)
        #expect(event.encoded().count <= 152)
      }
    }
  }

  @Test func `INV-TAPE-7: random events read back from their bytes`() throws {
    for seed in TestRun.seeds(20) {
      var random = RandomStream(masterSeed: seed, name: "binary-events")
      let events = (1...300).map { Self.event(&random, TapeSequence($0)) }
      let reading = TapeBytes.read(try TapeBytes.write(events), chunk: 100)
      #expect(reading.errors == [] && reading.events == events, "SEED=\(seed)")
      for event in events {
        var reader = ByteReader(event.encoded())
        #expect(try Event(decoding: &reader) == event, "SEED=\(seed)")
      }
    }
  }

  /// The sample payloads with the largest of every number.
  private static var extremes: [EventPayload] {
    let (id, owner, trade) = (OrderID(.max), PartyID(.max), TradeID(.max))
    let (low, high) = (
      Price(integerLiteral: -Price.magnitudeLimit), Price(integerLiteral: Price.magnitudeLimit)
    )
    let most = Quantity(integerLiteral: Quantity.magnitudeLimit)
    return SampleTape.payloads + [
      .newOrder(
        NewOrder(
          id: id, owner: owner, side: .sell, type: .limit(low), quantity: most,
          timeInForce: .fillOrKill, isPostOnly: true)),
      .amended(
        Amended(
          id: id, owner: owner, price: low, quantity: most, remaining: most, keepsPriority: true)),
      .fill(
        Fill(
          id: id, owner: owner, side: .sell, price: low, quantity: most, remaining: most,
          number: .max, trade: trade, liquidity: .taker)),
      .trade(
        Trade(trade: trade, price: low, quantity: most, aggressor: .sell, maker: 0, taker: id)),
      .bookUpdate(
        BookUpdate(action: .execute, id: id, side: .sell, price: low, quantity: most, isLast: true)),
      .quote(Quote(bid: low, bidQuantity: most, ask: high, askQuantity: most)),
      .drop(Drop(id: id, owner: owner, request: .amend, reason: .late)),
      .timer(Timer(number: .max, owner: owner)),
      .operatorCommand(OperatorCommand(.quit, configuration: .max)),
      .riskDecision(
        RiskDecision(
          verdict: .reloaded, id: id, owner: owner, request: .amend, reason: .operatorCommand,
          limit: .max, observed: .max)),
      .orderTerms(
        OrderTerms(
          id: id, owner: owner, trigger: .trailing(low), display: most, until: .latestPossible,
          selfTrade: .decrement, isReduceOnly: true, slides: true)),
      .orderGroup(OrderGroup(link: .bracket(entry: id), owner: owner, id: 0, other: id)),
      .massCancel(MassCancel(owner: owner, scope: .everyone)),
      .phaseChange(PhaseChange(.closed, reference: low, collar: high)),
      .triggered(Triggered(id: id, owner: owner, price: low)),
      .restated(
        Restated(
          id: id, owner: owner, price: low, quantity: most, remaining: most, reason: .reduceOnly)),
    ]
  }

  private static func event(_ random: inout RandomStream, _ sequence: TapeSequence) -> Event {
    /// Numbers of every length.
    func number() -> UInt64 { random.next() >> random.bounded(64) }
    func price() -> Price {
      Price(
        integerLiteral: Int64(number() % 1_000_000_000_000_000) * (random.bounded(2) == 0 ? 1 : -1))
    }
    func quantity() -> Quantity {
      Quantity(integerLiteral: Int64(number() % 1_000_000_000_000_000))
    }
    let (id, owner) = (OrderID(number()), PartyID(UInt32(random.bounded(4))))
    let side: Side = random.bounded(2) == 0 ? .buy : .sell
    let payload: EventPayload =
      switch random.bounded(6) {
      case 0:
        .newOrder(
          NewOrder(id: id, owner: owner, side: side, type: .limit(price()), quantity: quantity()))
      case 1: .cancelled(Cancelled(id: id, owner: owner, remaining: quantity(), reason: .stale))
      case 2:
        .fill(
          Fill(
            id: id, owner: owner, side: side, price: price(), quantity: quantity(),
            remaining: quantity(), number: number(), trade: TradeID(number()), liquidity: .maker))
      case 3:
        .trade(Trade(trade: TradeID(number()), price: price(), quantity: quantity(), taker: id))
      case 4:
        .bookUpdate(
          BookUpdate(action: .add, id: id, side: side, price: price(), quantity: quantity()))
      default: .quote(Quote(bid: price(), askQuantity: quantity()))
      }
    return Event(
      sequence: sequence, time: Timestamp(integerLiteral: Int64(number() >> 1)),
      receiveTime: random.bounded(3) == 0 ? Timestamp(integerLiteral: Int64(number() >> 1)) : nil,
      source: PartyID(UInt32(random.bounded(4))),
      sourceSequence: random.bounded(3) == 0 ? SourceSequence(number()) : nil,
      instrument: InstrumentID(UInt32(1 + random.bounded(2))), payload: payload)
  }
}
