/// What a setting's text should have been; the table of settings adds the key and the text.
public struct SettingFailure: Error, Sendable, Equatable {
  /// What was expected, in words.
  public let expected: String

  /// Names what was expected.
  public init(_ expected: String) { self.expected = expected }
}

/// Reads and writes the texts of settings: counts, decimals, shares, durations.
public enum SettingText {
  /// A whole number within `range`.
  public static func count(
    _ text: String, in range: ClosedRange<UInt64>
  ) throws(SettingFailure) -> UInt64 {
    guard let value = UInt64(text), range.contains(value) else {
      throw SettingFailure("a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// A decimal with up to `digits` decimals, as a raw count.
  public static func decimal(
    _ text: String, digits: DecimalScale, in range: ClosedRange<Int64>
  ) throws(SettingFailure) -> Int64 {
    let bytes = Array(text.utf8)
    var scanner = ASCIIScanner(bytes.span)
    guard let raw = try? scanner.decimal(digits), scanner.isAtEnd, range.contains(raw) else {
      let low = self.text(decimal: range.lowerBound, digits)
      let high = self.text(decimal: range.upperBound, digits)
      throw SettingFailure("a number from \(low) to \(high), at most \(digits.digits) decimals")
    }
    return raw
  }

  /// The shortest text of a raw count: no zeros at its end.
  public static func text(decimal raw: Int64, _ digits: DecimalScale) -> String {
    var text = String(decimal: raw, scale: digits)
    guard digits > .whole else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// A multiple such as `8` or `0.25`, in thousandths.
  public static func thousandths(_ text: String) throws(SettingFailure) -> UInt64 {
    UInt64(try decimal(text, digits: .thousandths, in: 0...1_000_000_000))
  }

  /// The text of a multiple.
  public static func text(thousandths value: UInt64) -> String {
    text(decimal: Int64(value), .thousandths)
  }

  /// A share such as `2.5%`, in millionths.
  public static func millionths(_ text: String) throws(SettingFailure) -> UInt64 {
    guard text.hasSuffix("%") else { throw SettingFailure("a share such as 2.5%") }
    return UInt64(
      try decimal(String(text.dropLast()), digits: .tenThousandths, in: 0...1_000_000))
  }

  /// The text of a share.
  public static func text(millionths value: UInt64) -> String {
    text(decimal: Int64(value), .tenThousandths) + "%"
  }

  private static let units: [(name: String, nanoseconds: Int64)] = [
    ("ns", 1), ("us", 1000), ("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
  ]

  /// A duration such as `10s`, `250ms` or `1m`.
  public static func duration(_ text: String) throws(SettingFailure) -> Nanoseconds {
    let digits = text.prefix { $0.isNumber }
    let name = text.dropFirst(digits.count)
    guard let unit = units.first(where: { $0.name == name }), let count = Int64(digits) else {
      throw SettingFailure("a duration such as 10s, 250ms, 40us or 1m")
    }
    let (product, overflow) = count.multipliedReportingOverflow(by: unit.nanoseconds)
    guard !overflow, product <= 1 << 60 else {
      throw SettingFailure("a duration of at most 36 years")
    }
    return Nanoseconds(product)
  }

  /// The duration in the largest unit that divides it.
  public static func text(_ duration: Nanoseconds) -> String {
    let fitting = units.last { duration.count != 0 && duration.count % $0.nanoseconds == 0 }
    let unit = fitting ?? (name: "s", nanoseconds: 1_000_000_000)
    return "\(duration.count / unit.nanoseconds)\(unit.name)"
  }
}

extension DecimalScale {
  fileprivate static let thousandths = DecimalScale(digits: 3) ?? .whole
  fileprivate static let tenThousandths = DecimalScale(digits: 4) ?? .whole
}
