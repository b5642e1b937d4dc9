import Core

/// Small texts that the summary is made of: grouped counts, shares, padding.
enum ReportText {
  /// `1234567` as `1,234,567`.
  static func grouped(_ count: UInt64) -> String {
    var text = ""
    for (index, digit) in String(count).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  /// `part` of `whole` in percent with one decimal, half away from zero; `-` of nothing.
  static func percent(_ part: UInt64, of whole: UInt64) -> String {
    guard whole > 0 else { return "-" }
    return ratio(UInt128(part) * 100, by: UInt128(whole), decimals: 1) + "%"
  }

  /// How many a second of event time; `-` before any has passed.
  static func rate(_ count: UInt64, over time: Timestamp, decimals: Int) -> String {
    ratio(UInt128(count) * 1_000_000_000, by: UInt128(time.nanoseconds), decimals: decimals)
  }

  /// The quotient of two counts.
  static func ratio(_ dividend: UInt64, by divisor: UInt64, decimals: Int) -> String {
    ratio(UInt128(dividend), by: UInt128(divisor), decimals: decimals)
  }

  /// The quotient with so many decimals, half away from zero; `-` when dividing by nothing.
  static func ratio(_ dividend: UInt128, by divisor: UInt128, decimals: Int) -> String {
    guard divisor > 0, let scale = DecimalScale(digits: decimals) else { return "-" }
    let scaled = dividend * UInt128(scale.unitsPerWhole)
    let (quotient, remainder) = scaled.quotientAndRemainder(dividingBy: divisor)
    let rounded = remainder >= divisor - remainder ? quotient + 1 : quotient
    return Int64(exactly: rounded).map { String(decimal: $0, scale: scale) } ?? "-"
  }

  /// Seconds with three decimals, cut.
  static func seconds(_ time: Nanoseconds) -> String {
    let scale = DecimalScale(digits: 3) ?? .whole
    return String(decimal: time.count / 1_000_000, scale: scale) + "s"
  }

  /// `text` with spaces in front to fill `width`.
  static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// `text` with spaces behind to fill `width`.
  static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
