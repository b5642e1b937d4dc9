/// Writes figures for people: decimals of a `Double` without libm, durations in a fitting unit.
public enum FigureText {
  /// With `digits` decimals, half away from zero; `-` for nil and for what 15 digits cannot hold.
  public static func fixed(_ value: Double?, digits: Int) -> String {
    guard let value, let raw = raw(value, digits: digits),
      let scale = DecimalScale(digits: digits)
    else { return "-" }
    return String(decimal: raw, scale: scale)
  }

  /// The number of 10⁻ᵈ nearest to a value.
  public static func raw(_ value: Double, digits: Int) -> Int64? {
    var factor = 1.0
    for _ in 0..<digits { factor *= 10 }
    let scaled = value * factor
    guard scaled.isFinite, scaled.magnitude < 1e15 else { return nil }
    let magnitude = Int64(scaled.magnitude + 0.5)
    return scaled < 0 ? -magnitude : magnitude
  }

  /// `1.27 s`, `840 ms`, `3.1 us`: three digits that count, in the largest unit below the value.
  public static func duration(_ nanoseconds: Double?) -> String {
    guard let nanoseconds else { return "-" }
    let units: [(name: String, size: Double)] = [
      ("d", 86_400e9), ("h", 3600e9), ("min", 60e9), ("s", 1e9), ("ms", 1e6), ("us", 1e3),
    ]
    // A minute is told in seconds up to two of them, an hour in minutes, and so on.
    for unit in units where nanoseconds >= unit.size * (unit.size > 1e9 ? 2 : 1) {
      let value = nanoseconds / unit.size
      let digits = value < 9.995 ? 2 : (value < 99.95 ? 1 : 0)
      return "\(fixed(value, digits: digits)) \(unit.name)"
    }
    return "\(fixed(nanoseconds, digits: 0)) ns"
  }

  /// A share as `12.3%`.
  public static func percent(_ part: Double?, of whole: Double?) -> String {
    guard let part, let whole, whole > 0 else { return "-" }
    return fixed(100 * part / whole, digits: 1) + "%"
  }
}
