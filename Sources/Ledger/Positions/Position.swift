public import Core

/// A quantity with a direction: positive bought, negative sold short.
public struct SignedQuantity: BitwiseCopyable, Sendable, Equatable, Comparable {
  /// Count of 10⁻ᑫ, signed.
  public let rawValue: Int64

  /// Most that a position may come to, either way.
  public static let magnitudeLimit: Int64 = 1_000_000_000_000_000_000

  /// Nothing held.
  public static let zero = SignedQuantity(unchecked: 0)

  init(unchecked rawValue: Int64) { self.rawValue = rawValue }

  /// Refuses magnitudes above `magnitudeLimit`.
  public init?(rawValue: Int64) {
    guard rawValue >= -Self.magnitudeLimit, rawValue <= Self.magnitudeLimit else { return nil }
    self.rawValue = rawValue
  }

  /// What `quantity` bought or sold makes of it; nil above `magnitudeLimit`.
  public func after(_ side: Side, _ quantity: Quantity) -> SignedQuantity? {
    SignedQuantity(rawValue: rawValue + (side == .buy ? quantity.rawValue : -quantity.rawValue))
  }

  /// Numeric order.
  public static func < (left: SignedQuantity, right: SignedQuantity) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// What is held of one instrument and what came of it, in its currency.
///
/// The cost is the sum of what was posted for what is held now, never an average price: averages
/// lose what rounding takes.
public struct Position: BitwiseCopyable, Sendable, Equatable {
  /// How much is held.
  public internal(set) var quantity = SignedQuantity.zero
  /// What was paid for it, less what was received; zero when nothing is held (INV-LEDGER-3).
  public internal(set) var cost = Money(rawValue: 0)
  /// Gains from what was closed, losses negative, before fees.
  public internal(set) var realised = Money(rawValue: 0)
  /// What venues have charged, less rebates.
  public internal(set) var fees = Money(rawValue: 0)
  /// Money that changed hands, both ways: the turnover.
  public internal(set) var turnover: Int128 = 0
  /// How many fills were posted.
  public internal(set) var fillCount: UInt64 = 0

  /// Nothing held, nothing done.
  public init() {}
}
