internal import Core

/// Holds the two sides of each trade against one another: what makers gave is what takers took,
/// and what was printed.
///
/// A trade is open from its first fill until both sides are equal. Lawful tapes keep the sides
/// together, so few are open at a time; the number is bounded all the same.
struct TradeBalance {
  /// Most trades that may be half reported.
  static let openLimit = 65_536

  private struct OpenTrade {
    let place: (sequence: TapeSequence, line: Int)
    let trade: TradeID
    var maker: Int64 = 0
    var taker: Int64 = 0
  }

  /// What is known of the trades of one instrument.
  private struct Market {
    /// Slots of `open` by trade number.
    var slots = IdentifierMap<Int>()
    /// The print and the closed pair of fills seen last: the two stand together on a tape, in
    /// either order.
    var lastPrint: (trade: TradeID, quantity: Int64)?
    var lastFilled: (trade: TradeID, quantity: Int64)?
  }

  private var markets: [Market]
  private var open: [OpenTrade?] = []
  private var freeSlots: [Int] = []

  init(instruments: Int) { markets = (0..<instruments).map { _ in Market() } }

  /// Takes one event's part in a trade.
  mutating func apply(_ event: Event, line: Int) throws(TapeViolation) {
    guard let id = event.instrument, id.rawValue >= 1, Int(id.rawValue) <= markets.count else {
      return
    }
    let market = Int(id.rawValue) - 1
    switch event.payload {
    case .fill(let fill): try apply(fill, market, (event.sequence, line))
    case .trade(let trade):
      markets[market].lastPrint = (trade.trade, trade.quantity.rawValue)
      try comparePrint(market, (event.sequence, line))
    case .newOrder, .cancel, .amend, .accepted, .amended, .cancelled, .expired, .reject,
      .bookUpdate, .snapshot, .quote, .instrument, .regime, .gap, .drop:
      break
    }
  }

  /// The first trade that is still half reported, once the tape has ended.
  func firstOpen() -> TapeViolation? {
    for case .some(let trade) in open { return Self.violation(of: trade) }
    return nil
  }

  private mutating func apply(
    _ fill: Fill, _ market: Int, _ place: (sequence: TapeSequence, line: Int)
  ) throws(TapeViolation) {
    let slot = try self.slot(of: fill.trade, market, place)
    guard var trade = open[slot] else { return }
    switch fill.liquidity {
    case .maker: trade.maker = Self.sum(trade.maker, fill.quantity)
    case .taker: trade.taker = Self.sum(trade.taker, fill.quantity)
    }
    open[slot] = trade
    guard trade.maker == trade.taker else { return }
    open[slot] = nil
    freeSlots.append(slot)
    markets[market].slots[fill.trade.rawValue] = nil
    markets[market].lastFilled = (fill.trade, trade.maker)
    try comparePrint(market, place)
  }

  private mutating func slot(
    of trade: TradeID, _ market: Int, _ place: (sequence: TapeSequence, line: Int)
  ) throws(TapeViolation) -> Int {
    if let slot = markets[market].slots[trade.rawValue] { return slot }
    let fresh = OpenTrade(place: place, trade: trade)
    let slot: Int
    if let free = freeSlots.popLast() {
      slot = free
      open[free] = fresh
    } else {
      guard open.count < Self.openLimit else {
        throw TapeViolation(
          sequence: place.sequence, line: place.line,
          reason: .tooManyOpenTrades(limit: Self.openLimit))
      }
      slot = open.count
      open.append(fresh)
    }
    markets[market].slots[trade.rawValue] = slot
    return slot
  }

  private func comparePrint(
    _ market: Int, _ place: (sequence: TapeSequence, line: Int)
  ) throws(TapeViolation) {
    guard let print = markets[market].lastPrint, let filled = markets[market].lastFilled,
      print.trade == filled.trade, print.quantity != filled.quantity
    else { return }
    throw TapeViolation(
      sequence: place.sequence, line: place.line,
      reason: .printMismatch(print.trade, printed: print.quantity, filled: filled.quantity))
  }

  private static func violation(of trade: OpenTrade) -> TapeViolation {
    TapeViolation(
      sequence: trade.place.sequence, line: trade.place.line,
      reason: .unevenTrade(trade.trade, maker: trade.maker, taker: trade.taker))
  }

  /// Held at the largest number: a forged tape may repeat a fill for ever.
  private static func sum(_ total: Int64, _ quantity: Quantity) -> Int64 {
    let (sum, overflow) = total.addingReportingOverflow(quantity.rawValue)
    return overflow ? .max : sum
  }
}
