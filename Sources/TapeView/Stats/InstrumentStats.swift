internal import Core
internal import OrderBook

/// What one instrument's market looked like: spread, depth, order lives, market orders.
///
/// The top of the book is that of the tape's quotes where it has any, else that of the book it
/// builds, read where the book is settled; without both sides, or crossed, there is none. Time on
/// a tape may go back; here it stands still instead. What is weighted by time counts from the
/// first print on (before it a market may be closed), or from the start where nothing trades.
struct InstrumentStats: Sendable {
  /// Book changes between two looks at the depth.
  static let depthStep: UInt64 = 16

  /// Best prices, raw; the bid below the offer.
  struct Top: Sendable, Equatable {
    let bid: Int64
    let ask: Int64

    init?(_ bid: Price?, _ ask: Price?) {
      guard let bid, let ask, bid < ask else { return nil }
      self.bid = bid.rawValue
      self.ask = ask.rawValue
    }

    var spread: UInt64 { UInt64((ask - bid).magnitude) }
    var doubledMid: Int64 { bid + ask }
  }

  private(set) var book: LevelBook
  private(set) var grid = PriceGrid()
  /// Nanoseconds for which the spread had a width, in raw units of price.
  private(set) var spreads = LogLinearHistogram()
  /// Nanoseconds with and without a top.
  private(set) var observed: UInt64 = 0
  private(set) var depth = DepthProfile()
  private(set) var lives = OrderLives()
  private(set) var orders = MarketOrderStats()
  private(set) var bars: MidBars?
  private(set) var top: Top?
  private var hasQuotes = false
  private var hasMarketData = false
  private var bookChanges: UInt64 = 0
  private var now: Timestamp?

  init(_ instrument: InstrumentID) { book = LevelBook(instrument: instrument) }

  /// Takes in the next event of this instrument; answers how long the order lived that it ends.
  /// - Complexity: that of `LevelBook.apply`, and every 16th time of a look at the depth.
  mutating func add(_ event: Event) -> Nanoseconds? {
    let time = max(event.time, now ?? event.time)
    pass(to: time)
    addPrices(of: event.payload)
    if case .trade(let trade) = event.payload { add(trade, at: time) }
    if case .quote(let quote) = event.payload {
      hasQuotes = true
      top = Top(quote.bid, quote.ask)
    }
    let life = follow(event.payload, at: time)
    book.apply(event)
    if Self.changesBook(event.payload) { readBook() }
    return life
  }

  /// The tape ends.
  mutating func finish() { orders.finish() }

  /// Time passes with the market as it was.
  private mutating func pass(to time: Timestamp) {
    if let now, time > now {
      let elapsed = UInt64(time.since(now).count)
      observed &+= elapsed
      if let top { spreads.record(top.spread, times: elapsed) }
    }
    bars?.advance(to: time, doubledMid: top?.doubledMid)
    now = time
  }

  private mutating func add(_ trade: Trade, at time: Timestamp) {
    if bars == nil {
      bars = MidBars(from: time)
      spreads = LogLinearHistogram()
      observed = 0
    }
    orders.add(trade, at: time, doubledMid: top?.doubledMid)
  }

  /// The book's prices show its grid; prints may lie between.
  private mutating func addPrices(of payload: EventPayload) {
    switch payload {
    case .bookUpdate(let update): add(update.price)
    case .snapshot(let line): add(line.price)
    case .newOrder(let order): if let price = order.type.limitPrice { add(price) }
    case .amended(let report): add(report.price)
    case .quote(let quote):
      if let bid = quote.bid { add(bid) }
      if let ask = quote.ask { add(ask) }
    case .cancel, .amend, .accepted, .cancelled, .expired, .reject, .fill, .trade, .instrument,
      .regime, .gap, .drop, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
  }

  private mutating func add(_ price: Price) {
    if let factor = grid.add(price) { depth.divideTick(by: factor) }
  }

  private mutating func readBook() {
    guard book.isSettled else { return }
    let settled = Top(book.bestBid?.price, book.bestAsk?.price)
    if !hasQuotes { top = settled }
    bookChanges += 1
    if settled != nil, bars != nil, bookChanges % Self.depthStep == 0 {
      depth.add(book, tick: grid.tick)
    }
  }

  private static func changesBook(_ payload: EventPayload) -> Bool {
    switch payload {
    case .bookUpdate, .snapshot, .accepted, .amended, .cancelled, .expired, .fill: true
    case .newOrder, .cancel, .amend, .reject, .trade, .quote, .instrument, .regime, .gap, .drop,
      .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      false
    }
  }
}

extension InstrumentStats {
  /// Follows orders into the book and out of it; market data counts alone where a tape has it.
  private mutating func follow(_ payload: EventPayload, at time: Timestamp) -> Nanoseconds? {
    switch payload {
    case .bookUpdate(let update):
      if !hasMarketData {
        hasMarketData = true
        lives = OrderLives()
      }
      return follow(update, at: time)
    case .snapshot: hasMarketData = true
    case .newOrder, .cancel, .amend, .reject, .amended, .trade, .quote, .instrument, .regime, .gap,
      .drop, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    case .accepted(let report): if !hasMarketData { lives.begin(report.id, at: time) }
    case .cancelled(let report): return hasMarketData ? nil : lives.cancel(report.id, at: time)
    case .expired(let report):
      // It never rested: a rule of the order ended it where it came in.
      if !hasMarketData { lives.forget(report.id) }
    case .fill(let report): return hasMarketData ? nil : follow(report, at: time)
    }
    return nil
  }

  private mutating func follow(_ fill: Fill, at time: Timestamp) -> Nanoseconds? {
    guard fill.remaining == .zero else { return nil }
    guard fill.liquidity == .maker else {
      lives.forget(fill.id)
      return nil
    }
    return lives.fill(fill.id, at: time)
  }

  private mutating func follow(_ update: BookUpdate, at time: Timestamp) -> Nanoseconds? {
    guard let id = update.id else { return nil }
    switch update.action {
    case .add: lives.begin(id, at: time)
    case .remove: return lives.cancel(id, at: time)
    case .reduce, .execute:
      guard let order = book.order(id), update.quantity >= order.quantity else { return nil }
      return update.action == .execute
        ? lives.fill(id, at: time) : lives.cancel(id, at: time)
    case .set, .change: break
    }
    return nil
  }
}
