import Core
import Engine
import Samples
import Strategy

/// An engine with a diarist at each seat, on a market of one instrument, ACME.
struct EngineUnderTest {
  static let firstParty: PartyID = 9
  var engine: Engine
  var effects: [Event] = []

  init(_ plans: [[Int: [Diarist.Wish]]], _ configuration: EngineConfiguration = .init()) throws {
    var header = TapeHeader()
    _ = header.addInstrument(
      symbol: "ACME", priceScale: 2, quantityScale: 0, currency: "USD", rules: .unrestricted)
    engine = try Engine(
      configuration, instruments: header.instruments, firstParty: Self.firstParty,
      strategies: plans.map { NamedStrategy(name: "diarist", strategy: Diarist($0)) })
  }

  mutating func start(at time: Timestamp = 0) { engine.start(at: time, into: &effects) }

  /// A market event, or a report when its owner is one of the seats.
  mutating func give(_ payload: EventPayload, at time: Timestamp) {
    engine.apply(
      Event(sequence: 1, time: time, instrument: 1, payload: payload), at: time, into: &effects)
  }

  func diary(_ seat: Int = 0) -> [String] {
    (engine.strategy(seat: seat) as? Diarist)?.diary ?? []
  }

  /// The id of a seat's n-th order.
  static func order(_ number: UInt64, seat: UInt32 = 0) -> OrderID {
    OrderID(StrategyDesk.firstID(of: PartyID(firstParty.rawValue + seat)) | number)
  }
}

extension EventPayload {
  static func print(_ price: Price, _ quantity: Quantity) -> EventPayload {
    .trade(Trade(trade: 1, price: price, quantity: quantity))
  }

  static func level(_ side: Side, _ price: Price, _ quantity: Quantity) -> EventPayload {
    .bookUpdate(
      BookUpdate(action: .set, side: side, price: price, quantity: quantity, isLast: true))
  }
}
