internal import Core

/// Reads decimal numbers that went through a binary fraction, such as `1.7885566900000001`.
///
/// A recorder that reads `1.78855669` as a Double and prints 17 digits of it adds noise behind the
/// true ones. The number meant is the nearest on the scale, and only if it stands so close that the
/// Double cannot tell the two apart: within 2⁻⁵² of the value. Anything else is off the scale.
enum NearestDecimal {
  /// Most digits of a number, and most of them behind the point: no Double is printed with more,
  /// and 10³⁸ still fits 128 bits.
  private static let digitLimit = 30
  private static let fractionLimit = 38

  /// The count of 10⁻ˢ that a text of the form `9.9999999999999995e-07` means; no sign.
  static func raw(_ text: String, _ scale: DecimalScale) throws(ScanFailure) -> Int64 {
    let parts = text.split(separator: "e", omittingEmptySubsequences: false)
    var digits: Int128 = 0
    var fraction = 0
    var hasPoint = false
    var length = 0
    for byte in (parts.first ?? "").utf8 {
      if byte == UInt8(ascii: "."), !hasPoint, length > 0 {
        hasPoint = true
        continue
      }
      let digit = byte &- UInt8(ascii: "0")
      guard digit <= 9 else { throw .expectedDigit }
      digits = digits * 10 + Int128(digit)
      length += 1
      if hasPoint { fraction += 1 }
      guard length <= digitLimit else { throw .outOfRange }
    }
    guard length > 0, !hasPoint || fraction > 0, parts.count <= 2 else { throw .expectedDigit }
    if parts.count == 2 {
      guard let exponent = Int(parts[1]) else { throw .expectedDigit }
      guard abs(max(exponent, -.max)) <= fractionLimit else { throw .outOfRange }
      fraction -= exponent
    }
    guard fraction <= fractionLimit else { throw .outOfRange }
    return try raw(digits, fraction, Int(scale.digits))
  }

  private static func raw(
    _ digits: Int128, _ fraction: Int, _ scale: Int
  ) throws(ScanFailure) -> Int64 {
    var unit: Int128 = 1
    var nearest = digits
    if fraction > scale {
      for _ in scale..<fraction { unit *= 10 }
      nearest = (digits + unit / 2) / unit
      let noise = digits - nearest * unit
      guard noise.magnitude <= digits.magnitude >> 52 else { throw .offScale }
    } else {
      for _ in fraction..<scale {
        let (product, overflow) = nearest.multipliedReportingOverflow(by: 10)
        guard !overflow else { throw .outOfRange }
        nearest = product
      }
    }
    guard let raw = Int64(exactly: nearest) else { throw .outOfRange }
    return raw
  }
}

extension JSONRecord {
  /// The price that the member's number means.
  func priceNear(_ name: StaticString, _ scale: DecimalScale) throws(RecordFailure) -> Price {
    guard let price = Price(rawValue: try near(name, scale)) else {
      throw failure(name, .number(field: name.description, .outOfRange))
    }
    return price
  }

  /// The quantity that the member's number means.
  func quantityNear(_ name: StaticString, _ scale: DecimalScale) throws(RecordFailure) -> Quantity {
    guard let quantity = Quantity(rawValue: try near(name, scale)) else {
      throw failure(name, .number(field: name.description, .outOfRange))
    }
    return quantity
  }

  private func near(_ name: StaticString, _ scale: DecimalScale) throws(RecordFailure) -> Int64 {
    let text = text(try numeral(name))
    do { return try NearestDecimal.raw(text, scale) } catch {
      throw failure(name, .number(field: name.description, error))
    }
  }
}
