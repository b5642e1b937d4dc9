public import Core

/// An event that cannot happen to an order as it stands; the order is left as it was.
public struct TransitionError: Error, BitwiseCopyable, Sendable, Equatable {
  /// The order.
  public let id: OrderID
  /// Where it stood, and stands.
  public let state: OrderState
  /// What was said to have happened.
  public let event: OrderEvent
  /// Why that cannot be.
  public let reason: Reason

  /// Takes every field.
  public init(id: OrderID, state: OrderState, event: OrderEvent, reason: Reason) {
    self.id = id
    self.state = state
    self.event = event
    self.reason = reason
  }

  /// Why an event cannot happen. Where several hold, what the state forbids comes before what the
  /// event's own figures forbid, and those before what the order's terms forbid.
  public enum Reason: UInt8, Error, CaseIterable, BitwiseCopyable, Sendable {
    /// Nothing happens to a filled order any more (INV-ORDER-3).
    case filledIsFinal = 1
    /// The order is cancelled, rejected or expired.
    case orderIsOver = 2
    /// The venue has not taken the order in yet.
    case notAccepted = 3
    /// The venue took the order in before.
    case alreadyAccepted = 4
    /// A request of the same kind waits for its answer.
    case requestOutstanding = 5
    /// An answer to a request that was not made.
    case nothingRequested = 6
    /// A fill with this number was counted before (INV-ORDER-4).
    case fillNumberRepeated = 7
    /// A fill before this one is missing (INV-ORDER-4).
    case fillNumberSkipped = 8
    /// A fill of nothing.
    case emptyFill = 9
    /// More than the order has left (INV-ORDER-1).
    case overfill = 10
    /// A new total that is not above what is already filled (INV-ORDER-1).
    case quantityNotAboveFilled = 11
    /// Terms that exclude one another, or a quantity of nothing: no venue takes them in.
    case contradictoryTerms = 12
    /// The order trades at once or ends: it cannot rest, be cancelled or be replaced.
    case immediateOrderRests = 13
    /// A fill-or-kill order that ends with a part of it filled.
    case fillOrKillInPart = 14
    /// A post-only order that took liquidity.
    case postOnlyTook = 15
    /// The order's terms know no expiry of this kind.
    case expiryNotInTerms = 16
    /// A trigger for an order that none holds back.
    case nothingHeld = 17

    /// One clause in words, for people.
    public var explanation: StaticString {
      switch self {
      case .filledIsFinal: "a filled order never changes again"
      case .orderIsOver: "the order is over"
      case .notAccepted: "the venue has not taken the order in"
      case .alreadyAccepted: "the venue took the order in before"
      case .requestOutstanding: "a request of this kind still waits for its answer"
      case .nothingRequested: "nothing of the kind was requested"
      case .fillNumberRepeated: "a fill with this number was counted before"
      case .fillNumberSkipped: "the fill before this number is missing"
      case .emptyFill: "a fill has a quantity"
      case .overfill: "it is more than the order has left"
      case .quantityNotAboveFilled: "the new quantity is not above what is filled"
      case .contradictoryTerms: "the order's terms exclude one another"
      case .immediateOrderRests: "the order trades at once or ends, it never rests"
      case .fillOrKillInPart: "a fill-or-kill order is filled in full or not at all"
      case .postOnlyTook: "a post-only order never takes"
      case .expiryNotInTerms: "the order's terms know no such expiry"
      case .nothingHeld: "nothing holds the order back"
      }
    }
  }
}

extension TransitionError: CustomStringConvertible {
  /// As in: order 7 is Filled, 'cancelled' cannot happen: a filled order never changes again.
  public var description: String {
    "order \(id.rawValue) is \(state.phase.name), '\(event.name)' cannot happen: "
      + reason.explanation.description
  }
}
