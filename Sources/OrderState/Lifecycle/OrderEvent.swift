public import Core

/// A fact in the life of one order, in the past tense.
public enum OrderEvent: BitwiseCopyable, Sendable, Equatable {
  /// The venue took the order in.
  case accepted
  /// Some or all of it traded.
  case filled(OrderFill)
  /// The owner asked for it to be taken out.
  case cancelRequested(CancelReason)
  /// The venue took it out.
  case cancelled(CancelReason)
  /// The venue did not take it out.
  case cancelRejected(RefusalCause)
  /// The owner asked for other terms.
  case replaceRequested(Replacement)
  /// The venue gave it other terms.
  case replaced(Replacement)
  /// The venue left the terms as they were.
  case replaceRejected(RefusalCause)
  /// The venue did not take the order in.
  case rejected(RefusalCause)
  /// The order's own terms ended it.
  case expired(ExpireReason)

  /// How messages and diagrams spell it.
  public var name: StaticString {
    switch self {
    case .accepted: "accepted"
    case .filled: "filled"
    case .cancelRequested: "cancelRequested"
    case .cancelled: "cancelled"
    case .cancelRejected: "cancelRejected"
    case .replaceRequested: "replaceRequested"
    case .replaced: "replaced"
    case .replaceRejected: "replaceRejected"
    case .rejected: "rejected"
    case .expired: "expired"
    }
  }
}

/// What a lifecycle needs to know of one execution.
public struct OrderFill: BitwiseCopyable, Sendable, Equatable {
  /// How much traded.
  public var quantity: Quantity
  /// Number of the fill in the order's life, dense from 1.
  public var number: UInt64
  /// Whether the order was there first.
  public var liquidity: Liquidity

  /// Takes every field.
  public init(quantity: Quantity, number: UInt64, liquidity: Liquidity) {
    self.quantity = quantity
    self.number = number
    self.liquidity = liquidity
  }
}
