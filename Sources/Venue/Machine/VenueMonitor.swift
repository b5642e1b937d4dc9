public import Core
internal import OrderBook

/// Watches what a venue says before it leaves: a second opinion on each report, kept from reports
/// alone and from the books where it begins.
///
/// It remembers live orders only, so its memory follows the books. It never refuses and never traps;
/// it counts, keeps the first breach of each kind, and says when nothing more should leave.
public struct VenueMonitor: Sendable {
  /// What it found.
  public private(set) var findings = InvariantMonitor(
    Watched.allCases.map { ($0.id, stakesMoney: true) })

  /// The invariants that it looks at.
  enum Watched: Int, CaseIterable {
    case uniqueFill, remaining, filled, sequence, conservation, position

    var id: String {
      switch self {
      case .uniqueFill: "INV-ORDER-4"
      case .remaining: "INV-ORDER-1"
      case .filled: "INV-ORDER-2"
      case .sequence: "INV-VENUE-1"
      case .conservation: "INV-BOOK-7"
      case .position: "INV-VENUE-2"
      }
    }
  }

  /// A live order, as its reports tell it.
  private struct LiveOrder {
    var quantity: Quantity
    var filled: Quantity
    var fillCount: UInt64
  }

  private var orders = IdentifierMap<LiveOrder>()
  private var lastRequest: TapeSequence
  /// The order that a request names, and its terms, until it is accepted.
  private var incoming: NewOrder?
  private var trade: (id: TradeID, quantity: Quantity, fills: Int)?
  /// What was heard last, oldest first: the context of a breach.
  private var recent = RingQueue<Event>(capacity: contextLength)
  private let header: TapeHeader?

  private static let contextLength = 8

  /// Begins at a venue as it stands: its books say which orders live.
  /// - Complexity: O(orders).
  public init(_ venue: borrowing VenueMachine) {
    lastRequest = venue.lastRequest
    header = venue.opening?.header
    for instrument in venue.engine.instruments {
      guard let image = venue.engine.withBook(of: instrument, { $0.image }) else { continue }
      for level in image.bids + image.asks {
        for entry in level.entries {
          let order = entry.order
          orders[order.id.rawValue] = LiveOrder(
            quantity: order.quantity, filled: order.filled, fillCount: order.fillCount)
        }
      }
    }
  }

  /// How many orders it follows.
  public var liveOrderCount: Int { orders.count }

  /// Hears the request that the next reports answer.
  public mutating func heard(_ request: Event) {
    remember(request)
    let last = lastRequest
    check(.sequence, request.sequence > last, request.sequence) {
      "\(request.sequence.rawValue) behind \(last.rawValue)"
    }
    lastRequest = max(last, request.sequence)
    endTrade(at: request.sequence)
    incoming = nil
    if case .newOrder(let order) = request.payload { incoming = order }
  }

  /// Hears a report, in the order in which the venue gives them.
  public mutating func heard(_ report: VenueReport) {
    remember(
      Event(
        sequence: report.request, time: report.time, instrument: report.instrument,
        payload: report.payload))
    switch report.payload {
    case .accepted(let accepted):
      if let order = incoming, order.id == accepted.id {
        orders[order.id.rawValue] = LiveOrder(
          quantity: order.quantity, filled: .zero, fillCount: 0)
      }
    case .fill(let fill): filled(fill, at: report.request)
    case .trade(let trade):
      endTrade(at: report.request)
      self.trade = (trade.trade, trade.quantity, 0)
    case .amended(let amended):
      guard var order = orders[amended.id.rawValue] else { return }
      check(.remaining, amended.quantity > order.filled, report.request) {
        "order \(amended.id.rawValue) of \(amended.quantity.rawValue), filled \(order.filled.rawValue)"
      }
      order.quantity = amended.quantity
      orders[amended.id.rawValue] = order
    case .restated(let restated):
      guard var order = orders[restated.id.rawValue] else { return }
      check(.remaining, restated.quantity > order.filled, report.request) {
        "order \(restated.id.rawValue) restated to \(restated.quantity.rawValue)"
      }
      order.quantity = restated.quantity
      orders[restated.id.rawValue] = order
    case .cancelled(let cancelled): ended(cancelled.id, left: cancelled.remaining, report.request)
    case .expired(let expired): ended(expired.id, left: expired.remaining, report.request)
    case .reject, .newOrder, .cancel, .amend, .bookUpdate, .snapshot, .quote, .instrument, .regime,
      .gap, .drop, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered:
      break
    }
  }

