public import Core

/// An event of a tape that no legal life of its order allows; the register is left as it was.
public struct LifecycleViolation: Error, Sendable, Equatable {
  /// Where it stands on the tape.
  public let sequence: TapeSequence
  /// The order concerned.
  public let id: OrderID
  /// What is wrong.
  public let cause: Cause

  /// Takes every field.
  public init(sequence: TapeSequence, id: OrderID, cause: Cause) {
    self.sequence = sequence
    self.id = id
    self.cause = cause
  }

  /// What is wrong, with the figures that show it.
  public enum Cause: Error, Sendable, Equatable {
    /// The lifecycle does not allow it.
    case illegalTransition(TransitionError)
    /// A report about an order that the tape never brought.
    case unknownOrder
    /// A report that names another owner than the order's.
    case wrongOwner(kept: PartyID, stated: PartyID)
    /// A fill on the other side than the order's.
    case wrongSide
    /// A fill at a price worse than the order's limit.
    case worseThanLimit(limit: Price, price: Price)
    /// A report whose remaining quantity is not what the tape so far leaves.
    case wrongRemaining(kept: Quantity, stated: Quantity)
    /// An immediate order is still open although the venue has gone on to another.
    case leftResting(OrderID)
    /// A trigger or a restatement that the order's state does not allow.
    case unlawfulTerms(TransitionError.Reason)
  }

  /// A cause without its figures: for counters. Codes are never reused.
  public enum Kind: UInt8, CaseIterable, BitwiseCopyable, Sendable {
    /// The lifecycle does not allow it.
    case illegalTransition = 0
    /// A report about an order that the tape never brought.
    case unknownOrder = 1
    /// Another owner.
    case wrongOwner = 2
    /// The other side.
    case wrongSide = 3
    /// A price worse than the limit.
    case worseThanLimit = 4
    /// Another remaining quantity.
    case wrongRemaining = 5
    /// An immediate order that rests.
    case leftResting = 6

    /// How reports spell it.
    public var name: StaticString {
      switch self {
      case .illegalTransition: "illegal-transition"
      case .unknownOrder: "unknown-order"
      case .wrongOwner: "wrong-owner"
      case .wrongSide: "wrong-side"
      case .worseThanLimit: "worse-than-limit"
      case .wrongRemaining: "wrong-remaining"
      case .leftResting: "left-resting"
      }
    }
  }

  /// The cause without its figures.
  public var kind: Kind {
    switch cause {
    case .illegalTransition: .illegalTransition
    case .unknownOrder: .unknownOrder
    case .wrongOwner: .wrongOwner
    case .wrongSide: .wrongSide
    case .worseThanLimit: .worseThanLimit
    case .wrongRemaining: .wrongRemaining
    case .leftResting: .leftResting
    case .unlawfulTerms: .illegalTransition
    }
  }
}

extension LifecycleViolation: CustomStringConvertible {
  /// One line for people: the place on the tape, the order, what is wrong.
  public var description: String { "event \(sequence.rawValue): \(explanation)" }

  /// Figures are raw counts: scales belong to the tape's header, which is not known here.
  private var explanation: String {
    switch cause {
    case .illegalTransition(let error): "\(error)"
    case .unknownOrder: "order \(id.rawValue) was never sent"
    case .wrongOwner(let kept, let stated):
      "order \(id.rawValue) belongs to party \(kept.rawValue), not \(stated.rawValue)"
    case .wrongSide: "order \(id.rawValue) is filled on the wrong side"
    case .worseThanLimit(let limit, let price):
      "order \(id.rawValue) trades at \(price.rawValue), worse than its limit \(limit.rawValue)"
    case .wrongRemaining(let kept, let stated):
      "order \(id.rawValue) has \(kept.rawValue) left, not \(stated.rawValue)"
    case .leftResting(let open):
      "order \(open.rawValue) never rests, yet is open when order \(id.rawValue) is accepted"
    case .unlawfulTerms(let reason):
      "order \(id.rawValue) is not triggered or restated: \(reason.explanation)"
    }
  }
}
