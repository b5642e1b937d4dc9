import Core
import OrderBook
import Samples

/// The story of `Fixtures/sample.rpl`: a maker quotes, takers come, a burst, a cancel storm, a
/// sweep. Requests are scripted; what becomes of them is the real book's doing.
struct SampleScenario {
  private(set) var events: [Event] = []
  let header: TapeHeader
  private var sequencer = Sequencer()
  private var engine: MatchingEngine
  private var sent: [UInt64] = [0, 0, 0, 0, 0]

  static let acme: InstrumentID = 1
  static let btc: InstrumentID = 2
  private static let (maker, noise, taker, storm): (PartyID, PartyID, PartyID, PartyID) = (
    1, 2, 3, 4
  )

  init() {
    var header = TapeHeader(seed: 42)
    _ = header.addInstrument(
      symbol: "ACME", priceScale: 2, quantityScale: 0, currency: "USD", rules: SampleTape.freeRules)
    _ = header.addInstrument(
      symbol: "BTCUSDT", priceScale: 2, quantityScale: 5, currency: "USDT",
      rules: SampleTape.rules(tick: 1, lot: 10))
    for name in ["maker-1", "noise-1", "taker-1", "storm-1"] { _ = header.parties.add(name) }
    for name in ["calm", "burst", "cancel-storm"] { _ = header.regimes.add(name) }
    self.header = header
    engine = MatchingEngine(header.instruments)
    calm()
    burst()
    cancelStorm()
    sweep()
  }

  /// The tape's text.
  func text() throws -> [UInt8] {
    var writer = TapeWriter(header)
    var text: [UInt8] = []
    writer.begin(into: &text)
    for event in events { try writer.write(event, into: &text) }
    writer.finish(into: &text)
    return text
  }

  private mutating func calm() {
    note(.regime(RegimeChange(regime: 1)), 0, nil)
    order(100, Self.maker, 1, .buy, .limit(9998), 100)
    order(110, Self.maker, 2, .sell, .limit(10002), 100)
    order(500, Self.noise, 3, .buy, .limit(10002), 40)
    order(800, Self.noise, 4, .sell, .market, 25, .immediateOrCancel)
    ask(1_000, Self.maker, .amend(Amend(id: 1, owner: 1, price: 9998, quantity: 90)))
    order(1_200, Self.noise, 5, .buy, .limit(9997), 50, post: true)
    order(1_300, Self.maker, 6, .sell, .limit(6_000_000), 50_000, Self.btc)
    order(1_400, Self.taker, 7, .buy, .limit(6_000_000), 20_000, .immediateOrCancel, Self.btc)
  }

  private mutating func burst() {
    note(.regime(RegimeChange(regime: 2)), 2_000, nil)
    order(2_100, Self.taker, 8, .buy, .limit(10002), 100, .immediateOrCancel)
    order(2_200, Self.maker, 9, .sell, .limit(10005), 50)
    order(2_300, Self.taker, 10, .buy, .limit(10005), 80, .fillOrKill)
    order(2_400, Self.noise, 11, .buy, .limit(10006), 10, post: true)
    ask(2_500, Self.noise, .cancel(Cancel(id: 99, owner: 2, reason: .stale)))
    var halted = SampleTape.rules(tick: 1, lot: 10)
    halted.status = .halted
    ask(2_600, .venue, .instrument(halted), Self.btc)
    order(2_700, Self.taker, 12, .buy, .limit(6_000_000), 10_000, Self.btc)
  }

  private mutating func cancelStorm() {
    note(.regime(RegimeChange(regime: 3)), 3_000, nil)
    for id in UInt64(13)...15 {
      order(3_000 + Int64(id), Self.storm, OrderID(id), .buy, .limit(9990), 1)
    }
    for id in UInt64(13)...15 {
      ask(
        3_030 + Int64(id), Self.storm, .cancel(Cancel(id: OrderID(id), owner: 4, reason: .storm)))
    }
    let lost = NewOrder(id: 16, owner: 4, side: .buy, type: .limit(9990), quantity: 1)
    note(.newOrder(lost), 3_060, Self.acme, Self.storm)
    note(
      .drop(Drop(id: 16, owner: 4, request: .new, reason: .overflowNewest)), 3_060, Self.acme)
    sent[4] += 3
    note(.gap(Gap(first: 8, last: 10)), 3_070, nil, Self.storm)
  }

  private mutating func sweep() {
    order(4_000, Self.taker, 17, .sell, .market, 130, .immediateOrCancel)
    ask(4_100, Self.maker, .cancel(Cancel(id: 9, owner: 1, reason: .inventory)))
  }

  private mutating func order(
    _ milliseconds: Int64, _ owner: PartyID, _ id: OrderID, _ side: Side, _ type: OrderType,
    _ quantity: Quantity, _ timeInForce: TimeInForce = .goodTillCancel,
    _ instrument: InstrumentID = Self.acme, post: Bool = false
  ) {
    let order = NewOrder(
      id: id, owner: owner, side: side, type: type, quantity: quantity, timeInForce: timeInForce,
      isPostOnly: post)
    ask(milliseconds, owner, .newOrder(order), instrument)
  }

  private mutating func order(
    _ milliseconds: Int64, _ owner: PartyID, _ id: OrderID, _ side: Side, _ type: OrderType,
    _ quantity: Quantity, _ instrument: InstrumentID
  ) {
    order(milliseconds, owner, id, side, type, quantity, .goodTillCancel, instrument)
  }

  /// A request, and what the book answers 50 microseconds later.
  private mutating func ask(
    _ milliseconds: Int64, _ source: PartyID, _ request: EventPayload,
    _ instrument: InstrumentID = Self.acme
  ) {
    note(request, milliseconds, instrument, source)
    var reports: [EventPayload] = []
    engine.handle(request, instrument: instrument, into: &reports)
    for report in reports { note(report, milliseconds, instrument, delay: 50_000) }
  }

  private mutating func note(
    _ payload: EventPayload, _ milliseconds: Int64, _ instrument: InstrumentID?,
    _ source: PartyID = .venue, delay: Int64 = 0
  ) {
    var number: SourceSequence?
    if source != .venue {
      sent[Int(source.rawValue)] += 1
      number = SourceSequence(sent[Int(source.rawValue)])
    }
    let time = Timestamp(integerLiteral: milliseconds * 1_000_000 + delay)
    events.append(
      sequencer.stamp(
        payload, at: time, source: source, sourceSequence: number, instrument: instrument))
  }
}
