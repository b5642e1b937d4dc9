/// How much of an instrument: an `Int64` count of 10⁻ᑫ of a unit, with q from the instrument's
/// quantity scale.
///
/// A quantity from outside is never negative and at most 10¹⁵. Sums and differences of validated
/// quantities cannot overflow; a negative result is our own bug and is caught by INV-ORDER-1, not
/// by a trap.
public struct Quantity: BitwiseCopyable, Sendable, Equatable, Comparable {
  /// Count of 10⁻ᑫ of a unit.
  public let rawValue: Int64

  /// Largest value a validated quantity may have.
  public static let magnitudeLimit: Int64 = 1_000_000_000_000_000

  /// Nothing at all.
  @inlinable public static var zero: Quantity { Quantity(unchecked: 0) }

  @inlinable init(unchecked rawValue: Int64) { self.rawValue = rawValue }

  /// Refuses negative values and values above `magnitudeLimit`.
  @inlinable public init?(rawValue: Int64) {
    guard rawValue >= 0, rawValue <= Self.magnitudeLimit else { return nil }
    self.rawValue = rawValue
  }

  /// The sum, or nil above `magnitudeLimit`: how totals over many orders are kept.
  @inlinable public func adding(_ other: Quantity) -> Quantity? {
    Quantity(rawValue: rawValue + other.rawValue)
  }

  /// What is left after taking `right` from `left`; the caller has made sure that it is there.
  @inlinable public static func - (left: Quantity, right: Quantity) -> Quantity {
    Quantity(unchecked: left.rawValue - right.rawValue)
  }

  /// The sum of two quantities of one order, which its total already bounds.
  @inlinable public static func + (left: Quantity, right: Quantity) -> Quantity {
    Quantity(unchecked: left.rawValue + right.rawValue)
  }

  /// Smaller quantities sort first.
  @inlinable public static func < (left: Quantity, right: Quantity) -> Bool {
    left.rawValue < right.rawValue
  }
}
