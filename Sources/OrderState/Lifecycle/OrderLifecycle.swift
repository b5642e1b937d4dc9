public import Core

/// The life of one order, driven by facts: applies each, or says why it cannot have happened.
///
/// Holds the terms in force, the state, and how much has traded. The same struct serves the
/// simulator, `tapeview verify` and whoever manages orders at a venue; it decides nothing and
/// sends nothing.
public struct OrderLifecycle: BitwiseCopyable, Sendable, Equatable {
  /// The order with the terms in force: a replacement changes its price and quantity.
  public private(set) var order: NewOrder
  /// Where it stands.
  public private(set) var state: OrderState
  /// How much has traded; never falls (INV-ORDER-2), never above `quantity` (INV-ORDER-1).
  public private(set) var filled: Quantity
  /// Number of the last fill; the next has one more (INV-ORDER-4).
  public private(set) var fillCount: UInt64
  /// How many fills came after the order was cancelled or had expired.
  public private(set) var lateFillCount: UInt64
  /// What its terms, its group or the trading phase make of it while it lives.
  public internal(set) var conditions: OrderConditions = []

  /// An order that was just sent.
  public init(_ order: NewOrder) {
    self.init(order, state: .new, filled: .zero, fillCount: 0, lateFillCount: 0)
  }

  /// An order in the middle of its life, for restoring; nil where state and figures contradict.
  public init?(
    restoring order: NewOrder, state: OrderState, filled: Quantity, fillCount: UInt64,
    lateFillCount: UInt64
  ) {
    self.init(
      order, state: state, filled: filled, fillCount: fillCount, lateFillCount: lateFillCount)
    guard isConsistent else { return nil }
  }

  /// The caller vouches for the figures.
  init(
    _ order: NewOrder, state: OrderState, filled: Quantity, fillCount: UInt64,
    lateFillCount: UInt64
  ) {
    self.order = order
    self.state = state
    self.filled = filled
    self.fillCount = fillCount
    self.lateFillCount = lateFillCount
  }

  /// Moves on by one fact. On an error nothing has changed.
  /// - Complexity: O(1).
  public mutating func apply(_ event: OrderEvent) throws(TransitionError) {
    let next: OrderState
    do { next = try successor(on: event) } catch {
      throw TransitionError(id: order.id, state: state, event: event, reason: error)
    }
    switch event {
    case .filled(let fill):
      filled = filled + fill.quantity
      fillCount = fill.number
      if state.isFinal { lateFillCount += 1 }
    case .replaced(let replacement):
      order.type = .limit(replacement.price)
      order.quantity = replacement.quantity
    case .accepted, .cancelRequested, .cancelled, .cancelRejected, .replaceRequested,
      .replaceRejected, .rejected, .expired:
      break
    }
    state = next
  }

  /// Another message under the same id takes the place of the first, which came to nothing.
  mutating func resubmit(_ copy: NewOrder) { order = copy }

  /// The trigger of an order that was held back has come.
  mutating func trigger() throws(TransitionError.Reason) {
    try checkAccepted()
    guard conditions.contains(.held) else { throw .nothingHeld }
    conditions.remove(.held)
    conditions.insert(.triggered)
  }

  /// The venue has changed price or quantity by a rule of the order's terms.
  mutating func restate(_ price: Price?, _ quantity: Quantity) throws(TransitionError.Reason) {
    try checkAccepted()
    guard quantity > filled else { throw .quantityNotAboveFilled }
    if let price { order.type = .limit(price) }
    order.quantity = quantity
  }

  private func checkAccepted() throws(TransitionError.Reason) {
    switch standing {
    case .pending, .partiallyFilled: break
    case .new: throw .notAccepted
    case nil: throw state == .filled ? .filledIsFinal : .orderIsOver
    }
  }
}

extension OrderLifecycle {
  /// Number of the order.
  public var id: OrderID { order.id }
  /// Whose order it is.
  public var owner: PartyID { order.owner }
  /// Total quantity in force.
  public var quantity: Quantity { order.quantity }
  /// What has not traded; of a finished order, what never will but for a late fill.
  public var remaining: Quantity { order.quantity - filled }

  /// Whether the order trades at once or ends: IOC, FOK and market orders never rest, once nothing
  /// holds them back.
  public var isImmediate: Bool {
    if conditions.contains(.held) { return false }
    return switch (order.type, order.timeInForce) {
    case (.limit, .goodTillCancel): false
    case (.market, _), (.limit, .immediateOrCancel), (.limit, .fillOrKill): true
    }
  }

  /// Where a live order stands underneath its unanswered requests; nil when it is over.
  public var standing: Standing? {
    switch state {
    case .new: .new
    case .pending: .pending
    case .partiallyFilled: .partiallyFilled
    case .pendingCancel(let asked): asked.standing
    case .pendingReplace(let asked): asked.standing
    case .filled, .cancelled, .rejected, .expired: nil
    }
  }
}
