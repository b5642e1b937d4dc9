/// How many decimal digits a raw integer keeps after the point: a raw `12345` at scale 2 reads
/// `123.45`.
///
/// Belongs to an instrument id (once for prices, once for quantities) or to a currency, and never
/// changes there; a finer grid is a new id.
public struct DecimalScale: BitwiseCopyable, Sendable, Equatable, Comparable {
  /// Digits after the point, `0…18`.
  public let digits: UInt8

  /// Integers without a fraction.
  public static let whole = DecimalScale(unchecked: 0)

  @usableFromInline init(unchecked digits: UInt8) { self.digits = digits }

  /// Refuses anything outside `0…18`, the range in which 10ⁿ fits an `Int64`.
  public init?(digits: Int) {
    guard (0...18).contains(digits) else { return nil }
    self.digits = UInt8(digits)
  }

  /// 10ⁿ: the raw value of one whole unit.
  /// - Complexity: O(digits), at most 18 multiplications.
  public var unitsPerWhole: Int64 {
    var units: Int64 = 1
    for _ in 0..<digits { units *= 10 }
    return units
  }

  /// Coarser scales sort first.
  @inlinable public static func < (left: DecimalScale, right: DecimalScale) -> Bool {
    left.digits < right.digits
  }
}
