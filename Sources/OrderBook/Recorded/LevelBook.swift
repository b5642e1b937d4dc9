public import Core

/// The depth of one instrument's book as a tape tells it: what strategies and `tapeview --book-at`
/// see.
///
/// Understands recorded market data (`BookUpdate`, `Snapshot`; by level or by order) and the
/// reports of our own venue (`NewOrder` with its `Accepted`, then `Fill`, `Amended`, `Cancelled`,
/// `Expired`). A tape that has both is read by its market data alone: reports then belong to a
/// party's orders at a simulated venue, which are no part of the recorded book.
///
/// Recordings contradict themselves: orders that rested before the start, removals that come
/// twice, crossed books. Such lines are done as far as they can be and counted in `oddities`;
/// nothing is an error. Quotes, trades and rules of the instrument do not change the book.
public struct LevelBook: Sendable {
  /// What the tape tells the book from.
  private enum Origin {
    case nothing
    case marketData
    case reports
  }

  /// Whose book it is; events of other instruments are passed over.
  public let instrument: InstrumentID
  /// What the tape said that cannot have been meant.
  public internal(set) var oddities = LevelBookOddities()

  var standing = RecordedDepth()
  private var origin = Origin.nothing
  /// Whether the last market-data line was the last of its message.
  private var isMessageComplete = true
  var lifecycle = ReportedOrders()

  /// An empty book.
  public init(instrument: InstrumentID) { self.instrument = instrument }

  /// Takes in the next event of the tape.
  /// - Complexity: O(log levels); O(levels) when a level begins or ends away from the best price.
  public mutating func apply(_ event: Event) {
    guard event.instrument == instrument else { return }
    switch event.payload {
    case .bookUpdate(let update):
      beginMarketData()
      apply(update)
      finishLine(isLast: update.isLast)
    case .snapshot(let line):
      beginMarketData()
      apply(line)
      finishLine(isLast: line.isLast)
    case .newOrder, .accepted, .amended, .cancelled, .expired, .fill, .reject, .drop:
      if origin == .marketData {
        oddities.ignoredReports &+= 1
      } else {
        origin = .reports
        applyReport(event.payload)
      }
    case .trade:
      if origin == .reports { lifecycle.noteTrade() }
    case .cancel, .amend, .quote, .instrument, .regime, .gap, .timer, .riskDecision,
      .operatorCommand:
      break  // requests and news that do not change the book themselves
    }
  }

  /// Market data replaces whatever reports have built.
  private mutating func beginMarketData() {
    guard origin != .marketData else { return }
    if origin == .reports {
      standing.clear()
      lifecycle = ReportedOrders()
    }
    origin = .marketData
  }

  private mutating func finishLine(isLast: Bool) {
    isMessageComplete = isLast
    guard isLast, let bid = bestBid, let ask = bestAsk else { return }
    if bid.price > ask.price { oddities.crossedBooks &+= 1 }
    if bid.price == ask.price { oddities.lockedBooks &+= 1 }
  }
}

extension LevelBook {
  /// Whether the book may be read here: between messages of a recording; on a tape of reports,
  /// when every fill of the trades so far has come and nothing is left that would trade.
  public var isSettled: Bool {
    switch origin {
    case .nothing: return true
    case .marketData: return isMessageComplete
    case .reports:
      guard lifecycle.awaitedFills == 0 else { return false }
      guard let bid = bestBid, let ask = bestAsk else { return true }
      return bid.price < ask.price
    }
  }

  /// Highest bid; nil when nobody bids.
  public var bestBid: DepthLevel? { standing.ladders[Side.buy.ladder].best.map(DepthLevel.init) }

  /// Lowest offer; nil when nobody offers.
  public var bestAsk: DepthLevel? { standing.ladders[Side.sell.ladder].best.map(DepthLevel.init) }

  /// How many prices of a side hold anything.
  public func levelCount(_ side: Side) -> Int { standing.ladders[side.ladder].levels.count }

  /// Up to `limit` levels of a side, best first; all of them without a limit. Order counts are
  /// those of orders known by id.
  /// - Complexity: O(levels returned).
  public func depth(_ side: Side, levels limit: Int = .max) -> [DepthLevel] {
    standing.ladders[side.ladder].levels.suffix(max(0, limit)).reversed().map(DepthLevel.init)
  }

  /// What stands at a price; zero where nothing does.
  /// - Complexity: O(log levels).
  public func quantity(_ side: Side, at price: Price) -> Quantity {
    let ladder = standing.ladders[side.ladder]
    return ladder.existingPosition(of: price).map { ladder.levels[$0].total } ?? .zero
  }
}

extension DepthLevel {
  /// What the depth view shows of a level.
  init(_ level: RecordedLevel) {
    self.init(price: level.price, quantity: level.total, orderCount: level.orderCount)
  }
}
