public import Core

/// What stands in front of one book: orders that wait for a print or for each other, times at which
/// orders end, positions that they may only make smaller, calls in which nothing matches yet.
///
/// Requests come here and go on to the book. What the book answers is read in its order, and what
/// follows from it is done in the same step and appended behind it, until nothing follows any more:
/// prints reach triggers, fills resize groups, ends take others along. One order is released once at
/// most, so a cascade is no longer than the list of those that wait.
///
/// Triggers are reached print by print. Of those that one print reaches, orders that wait for a rise
/// come before those that wait for a fall; among these the nearest price, then the earlier order.
public struct BookFront: Sendable {
  /// Where the trading day is.
  public internal(set) var phase = TradingPhase.continuous
  /// Price of the last print.
  public internal(set) var lastPrice: Price?
  /// Whether it follows owners' positions, without which no order can be reduce-only.
  public let followsPositions: Bool

  /// What the phase measures collars and ties from; nil for the last print.
  var reference: Price?
  /// How far beyond the reference an order may reach.
  var collar: Price?
  /// Time of the last request.
  var now = Timestamp.zero
  /// Rises with every order that comes here.
  var arrivals: UInt64 = 0
  /// Terms of orders that have not come yet.
  var announced = IdentifierMap<OrderTerms>()
  var orders = IdentifierMap<FrontOrder>()
  /// Net bought less sold, by owner.
  var positions = IdentifierMap<Int64>()
  var ties = IdentifierMap<OrderTie>()
  /// Orders of the call, in order of arrival.
  var call = CallOrders()

  // What follows from the above.
  var rising = TriggerQueue(rising: true)
  var falling = TriggerQueue(rising: false)
  /// Trailing stops that wait, in order of arrival.
  var trailing: [OrderID] = []
  /// Reduce-only orders in the book, in order of arrival.
  var reducing: [OrderID] = []
  /// Soonest last.
  var deadlines: [Deadline] = []
  /// Number of the group of each of its orders that is not over.
  var memberships = IdentifierMap<UInt64>()

  /// Nothing waits, and trading is continuous.
  public init(followsPositions: Bool = false) { self.followsPositions = followsPositions }

  /// How many orders wait here for a print or for their bracket's entry.
  /// - Complexity: O(orders known here).
  public var waitingCount: Int {
    orders.sortedKeys().count { orders[$0]?.isHere ?? false }
  }

  /// When the next order ends by its terms; nil when none does.
  public var nextDeadline: Timestamp? { deadlines.last?.until }

  /// An order that waits here.
  public func waiting(_ id: OrderID) -> NewOrder? {
    guard let order = orders[id.rawValue], order.isHere else { return nil }
    return order.order
  }

  /// What a party has bought less what it has sold here; nil where that is not followed.
  public func position(of owner: PartyID) -> Int64? {
    followsPositions ? positions[UInt64(owner.rawValue)] ?? 0 : nil
  }

  /// Whether requests go straight to the book.
  private var isIdle: Bool {
    orders.count == 0 && announced.count == 0 && memberships.count == 0 && phase == .continuous
      && collar == nil && !followsPositions
  }

  /// Answers a request; false for what is none. `outer` is what another check says of a new order or
  /// an amend.
  /// - Complexity: the book's own, where nothing waits; else O(log waiting) an order released, and
  ///   O(trailing stops) a print.
  @discardableResult
  public mutating func handle<Book: OrderMatching & ~Copyable>(
    _ request: EventPayload, at time: Timestamp, refusal outer: RejectReason? = nil,
    book: inout Book, into reports: inout [EventPayload]
  ) -> Bool {
    now = max(now, time)
    var start = reports.count
    if !deadlines.isEmpty { expire(&book, into: &reports) }
    switch request {
    case .newOrder(let order):
      if isIdle {
        book.submit(order, refusal: outer, into: &reports)
      } else {
        enter(order, outer, &book, into: &reports)
      }
    case .cancel(let cancel): self.cancel(cancel, &book, into: &reports)
    case .amend(let amend): self.amend(amend, outer, &book, into: &reports)
    case .instrument(let rules): book.setRules(rules)
    case .orderTerms(let terms): announced[terms.id.rawValue] = terms
    case .orderGroup(let group): tie(group, &book, into: &reports)
    case .massCancel(let cancel): massCancel(cancel, &book, into: &reports)
    case .phaseChange(let change):
      turn(change, &book, into: &reports)
      if phase == .closed {
        react(from: start, &book, into: &reports)
        start = reports.count
        endDay(&book, into: &reports)
      }
    case .accepted, .amended, .cancelled, .expired, .reject, .fill, .trade, .bookUpdate, .snapshot,
      .quote, .regime, .gap, .drop, .timer, .riskDecision, .operatorCommand, .triggered, .restated:
      return false
    }
    react(from: start, &book, into: &reports)
    return true
  }

  /// Ends what is over by `time`; for a clock that runs while no request comes.
  public mutating func advance<Book: OrderMatching & ~Copyable>(
    to time: Timestamp, book: inout Book, into reports: inout [EventPayload]
  ) {
    now = max(now, time)
    let start = reports.count
    expire(&book, into: &reports)
    react(from: start, &book, into: &reports)
  }

  /// Does what follows from the reports, and from the reports on that.
  private mutating func react<Book: OrderMatching & ~Copyable>(
    from start: Int, _ book: inout Book, into reports: inout [EventPayload]
  ) {
    guard orders.count > 0 || memberships.count > 0 || followsPositions else {
      return noteLastPrint(of: reports[start...])
    }
    var place = start
    while place < reports.count {
      let report = reports[place]
      place += 1
      switch report {
      case .trade(let trade):
        lastPrice = trade.price
        release(at: trade.price, &book, into: &reports)
      case .fill(let fill): note(fill, &book, into: &reports)
      case .amended(let report):
        noteChanged(report.id, report.remaining, &book, into: &reports)
      case .restated(let report):
        if report.reason != .group {
          noteChanged(report.id, report.remaining, &book, into: &reports)
        }
      case .cancelled(let report): noteEnd(of: report.id, &book, into: &reports)
      case .expired(let report): noteEnd(of: report.id, &book, into: &reports)
      case .reject(let reject):
        if reject.request == .new { noteRefused(reject.id, reject.reason, &book, into: &reports) }
      case .newOrder, .cancel, .amend, .accepted, .bookUpdate, .snapshot, .quote, .instrument,
        .regime, .gap, .drop, .timer, .riskDecision, .operatorCommand, .orderTerms, .orderGroup,
        .massCancel, .phaseChange, .triggered:
        break
      }
    }
  }

  /// The last print stands before at most two fills and an end.
  private mutating func noteLastPrint(of reports: ArraySlice<EventPayload>) {
    for report in reports.reversed() {
      if case .trade(let trade) = report {
        lastPrice = trade.price
        return
      }
    }
  }
}
