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
  enum Origin: UInt8 {
    case nothing
    case marketData
    case reports
  }

  /// Whose book it is; events of other instruments are passed over.
  public let instrument: InstrumentID
  /// What the tape said that cannot have been meant.
  public internal(set) var oddities = LevelBookOddities()

  var standing = RecordedDepth()
  var origin = Origin.nothing
  /// Whether the last market-data line was the last of its message.
  var isMessageComplete = true
  var lifecycle = ReportedOrders()

  /// An empty book.
  public init(instrument: InstrumentID) { self.instrument = instrument }

  /// Takes in the next event of the tape.
  /// - Complexity: O(1) expected, whatever the prices; now and then a table doubles.
  public mutating func apply(_ event: Event) {
    guard event.instrument == instrument else { return }
    switch event.payload {
    case .bookUpdate(let update): take(update)
    case .snapshot(let line):
      beginMarketData()
      apply(line)
      finishLine(isLast: line.isLast)
    case .newOrder, .accepted, .amended, .cancelled, .expired, .fill, .reject, .drop, .orderTerms,
      .orderGroup, .triggered, .restated:
      if origin == .marketData {
        oddities.ignoredReports &+= 1
      } else {
        origin = .reports
        applyReport(event.payload)
      }
    case .trade:
      if origin == .reports { lifecycle.noteTrade() }
    case .cancel, .amend, .quote, .instrument, .regime, .gap, .timer, .riskDecision,
      .operatorCommand, .massCancel, .phaseChange:
      break  // requests and news that do not change the book themselves
    }
  }

  /// Takes in one recorded change of this instrument.
  /// - Complexity: O(1) expected, whatever the price; now and then a table doubles.
  public mutating func take(_ update: BookUpdate) {
    beginMarketData()
    if update.action == .set {
      set(update.side, at: update.price, to: update.quantity)
    } else {
      apply(update)
    }
    finishLine(isLast: update.isLast)
  }

  /// Market data replaces whatever reports have built.
  @inline(always) private mutating func beginMarketData() {
    if origin != .marketData { turnToMarketData() }
  }

  private mutating func turnToMarketData() {
    if origin == .reports {
      standing.clear()
      lifecycle = ReportedOrders()
    }
    origin = .marketData
  }

  @inline(always) private mutating func finishLine(isLast: Bool) {
    isMessageComplete = isLast
    guard isLast else { return }
    switch standing.crossing {
    case .crossed: oddities.crossedBooks &+= 1
    case .locked: oddities.lockedBooks &+= 1
    case .apart, nil: break
    }
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
      return standing.crossing ?? .apart == .apart
    }
  }

  /// Highest bid; nil when nobody bids.
  public var bestBid: DepthLevel? { standing.best(.buy) }

  /// Lowest offer; nil when nobody offers.
  public var bestAsk: DepthLevel? { standing.best(.sell) }

  /// Highest bid, lowest offer, and whether the book may be read.
  ///
  /// Mutating only so that the book is passed by address: borrowed, all of it would be copied.
  public mutating func readTop() -> (bid: DepthLevel?, ask: DepthLevel?, isSettled: Bool) {
    (standing.best(.buy), standing.best(.sell), isSettled)
  }

  /// How many prices of a side hold anything.
  public func levelCount(_ side: Side) -> Int { standing.levelCount(side) }

  /// Up to `limit` levels of a side, best first; all of them without a limit. Order counts are
  /// those of orders known by id.
  /// - Complexity: O(levels returned).
  public func depth(_ side: Side, levels limit: Int = .max) -> [DepthLevel] {
    standing.depth(side, limit)
  }

  /// What stands at a price; zero where nothing does.
  /// - Complexity: O(1) expected.
  public func quantity(_ side: Side, at price: Price) -> Quantity {
    standing.quantity(side, at: price)
  }
}
