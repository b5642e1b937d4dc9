internal import Core
internal import OrderBook

/// What one order asked for and what it came to.
struct OrderAccount: Sendable {
  /// How its life went on.
  enum Ending: String, Sendable {
    case filled
    case cancelled
    case expired
    case refused
    case dropped
    case denied
  }

  private(set) var owner: PartyID?
  private(set) var side: Side?
  private(set) var price: Price?
  /// Total asked for, fills included.
  private(set) var quantity: Int64?
  private(set) var remaining: Int64?
  private(set) var mayRest = false
  private(set) var filled = ExactSum()
  private(set) var notional = ExactSum()
  private(set) var fills = 0
  private(set) var makerFills = 0
  private(set) var start: Timestamp?
  private(set) var firstFill: Timestamp?
  private(set) var end: (how: Ending, time: Timestamp)?
  /// Twice the middle of the market when the order came, and when it ended.
  private(set) var arrivalMid: Int64?
  private(set) var endMid: Int64?

  /// Whether the other side of a book is within the order's limit.
  func reaches(_ book: LevelBook) -> Bool {
    switch side {
    case .buy: (book.bestAsk?.price).flatMap { ask in price.map { $0 >= ask } } ?? false
    case .sell: (book.bestBid?.price).flatMap { bid in price.map { $0 <= bid } } ?? false
    case nil: false
    }
  }

  /// Takes in an event about the order; `book` is as it was before.
  mutating func add(_ event: Event, _ book: LevelBook) {
    if start == nil {
      start = event.time
      arrivalMid = Self.doubledMid(book)
    }
    owner = event.payload.owner ?? owner
    switch event.payload {
    case .newOrder(let order):
      side = order.side
      price = order.type.limitPrice
      quantity = order.quantity.rawValue
      remaining = quantity
      mayRest = order.timeInForce == .goodTillCancel && price != nil
    case .amended(let report):
      price = report.price
      quantity = report.quantity.rawValue
      remaining = report.remaining.rawValue
    case .cancelled(let report): finish(.cancelled, event.time, book, left: report.remaining)
    case .expired(let report): finish(.expired, event.time, book, left: report.remaining)
    case .reject(let report):
      if report.request == .new { finish(.refused, event.time, book, left: nil) }
    case .drop(let report):
      if report.request == .new { finish(.dropped, event.time, book, left: nil) }
    case .fill(let fill): add(fill, at: event.time, book)
    case .bookUpdate(let update): add(update, at: event.time, book)
    case .snapshot(let line): appear(line.side, line.price, line.quantity)
    case .riskDecision(let decision):
      if decision.request == .new { finish(.denied, event.time, book, left: nil) }
    case .cancel, .amend, .accepted, .trade, .quote, .instrument, .regime, .gap, .timer,
      .operatorCommand, .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
  }

  /// A print of a recorded market, which has no fills.
  mutating func add(_ trade: Trade, side: Side?) {
    self.side = self.side ?? side
    fills += 1
    filled.add(trade.quantity)
    notional.add(Notional(trade.price, trade.quantity))
  }

  private mutating func add(_ fill: Fill, at time: Timestamp, _ book: LevelBook) {
    side = fill.side
    fills += 1
    if fill.liquidity == .maker { makerFills += 1 }
    filled.add(fill.quantity)
    notional.add(Notional(fill.price, fill.quantity))
    remaining = fill.remaining.rawValue
    firstFill = firstFill ?? time
    if fill.remaining == .zero { finish(.filled, time, book, left: .zero) }
  }

  private mutating func add(_ update: BookUpdate, at time: Timestamp, _ book: LevelBook) {
    switch update.action {
    case .add, .change: appear(update.side, update.price, update.quantity)
    case .reduce, .execute:
      let before = book.order(update.id ?? OrderID(0))?.quantity ?? update.quantity
      remaining = (before - min(before, update.quantity)).rawValue
      if update.action == .execute { firstFill = firstFill ?? time }
      if remaining == 0 {
        finish(update.action == .execute ? .filled : .cancelled, time, book, left: .zero)
      }
    case .remove: finish(.cancelled, time, book, left: .zero)
    case .set: break
    }
  }

  private mutating func appear(_ side: Side, _ price: Price, _ quantity: Quantity) {
    self.side = side
    self.price = price
    self.quantity = self.quantity ?? quantity.rawValue
    remaining = quantity.rawValue
  }

  private mutating func finish(
    _ how: Ending, _ time: Timestamp, _ book: LevelBook, left: Quantity?
  ) {
    end = (how, time)
    endMid = Self.doubledMid(book)
    remaining = left?.rawValue
  }

  private static func doubledMid(_ book: LevelBook) -> Int64? {
    guard let bid = book.bestBid, let ask = book.bestAsk, bid.price < ask.price else { return nil }
    return bid.price.rawValue + ask.price.rawValue
  }
}
