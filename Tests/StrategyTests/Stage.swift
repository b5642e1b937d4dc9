import Core
import OrderBook
import Samples
import Strategy

/// A strategy on a market that a test sets up line by line: ACME in cents, instrument 1, traded in
/// lots of 1, and BTCUSDT, instrument 2, with five decimals in lots of 10.
struct Stage {
  var actor: any Strategy
  var market: MarketView
  var desk: StrategyDesk
  /// What was asked for since the test last looked.
  private var asked: [StrategyRequest] = []
  private var fills: UInt64 = 0

  init(_ actor: any Strategy) {
    self.actor = actor
    market = MarketView(instruments: SampleTape.header.instruments)
    desk = StrategyDesk(party: 9, instrumentCount: market.instruments.count)
  }

  var position: Int64 { desk.position(1).rawValue }

  /// What was asked for since the last look, a line each; the desk's n-th order is `#n`.
  mutating func requests() -> [String] {
    desk.takeRequests(into: &asked)
    defer { asked.removeAll() }
    return asked.map(Self.line)
  }

  static func line(_ request: StrategyRequest) -> String {
    switch request {
    case .timer(let number, let time): return "timer \(number) at \(time.nanoseconds)"
    case .order(_, .newOrder(let it)):
      let price = it.type.limitPrice.map { "@\($0.rawValue)" } ?? "market"
      let terms = (it.isPostOnly ? " post" : "") + (it.timeInForce == .goodTillCancel ? "" : " ioc")
      return "\(it.side.token) \(it.quantity.rawValue)\(price)\(terms)"
    case .order(_, .cancel(let it)): return "cancel #\(number(it.id))"
    case .order(_, .amend(let it)):
      return "amend #\(number(it.id)) \(it.quantity.rawValue)@\(it.price.rawValue)"
    case .order(_, let other): return "\(other.kind.name)"
    }
  }

  private static func number(_ id: OrderID) -> UInt64 { id.rawValue & 0xFFFF_FFFF_FFFF }

  /// The id of the desk's n-th order.
  static func order(_ number: UInt64) -> OrderID {
    OrderID(StrategyDesk.firstID(of: 9) | number)
  }
}

// What happens.
extension Stage {
  mutating func start(at time: Timestamp = 0) {
    desk.advance(to: time)
    actor.onStart(market, &desk)
  }

  /// A market event, in the view before the strategy hears of it.
  mutating func hear(_ payload: EventPayload, at time: Timestamp, from source: PartyID = .venue) {
    desk.advance(to: time)
    let event = Event(
      sequence: 1, time: time, source: source, instrument: 1, payload: payload)
    market.apply(event)
    actor.onEvent(event, market, &desk)
  }

  /// The market's best prices become these, 100 each; the strategy hears of it once.
  mutating func best(_ bid: Price?, _ ask: Price?, at time: Timestamp) {
    let old = market.bestPrices(1)
    set(.buy, old.bid?.price, 0)
    set(.sell, old.ask?.price, 0)
    set(.buy, bid, 100)
    set(.sell, ask, 100)
    hear(.quote(Quote(bid: bid, bidQuantity: 100, ask: ask, askQuantity: 100)), at: time)
  }

  private mutating func set(_ side: Side, _ price: Price?, _ quantity: Quantity) {
    guard let price else { return }
    let update = BookUpdate(
      action: .set, side: side, price: price, quantity: quantity, isLast: true)
    market.apply(Event(sequence: 1, time: 0, instrument: 1, payload: .bookUpdate(update)))
  }

  /// A bar of one print that ends at `time`.
  mutating func bar(_ close: Price, at time: Timestamp, instrument: InstrumentID = 1) {
    desk.advance(to: time)
    actor.onBar(
      Bar(
        instrument: instrument, start: time, end: time, open: close, high: close, low: close,
        close: close, volume: 1, tradeCount: 1), market, &desk)
  }

  mutating func timer(_ number: UInt64, at time: Timestamp) {
    desk.advance(to: time)
    actor.onTimer(number, market, &desk)
  }

  /// The venue takes the order, or its last amend, in.
  mutating func accept(_ number: UInt64) {
    desk.note(.accepted(Accepted(id: Self.order(number), owner: 9)), instrument: 1)
  }

  mutating func amended(_ number: UInt64, to price: Price, _ total: Quantity, left: Quantity) {
    desk.note(
      .amended(
        Amended(
          id: Self.order(number), owner: 9, price: price, quantity: total, remaining: left)),
      instrument: 1)
  }

  mutating func fill(_ number: UInt64, _ quantity: Quantity, at price: Price) {
    guard let order = desk.order(Self.order(number)) else { return }
    fills += 1
    let fill = Fill(
      id: order.id, owner: 9, side: order.side, price: price, quantity: quantity,
      remaining: order.remaining - quantity, number: fills, trade: 1, liquidity: .maker)
    desk.note(.fill(fill), instrument: 1)
    actor.onFill(fill, market, &desk)
  }

  /// The rest of the order is gone: cancelled or expired.
  mutating func end(_ number: UInt64) {
    let id = Self.order(number)
    let remaining = desk.order(id)?.remaining ?? .zero
    desk.note(
      .cancelled(Cancelled(id: id, owner: 9, remaining: remaining, reason: .requested)),
      instrument: 1)
    actor.onEnd(id, market, &desk)
  }

  mutating func refuse(
    _ number: UInt64, _ request: RequestKind, _ reason: RejectReason = .wouldTrade
  ) {
    let id = Self.order(number)
    desk.note(
      .reject(Reject(id: id, owner: 9, request: request, reason: reason)), instrument: 1)
    actor.onReject(Refusal(id: id, request: request, origin: .venue(reason)), market, &desk)
  }
}
