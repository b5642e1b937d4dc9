public import Core

/// Where an order stands in its life. A case carries only the data that exists in that state.
///
/// What may follow what is one function, `OrderLifecycle.successor(on:)`; the diagram in
/// docs/modules/OrderState.md is drawn from it.
public enum OrderState: BitwiseCopyable, Sendable, Equatable {
  /// Sent; the venue has not answered.
  case new
  /// The venue has it; nothing has traded.
  case pending
  /// Some of it has traded, and the rest still may.
  case partiallyFilled
  /// All of it has traded. Final: nothing follows (INV-ORDER-3).
  case filled
  /// Taken out because its owner asked; only a late fill may follow.
  case cancelled(CancelReason)
  /// Never taken in.
  case rejected(RefusalCause)
  /// Ended by its own terms; only a late fill may follow.
  case expired(ExpireReason)
  /// Its owner has asked for it to be taken out, and waits for the answer.
  case pendingCancel(PendingCancel)
  /// Its owner has asked for other terms, and waits for the answer.
  case pendingReplace(PendingReplace)

  /// The state without its data.
  public var phase: OrderPhase {
    switch self {
    case .new: .new
    case .pending: .pending
    case .partiallyFilled: .partiallyFilled
    case .filled: .filled
    case .cancelled: .cancelled
    case .rejected: .rejected
    case .expired: .expired
    case .pendingCancel: .pendingCancel
    case .pendingReplace: .pendingReplace
    }
  }

  /// Whether the order is over: nothing of it rests at the venue any more.
  public var isFinal: Bool { phase.isFinal }
}
