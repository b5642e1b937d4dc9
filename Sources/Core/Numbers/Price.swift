/// What one unit of an instrument costs: an `Int64` count of 10⁻ᵖ of the quote unit, with p from
/// the instrument's price scale.
///
/// Negative and zero prices are legal (spreads, power, rates); there is no sentinel. Values that
/// came from outside stay within ±10¹⁵, so that a product with a quantity has room in `Int128`.
public struct Price: BitwiseCopyable, Sendable, Equatable, Comparable {
  /// Count of 10⁻ᵖ of the quote unit.
  public let rawValue: Int64

  /// Largest magnitude a validated price may have.
  public static let magnitudeLimit: Int64 = 1_000_000_000_000_000

  /// A price of nothing, as far as any price is nothing.
  @inlinable public static var zero: Price { Price(unchecked: 0) }

  @usableFromInline init(unchecked rawValue: Int64) { self.rawValue = rawValue }

  /// Refuses magnitudes above `magnitudeLimit`.
  @inlinable public init?(rawValue: Int64) {
    guard rawValue >= -Self.magnitudeLimit, rawValue <= Self.magnitudeLimit else { return nil }
    self.rawValue = rawValue
  }

  /// The price `units` raw units higher (lower when negative), or nil outside the legal range.
  @inlinable public func advanced(by units: Int64) -> Price? {
    let (sum, overflow) = rawValue.addingReportingOverflow(units)
    return overflow ? nil : Price(rawValue: sum)
  }

  /// Lower prices sort first.
  @inlinable public static func < (left: Price, right: Price) -> Bool {
    left.rawValue < right.rawValue
  }
}
