public import Core

/// Where an order stands while an answer to a request of its owner is awaited.
public enum Standing: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  /// The venue has not taken it in yet.
  case new = 1
  /// Nothing has traded.
  case pending = 2
  /// Some of it has traded.
  case partiallyFilled = 3

  /// The state to return to once no answer is awaited.
  public var state: OrderState {
    switch self {
    case .new: .new
    case .pending: .pending
    case .partiallyFilled: .partiallyFilled
    }
  }
}

/// The terms that an owner asks for in place of the present ones.
public struct Replacement: BitwiseCopyable, Sendable, Equatable {
  /// Limit price.
  public var price: Price
  /// Total quantity, what is already filled included.
  public var quantity: Quantity

  /// Takes both.
  public init(price: Price, quantity: Quantity) {
    self.price = price
    self.quantity = quantity
  }
}

/// An unanswered cancel, and perhaps an unanswered replacement beside it: answers may come in
/// either order. Of the two the cancel names the state (FIX 4.4 volume 4, precedence of OrdStatus).
public struct PendingCancel: BitwiseCopyable, Sendable, Equatable {
  /// Why the owner wants the order out.
  public var reason: CancelReason
  /// Where the order stands meanwhile.
  public var standing: Standing
  /// The other terms that were asked for too.
  public var replacement: Replacement?

  /// Takes every field.
  public init(reason: CancelReason, standing: Standing, replacement: Replacement? = nil) {
    self.reason = reason
    self.standing = standing
    self.replacement = replacement
  }
}

/// An unanswered replacement.
public struct PendingReplace: BitwiseCopyable, Sendable, Equatable {
  /// What was asked for.
  public var replacement: Replacement
  /// Where the order stands meanwhile.
  public var standing: Standing

  /// Takes both.
  public init(replacement: Replacement, standing: Standing) {
    self.replacement = replacement
    self.standing = standing
  }
}
