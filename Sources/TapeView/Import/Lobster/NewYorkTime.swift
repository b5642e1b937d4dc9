public import Core

/// Wall-clock time in New York, where the American exchanges are, as UTC.
///
/// Daylight saving since 2007 (Energy Policy Act of 2005, section 110): from the second Sunday of
/// March to the first Sunday of November, at 2:00 wall-clock time each. Earlier years had other
/// rules and are refused.
public enum NewYorkTime {
  /// First year of the rule.
  public static let firstYear = 2007

  /// UTC of a wall-clock reading, given as nanoseconds after midnight of a day; nil before 2007 and
  /// outside 0 ≤ reading < 24 h. An hour that is read twice in November is taken as its first.
  public static func utc(_ date: CivilDate, afterMidnight reading: Nanoseconds) -> Timestamp? {
    guard date.year >= firstYear, reading >= .zero,
      reading.count < 24 * hour
    else { return nil }
    let offset = isDaylightSaving(date, reading) ? 4 * hour : 5 * hour
    return date.midnight.advanced(by: Nanoseconds(reading.count + offset))
  }

  /// Whether clocks stand one hour forward at this reading.
  static func isDaylightSaving(_ date: CivilDate, _ reading: Nanoseconds) -> Bool {
    guard let start = sunday(2, of: 3, date.year), let end = sunday(1, of: 11, date.year) else {
      return false
    }
    let day = date.daysSinceEpoch
    if day == start { return reading.count >= 2 * hour }
    if day == end { return reading.count < 2 * hour }
    return day > start && day < end
  }

  private static let hour = 3_600 * Nanoseconds.second.count

  /// Days since 1970 of the n-th Sunday of a month.
  private static func sunday(_ number: Int, of month: Int, _ year: Int) -> Int? {
    guard let first = CivilDate(year: year, month: month, day: 1) else { return nil }
    return first.daysSinceEpoch + (7 - first.weekday) % 7 + 7 * (number - 1)
  }
}
