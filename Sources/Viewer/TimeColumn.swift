internal import Core
internal import TapeView

/// Times as the list shows them: of a recording the UTC clock, of a simulation seconds since its
/// start.
struct TimeColumn {
  private let isRecorded: Bool

  init(_ header: TapeHeader, _ earliest: Timestamp?) {
    isRecorded = header.seed == nil && (earliest ?? .zero).nanoseconds >= Self.year
  }

  /// A tape without a seed that begins in the first year of the epoch counts from zero as well.
  private static let year: Int64 = 365 * 86_400 * 1_000_000_000

  /// Name of the column.
  var heading: String { isRecorded ? "UTC" : "seconds" }

  /// Columns of `short(_:digits:)`, as long as a simulation is shorter than a day.
  func width(digits: Int) -> Int { (isRecorded ? 9 : 5) + digits }

  /// `13:30:00.004` or `12.004`, cut to so many digits behind the point.
  func short(_ time: Timestamp, digits: Int) -> String {
    let text =
      isRecorded
      ? String(TimeText.utc(time).drop { $0 != "T" }.dropFirst().prefix(9 + digits))
      : String(String(decimal: time.nanoseconds, scale: .nanoseconds).dropLast(9 - digits))
    let missing = width(digits: digits) - text.utf8.count
    return String(repeating: " ", count: max(0, missing)) + text
  }

  /// All of it.
  func full(_ time: Timestamp) -> String {
    isRecorded
      ? TimeText.utc(time) : String(decimal: time.nanoseconds, scale: .nanoseconds) + " s"
  }
}
