internal import Core
internal import TapeView

/// Where a typed word leads.
enum GoTarget {
  /// Reads `1234` (sequence), `50%`, `1.5` or a UTC time, `13:30:00.5` (that day), `+5s`, `-100ms`;
  /// nil for anything else.
  ///
  /// - Parameter now: The time where the person is, from which times without a date count.
  static func read(_ text: String, now: Timestamp) -> BrowseTarget? {
    if let sequence = number(text) { return .sequence(TapeSequence(sequence)) }
    if text.last == "%" { return share(text.dropLast()) }
    if let sign = text.first, sign == "+" || sign == "-" {
      guard let span = span(text.dropFirst()) else { return nil }
      return .time(now.advanced(by: Nanoseconds(sign == "-" ? -span : span)))
    }
    return (TimeText.time(text) ?? TimeText.time(sameDay(text, now))).map { .time($0) }
  }

  private static func share(_ text: Substring) -> BrowseTarget? {
    guard let tenths = decimal(text, DecimalScale(digits: 1)), tenths <= 1_000 else { return nil }
    return .share(Int(tenths))
  }

  private static func span(_ text: Substring) -> Int64? {
    let units: [(word: String, digits: Int, factor: Int64)] = [
      ("ms", 6, 1), ("us", 3, 1), ("ns", 0, 1), ("s", 9, 1), ("m", 9, 60), ("h", 9, 3_600),
    ]
    guard let unit = units.first(where: { text.hasSuffix($0.word) }),
      let count = decimal(text.dropLast(unit.word.count), DecimalScale(digits: unit.digits))
    else { return nil }
    let (span, overflow) = count.multipliedReportingOverflow(by: unit.factor)
    return overflow ? nil : span
  }

  /// A clock's time as a full one of the day on which the person is.
  private static func sameDay(_ text: String, _ now: Timestamp) -> String {
    let day = TimeText.utc(now).prefix { $0 != "T" }
    let hasSeconds = text.utf8.count { $0 == UInt8(ascii: ":") } > 1
    return "\(day)T\(text)\(hasSeconds ? "" : ":00")Z"
  }

  private static func number(_ text: String) -> UInt64? {
    text.utf8.allSatisfy { $0 &- UInt8(ascii: "0") <= 9 } ? UInt64(text) : nil
  }

  /// A count of the scale's units; digits and at most one point, as people write them.
  private static func decimal(_ text: Substring, _ scale: DecimalScale?) -> Int64? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let scale, let whole = parts.first.flatMap({ number(String($0)) }) else { return nil }
    var fraction = parts.count > 1 ? String(parts[1]) : ""
    guard fraction.utf8.count <= Int(scale.digits) else { return nil }
    while fraction.utf8.count < Int(scale.digits) { fraction += "0" }
    guard let rest = fraction.isEmpty ? 0 : number(fraction), let count = Int64(exactly: whole)
    else { return nil }
    let (units, overflow) = count.multipliedReportingOverflow(by: scale.unitsPerWhole)
    let (sum, isBeyond) = units.addingReportingOverflow(Int64(clamping: rest))
    return overflow || isBeyond ? nil : sum
  }
}
