import Core
import OrderBook
import Strategy

/// Wakes every ten milliseconds and does nothing: what a backtest costs by itself.
struct IdleStrategy: Strategy {
  static let interval = Nanoseconds(10_000_000)

  var interests: StrategyInterests { [] }

  mutating func onStart(_ market: borrowing MarketView, _ desk: inout StrategyDesk) {
    desk.setTimer(1, at: desk.now.advanced(by: Self.interval))
  }

  mutating func onTimer(
    _ timer: UInt64, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {
    desk.setTimer(1, at: desk.now.advanced(by: Self.interval))
  }

  init() {}
  func encode(into writer: inout ByteWriter) {}
  init(decoding reader: inout ByteReader) throws(StateDecodingError) {}
}

/// Keeps one unit at the best bid and one at the best offer, looking every ten milliseconds: an order
/// that is no longer at the best price is cancelled, and replaced once it is gone. `backtest-rival`
/// has the same rule.
struct TouchMaker: Strategy {
  private let instrument = InstrumentID(1)
  private let quantity: Quantity
  private(set) var fillCount: UInt64 = 0

  var interests: StrategyInterests { [] }

  init(quantity: Quantity) { self.quantity = quantity }

  mutating func onStart(_ market: borrowing MarketView, _ desk: inout StrategyDesk) {
    desk.setTimer(1, at: desk.now.advanced(by: IdleStrategy.interval))
  }

  mutating func onTimer(
    _ timer: UInt64, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {
    desk.setTimer(1, at: desk.now.advanced(by: IdleStrategy.interval))
    let best = market.bestPrices(instrument)
    guard let bid = best.bid?.price, let ask = best.ask?.price, bid < ask else { return }
    follow(.buy, bid, &desk)
    follow(.sell, ask, &desk)
  }

  mutating func onFill(
    _ fill: Fill, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) { fillCount += 1 }

  private func follow(_ side: Side, _ price: Price, _ desk: inout StrategyDesk) {
    for place in desk.orders.indices where desk.orders[place].side == side {
      let order = desk.orders[place]
      if order.price != price, order.isAccepted { desk.cancel(order.id) }
      return
    }
    desk.submit(instrument, side, .limit(price), quantity, isPostOnly: true)
  }

  func encode(into writer: inout ByteWriter) {
    quantity.encode(into: &writer)
    writer.append(fillCount)
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(quantity: try Quantity(decoding: &reader))
    fillCount = try reader.word()
  }
}
