import Core
import Engine
import Samples
import Strategy

/// Writes down what it is told and does what its orders of the day say.
struct Diarist: Strategy {
  /// Something to ask the desk for.
  enum Wish: Sendable, Equatable {
    case buy(Price, Quantity)
    case sell(Price, Quantity)
    case cancelAll
    case timer(UInt64, after: Int64)
  }

  /// What to do at the n-th call, counted from 0.
  var plan: [Int: [Wish]] = [:]
  /// One line a call.
  var diary: [String] = []
  let interests: StrategyInterests

  init(_ plan: [Int: [Wish]] = [:], interests: StrategyInterests = [.trades, .book, .news]) {
    self.plan = plan
    self.interests = interests
  }

  private mutating func note(_ line: String, _ desk: inout StrategyDesk) {
    let call = diary.count
    diary.append("\(desk.now.nanoseconds) \(line)")
    for wish in plan[call] ?? [] {
      switch wish {
      case .buy(let price, let quantity): desk.submit(1, .buy, .limit(price), quantity)
      case .sell(let price, let quantity): desk.submit(1, .sell, .limit(price), quantity)
      case .cancelAll: for order in desk.orders { desk.cancel(order.id) }
      case .timer(let number, let delay):
        desk.setTimer(number, at: desk.now.advanced(by: Nanoseconds(delay)))
      }
    }
  }

  mutating func onStart(_ market: borrowing MarketView, _ desk: inout StrategyDesk) {
    note("start", &desk)
  }

  mutating func onEvent(
    _ event: Event, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {
    note("\(event.kind.name)", &desk)
  }

  mutating func onFill(_ fill: Fill, _ market: borrowing MarketView, _ desk: inout StrategyDesk) {
    note("fill \(fill.quantity.rawValue), holds \(desk.position(1).rawValue)", &desk)
  }

  mutating func onReject(
    _ refusal: Refusal, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {
    note("refused \(refusal.request), \(desk.orders.count) working", &desk)
  }

  mutating func onEnd(
    _ order: OrderID, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {
    note("end, \(desk.orders.count) working", &desk)
  }

  mutating func onTimer(
    _ timer: UInt64, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {
    note("timer \(timer)", &desk)
  }
}

extension Diarist: Persistable {
  func encode(into writer: inout ByteWriter) {
    writer.append(diary.count)
    for line in diary { writer.append(line) }
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init()
    for _ in 0..<(try reader.count()) { diary.append(try reader.text()) }
  }
}
