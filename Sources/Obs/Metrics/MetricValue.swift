public import Core

/// The value of one sample, written exactly: no `Double` stands between a counter and its text.
public enum MetricValue: Sendable, Equatable {
  /// A whole number that is never negative.
  case count(UInt64)
  /// A raw count at a scale: `(-125, 2)` reads `-1.25`.
  case decimal(Int64, DecimalScale)
  /// A span of time, written in seconds with nine digits behind the point.
  case seconds(nanoseconds: UInt128)
  /// No value: a quantile of nothing.
  case none

  /// A whole number of any sign.
  public static func whole(_ value: Int64) -> MetricValue { .decimal(value, .whole) }

  /// A span of time.
  public static func seconds(_ span: Nanoseconds) -> MetricValue { .decimal(span.count, .nano) }

  func append(to page: inout [UInt8]) {
    switch self {
    case .count(let count): page.append(integer: count)
    case .decimal(let raw, let scale): page.append(decimal: raw, scale: scale)
    case .seconds(let nanoseconds):
      let (whole, fraction) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
      page.append(integer: UInt64(clamping: whole))
      page.append(UInt8(ascii: "."))
      page.append(integer: UInt64(fraction), width: 9)
    case .none: page.append(text: "NaN")
    }
  }
}

extension DecimalScale {
  /// Nine digits: nanoseconds as seconds.
  static let nano = DecimalScale(digits: 9) ?? .whole
  /// Three digits: nanoseconds as microseconds.
  static let milli = DecimalScale(digits: 3) ?? .whole
}
