/// Writes figures of measurements: rounded, never with an exponent.
enum DecimalText {
  /// A number with so many digits after the point; nil for what is no number or too large.
  static func text(_ value: Double, places: Int) -> String? {
    let scale = (0..<places).reduce(1) { power, _ in power * 10 }
    guard let scaled = Int64(exactly: (value * Double(scale)).rounded()) else { return nil }
    let (whole, fraction) = scaled.magnitude.quotientAndRemainder(dividingBy: UInt64(scale))
    let sign = scaled < 0 ? "-" : ""
    guard places > 0 else { return sign + String(whole) }
    let digits = String(fraction)
    return sign + "\(whole)." + String(repeating: "0", count: places - digits.count) + digits
  }

  /// A rate with a letter for thousands, millions or billions, about four digits.
  static func short(_ value: Double) -> String {
    let (divisor, letter) =
      switch value {
      case 1e9...: (1e9, "G")
      case 1e6...: (1e6, "M")
      case 1e3...: (1e3, "k")
      default: (1.0, "")
      }
    return (text(value / divisor, places: 2) ?? "–") + letter
  }
}
