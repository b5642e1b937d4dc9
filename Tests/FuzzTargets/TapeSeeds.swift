import Core
import OrderFlowSim
import Samples

/// Tapes to begin with: short ones, because a fuzzer learns most from many small changes.
enum TapeSeeds {
  /// The sample's payloads, four by four, called like the first.
  private static var groups: [(name: String, events: [Event])] {
    let payloads = SampleTape.payloads
    return stride(from: 0, to: payloads.count, by: 4).map { first in
      ("\(payloads[first].kind.name)", events(payloads.dropFirst(first).prefix(4)))
    }
  }

  static var all: [FuzzSeed] {
    get throws {
      var seeds = [
        FuzzSeed("empty", ""),
        FuzzSeed("header-only", "#truetape 1\n#seed 18446744073709551615\n"),
        FuzzSeed("extremes", try write(extremes, header)),
        FuzzSeed("market", try market(events: 7)),
      ]
      for (name, events) in groups { seeds.append(FuzzSeed(name, try write(events, header))) }
      return seeds
    }
  }

  /// The same tapes in the binary form.
  static var binary: [FuzzSeed] {
    get throws {
      var seeds = [
        FuzzSeed("extremes", try writeBinary(extremes, header)),
        FuzzSeed("no-events", try writeBinary([], header)),
      ]
      for (name, events) in groups {
        seeds.append(FuzzSeed(name, try writeBinary(events, header)))
      }
      return seeds
    }
  }

  /// One instrument with decimals of quantity.
  private static var header: TapeHeader {
    var header = TapeHeader(seed: 7)
    _ = header.addInstrument(
      symbol: "BTC", priceScale: 2, quantityScale: 3, currency: "USD", rules: SampleTape.freeRules)
    for name in ["p", "q", "r"] { _ = header.parties.add(name) }
    for name in ["calm", "burst"] { _ = header.regimes.add(name) }
    return header
  }

  /// Each payload with another form of envelope.
  private static func events(_ payloads: ArraySlice<EventPayload>) -> [Event] {
    payloads.enumerated().map { index, payload in
      Event(
        sequence: TapeSequence(UInt64(index) + 1),
        time: Timestamp(integerLiteral: 1_700_000_000_000_000_000 + Int64(index) * 400_000_000),
        receiveTime: index % 3 == 1 ? Timestamp(integerLiteral: Int64(index)) : nil,
        source: PartyID(UInt32(index % 4)),
        sourceSequence: index % 3 == 0
          ? nil : SourceSequence(first: UInt64(index), last: UInt64(index + index % 2)),
        instrument: SampleTape.concernsMarket(payload) ? nil : 1, payload: payload)
    }
  }

  /// Numbers and times at the ends of their ranges.
  private static var extremes: [Event] {
    let price = Price(integerLiteral: Price.magnitudeLimit)
    let quantity = Quantity(integerLiteral: Quantity.magnitudeLimit)
    let payloads: [EventPayload] = [
      .quote(Quote(bid: Price(integerLiteral: -Price.magnitudeLimit), bidQuantity: 0)),
      .quote(Quote(ask: price, askQuantity: quantity)),
      .trade(Trade(trade: TradeID(.max), price: 0, quantity: 1, aggressor: .buy, taker: 0)),
      .newOrder(NewOrder(id: 1, owner: 1, side: .buy, type: .limit(price), quantity: quantity)),
    ]
    return payloads.enumerated().map { index, payload in
      Event(
        sequence: TapeSequence(UInt64(index) + 1), time: Timestamp(integerLiteral: .max),
        receiveTime: 0, sourceSequence: SourceSequence(first: 0, last: .max), instrument: 1,
        payload: payload)
    }
  }

  /// The beginning of a simulated market, complete and lawful.
  private static func market(events limit: UInt64) throws -> [UInt8] {
    let (simulator, events) = StateSeeds.run(events: limit)
    return try write(events, simulator.header)
  }

  /// The whole of a binary tape.
  static func writeBinary(_ events: [Event], _ header: TapeHeader) throws -> [UInt8] {
    var writer = BinaryTapeWriter(header)
    var bytes: [UInt8] = []
    writer.begin(into: &bytes)
    for event in events { try writer.write(event, into: &bytes) }
    writer.finish(into: &bytes)
    return bytes
  }

  /// The whole text of a tape.
  static func write(_ events: [Event], _ header: TapeHeader) throws -> [UInt8] {
    var writer = TapeWriter(header)
    var text: [UInt8] = []
    writer.begin(into: &text)
    for event in events { try writer.write(event, into: &text) }
    writer.finish(into: &text)
    return text
  }
}
