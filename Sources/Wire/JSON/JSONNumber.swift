public import Core

/// A JSON number as the decimal text it was written as: no binary fraction ever stands between a
/// venue's price and ours.
///
/// Equal means equal text: `1.0` and `1` differ here and agree in `integer`.
public struct JSONNumber: Sendable, Equatable {
  /// The text, of the grammar of RFC 8259 section 6.
  public let text: String

  /// The reader vouches for the grammar.
  init(unchecked text: String) { self.text = text }

  /// A whole number.
  public init<Value: FixedWidthInteger>(_ value: Value) { self.init(unchecked: String(value)) }

  /// A raw count at a scale, with exactly as many digits behind the point.
  public init(decimal raw: Int64, scale: DecimalScale) {
    self.init(unchecked: String(decimal: raw, scale: scale))
  }

  /// The value when it is whole and fits: `1e3` is 1000, `1.5` is nil.
  public var integer: Int64? { try? decimal(.whole) }

  /// The value as a raw count at `scale`, exactly: `1.5` at scale 2 is 150, and so is `150e-2`.
  ///
  /// Nothing is rounded: digits beyond the scale throw `offScale`, a magnitude beyond `Int64`
  /// throws `outOfRange`.
  /// - Complexity: O(length of the text).
  public func decimal(_ scale: DecimalScale) throws(ScanFailure) -> Int64 {
    let parts = Parts(text)
    var shift = parts.exponent + Int(scale.digits)
    guard parts.magnitudeIsKnown else { throw shift < 0 ? .offScale : .outOfRange }
    guard parts.digits > 0 else { return 0 }
    var digits = parts.digits
    while shift < 0 {
      guard digits % 10 == 0 else { throw .offScale }
      digits /= 10
      shift += 1
    }
    while shift > 0 {
      let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
      guard !overflow else { throw .outOfRange }
      digits = product
      shift -= 1
    }
    return try parts.signed(digits)
  }

  /// The number as digits · 10^exponent, with no zero at the end of the digits.
  private struct Parts {
    var isNegative = false
    var digits: UInt64 = 0
    var exponent = 0
    /// False when there are more digits than 64 bits hold.
    var magnitudeIsKnown = true

    /// Exponents beyond this are as good as infinite: no text that is read has so many digits.
    static let exponentLimit = 1_000_000

    init(_ text: String) {
      var zeros = 0
      var isFraction = false
      var explicitExponent = 0
      var exponentSign = 1
      var isExponent = false
      for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9") where isExponent:
          explicitExponent = min(
            explicitExponent * 10 + Int(byte - UInt8(ascii: "0")), Self.exponentLimit)
        case UInt8(ascii: "0"):
          zeros += 1
          if isFraction { exponent -= 1 }
        case UInt8(ascii: "1")...UInt8(ascii: "9"):
          push(byte - UInt8(ascii: "0"), behind: zeros)
          zeros = 0
          if isFraction { exponent -= 1 }
        case UInt8(ascii: "."): isFraction = true
        case UInt8(ascii: "e"), UInt8(ascii: "E"): isExponent = true
        case UInt8(ascii: "-"):
          if isExponent { exponentSign = -1 } else { isNegative = true }
        default: break  // open set: bytes; only "+" is left of the grammar
        }
      }
      exponent += zeros + exponentSign * explicitExponent
    }

    /// Zeros count only once another digit follows them; in front of the first they are nothing.
    private mutating func push(_ digit: UInt8, behind zeros: Int) {
      var wider = digits
      for _ in 0..<(digits == 0 ? 0 : zeros) { wider = timesTen(wider) }
      wider = timesTen(wider)
      let (sum, overflow) = wider.addingReportingOverflow(UInt64(digit))
      if overflow { magnitudeIsKnown = false }
      digits = sum
    }

    private mutating func timesTen(_ value: UInt64) -> UInt64 {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { magnitudeIsKnown = false }
      return product
    }

    func signed(_ magnitude: UInt64) throws(ScanFailure) -> Int64 {
      if isNegative {
        guard magnitude <= Int64.min.magnitude else { throw .outOfRange }
        return Int64(truncatingIfNeeded: 0 &- magnitude)  // exact: the magnitude was checked
      }
      guard let value = Int64(exactly: magnitude) else { throw .outOfRange }
      return value
    }
  }
}
