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