  /// Compares what the fills say with what the venue holds: positions of an instrument sum to zero.
  /// - Complexity: O(positions).
  public mutating func looked(at venue: borrowing VenueMachine) {
    var sum: Int128 = 0
    for row in venue.positions.rows { sum += row.quantity }
    check(.position, sum == 0, venue.lastRequest) { "positions sum to \(sum)" }
    check(.sequence, venue.ignoredCount == 0, venue.lastRequest) {
      "\(venue.ignoredCount) inputs came again"
    }
  }

  private mutating func filled(_ fill: Fill, at sequence: TapeSequence) {
    check(
      .conservation, trade.map { $0.id == fill.trade && $0.quantity == fill.quantity } ?? false,
      sequence
    ) { "fill \(fill.number) of order \(fill.id.rawValue) is of no trade before it" }
    trade?.fills += 1
    guard var order = orders[fill.id.rawValue] else {
      check(.uniqueFill, false, sequence) { "order \(fill.id.rawValue) does not live" }
      return
    }
    check(.uniqueFill, fill.number == order.fillCount + 1, sequence) {
      "order \(fill.id.rawValue): fill \(fill.number) behind fill \(order.fillCount)"
    }
    let left = order.quantity - order.filled
    check(.filled, fill.quantity > .zero, sequence) {
      "order \(fill.id.rawValue): fill of \(fill.quantity.rawValue)"
    }
    check(.remaining, fill.quantity <= left && fill.remaining == left - fill.quantity, sequence) {
      "order \(fill.id.rawValue): \(left.rawValue) left, fill of \(fill.quantity.rawValue) leaves "
        + "\(fill.remaining.rawValue)"
    }
    order.filled = order.quantity - fill.remaining
    order.fillCount = fill.number
    orders[fill.id.rawValue] = fill.remaining == .zero ? nil : order
  }

  private mutating func ended(_ id: OrderID, left: Quantity, _ sequence: TapeSequence) {
    guard let order = orders[id.rawValue] else { return }
    check(.conservation, left == order.quantity - order.filled, sequence) {
      "order \(id.rawValue) ends with \(left.rawValue) of \(order.quantity.rawValue) left, "
        + "\(order.filled.rawValue) filled"
    }
    orders[id.rawValue] = nil
  }

  /// A trade has two fills.
  private mutating func endTrade(at sequence: TapeSequence) {
    guard let trade else { return }
    check(.conservation, trade.fills == 2, sequence) {
      "trade \(trade.id.rawValue) has \(trade.fills) fills"
    }
    self.trade = nil
  }

  private mutating func check(
    _ watched: Watched, _ holds: Bool, _ sequence: TapeSequence, _ detail: () -> String
  ) {
    if holds { return findings.check(watched.rawValue, true, at: sequence, "") }
    let context = contextLines
    findings.check(watched.rawValue, false, at: sequence, detail(), context: context)
  }

  private mutating func remember(_ event: Event) {
    if recent.count == Self.contextLength { _ = recent.popFirst() }
    recent.append(event)
  }

  /// What was heard last, as lines of a tape; a report has the number of its request.
  private var contextLines: [String] {
    guard let header else { return [] }
    var writer = TapeWriter.excerpt(header)
    return (0..<recent.count).compactMap { place in
      var line: [UInt8] = []
      guard let event = recent[place], (try? writer.write(event, into: &line)) != nil else {
        return nil
      }
      return String(decoding: line.dropLast(), as: UTF8.self)
    }
  }
}
