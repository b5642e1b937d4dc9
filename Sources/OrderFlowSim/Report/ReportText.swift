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
    return ratio(part * 100, by: whole, decimals: 1) + "%"
  }

  /// The quotient with so many decimals, half away from zero; `-` when dividing by nothing.
  static func ratio(_ dividend: UInt64, by divisor: UInt64, decimals: Int) -> String {
    guard divisor > 0, let scale = DecimalScale(digits: decimals) else { return "-" }
    let scaled = dividend.multipliedFullWidth(by: UInt64(scale.unitsPerWhole))
    guard scaled.high < divisor else { return "-" }
    let (quotient, remainder) = divisor.dividingFullWidth(scaled)
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
