/// A calendar day (proleptic Gregorian), for turning a venue's local clock into UTC.
public struct CivilDate: Sendable, Equatable {
  /// Year, 1970 or later.
  public let year: Int
  /// Month, `1…12`.
  public let month: Int
  /// Day of the month, `1…31`.
  public let day: Int

  /// Refuses days that do not exist and years outside 1970…2261.
  public init?(year: Int, month: Int, day: Int) {
    guard (1970...2261).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Whole days since 1970-01-01, by counting March-based years so that the leap day comes last.
  public var daysSinceEpoch: Int {
    let shifted = month > 2 ? year : year - 1
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }

  /// Midnight UTC at the start of the day.
  public var midnight: Timestamp {
    Timestamp(unchecked: Int64(daysSinceEpoch) * 86_400 * Nanoseconds.second.count)
  }

  /// 0 for Sunday … 6 for Saturday.
  public var weekday: Int { (daysSinceEpoch + 4) % 7 }

  static func length(ofMonth month: Int, year: Int) -> Int {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    if month == 2 { return leap ? 29 : 28 }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}
