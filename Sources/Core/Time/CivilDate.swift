/// A calendar day (proleptic Gregorian), for turning a venue's local clock into UTC.
public struct CivilDate: Sendable, Equatable {
  /// Year, 1970 or later.
  public let year: Int
  /// Month, `1…12`.
  public let month: Int
  /// Day of the month, `1…31`.
  public let day: Int

  /// Refuses days that do not exist, and days whose midnight no timestamp holds: before 1970-01-01
  /// and after 2262-04-11.
  public init?(year: Int, month: Int, day: Int) {
    guard (1970...2262).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
    guard daysSinceEpoch <= 106_751 else { return nil }
  }

  /// Whole days since 1970-01-01, by counting March-based years so that the leap day comes last.
  public var daysSinceEpoch: Int {
    let shifted = month > 2 ? year : year - 1
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }

  /// The day that many days after 1970-01-01, by 400-year eras of March-based years; nil where
  /// no timestamp reaches. The inverse of `daysSinceEpoch`.
  public init?(daysSinceEpoch days: Int) {
    guard (0...106_751).contains(days) else { return nil }
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + 400 * era + (month <= 2 ? 1 : 0)
    self.init(year: year, month: month, day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
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
