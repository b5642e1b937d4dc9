public import Core

/// Times as people write and read them: seconds as on the tape, or a UTC date and time.
public enum TimeText {
  /// Reads `1.5` (seconds since the epoch or the start of a simulated session) or
  /// `2012-06-21T13:30:00.5Z`; nil for anything else.
  public static func time(_ text: String) -> Timestamp? {
    let bytes = Array(text.utf8)
    var scanner = ASCIIScanner(bytes.span)
    if text.utf8.last == UInt8(ascii: "Z") { return utc(&scanner) }
    guard let raw = try? scanner.decimal(.nanoseconds), scanner.isAtEnd else { return nil }
    return Timestamp(nanoseconds: raw)
  }

  /// Reads `2012-06-21`; nil for anything else.
  public static func date(_ text: String) -> CivilDate? {
    let bytes = Array(text.utf8)
    var scanner = ASCIIScanner(bytes.span)
    guard let date = date(&scanner), scanner.isAtEnd else { return nil }
    return date
  }

  /// `2012-06-21T13:30:00.004241176Z`.
  public static func utc(_ time: Timestamp) -> String {
    var text: [UInt8] = []
    text.append(utc: time)
    return String(decoding: text, as: UTF8.self)
  }

  private static func utc(_ scanner: inout ASCIIScanner) -> Timestamp? {
    guard let date = date(&scanner), scanner.take(UInt8(ascii: "T")),
      let hour = digits(&scanner, 2), hour < 24, scanner.take(UInt8(ascii: ":")),
      let minute = digits(&scanner, 2), minute < 60, scanner.take(UInt8(ascii: ":")),
      let next = scanner.peek, next &- UInt8(ascii: "0") <= 5
    else { return nil }
    guard let second = try? scanner.decimal(.nanoseconds), scanner.take(UInt8(ascii: "Z")),
      scanner.isAtEnd, second < 60 * Nanoseconds.second.count
    else { return nil }
    let minutes = Int64(hour * 60 + minute) * 60 * Nanoseconds.second.count
    return date.midnight.advanced(by: Nanoseconds(minutes + second))
  }

  private static func date(_ scanner: inout ASCIIScanner) -> CivilDate? {
    guard let year = digits(&scanner, 4), scanner.take(UInt8(ascii: "-")),
      let month = digits(&scanner, 2), scanner.take(UInt8(ascii: "-")),
      let day = digits(&scanner, 2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  /// Exactly `count` digits.
  private static func digits(_ scanner: inout ASCIIScanner, _ count: Int) -> Int? {
    var value = 0
    for _ in 0..<count {
      guard let byte = scanner.peek, byte &- UInt8(ascii: "0") <= 9 else { return nil }
      value = value * 10 + Int(byte &- UInt8(ascii: "0"))
      scanner.cursor += 1
    }
    return value
  }
}
