// Dates and times as text: UTC everywhere, the zone always written.

extension [UInt8] {
  /// Appends `2012-06-21T13:30:00.004241176Z` (RFC 3339), always nine digits behind the point.
  public mutating func append(utc time: Timestamp) {
    let moment = UTCMoment(time)
    append(integer: moment.year, width: 4)
    append(UInt8(ascii: "-"))
    append(integer: moment.month, width: 2)
    append(UInt8(ascii: "-"))
    append(integer: moment.day, width: 2)
    append(UInt8(ascii: "T"))
    append(moment)
    append(UInt8(ascii: "."))
    append(integer: moment.nanosecond, width: 9)
    append(UInt8(ascii: "Z"))
  }

  /// Appends `Thu, 21 Jun 2012 13:30:00 GMT`, the form of HTTP's dates (RFC 9110 section 5.6.7).
  public mutating func append(httpDate time: Timestamp) {
    let moment = UTCMoment(time)
    append(text: UTCMoment.weekdays[moment.weekday])
    append(text: ", ")
    append(integer: moment.day, width: 2)
    append(UInt8(ascii: " "))
    append(text: UTCMoment.months[Int(moment.month) - 1])
    append(UInt8(ascii: " "))
    append(integer: moment.year, width: 4)
    append(UInt8(ascii: " "))
    append(moment)
    append(text: " GMT")
  }

  /// Appends `13:30:00`.
  private mutating func append(_ moment: UTCMoment) {
    append(integer: moment.second / 3_600, width: 2)
    append(UInt8(ascii: ":"))
    append(integer: moment.second / 60 % 60, width: 2)
    append(UInt8(ascii: ":"))
    append(integer: moment.second % 60, width: 2)
  }
}

/// A time taken apart into its day and what of the day has passed.
private struct UTCMoment {
  static let weekdays: [StaticString] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  static let months: [StaticString] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  let year: UInt64
  let month: UInt64
  let day: UInt64
  let weekday: Int
  /// Seconds of the day.
  let second: UInt64
  let nanosecond: UInt64

  init(_ time: Timestamp) {
    let (seconds, nanoseconds) = time.nanoseconds.quotientAndRemainder(
      dividingBy: Nanoseconds.second.count)
    // Every timestamp has a day: the epoch stands for one that had none.
    let date = CivilDate(daysSinceEpoch: Int(seconds / 86_400))
    year = UInt64(date?.year ?? 1970)
    month = UInt64(date?.month ?? 1)
    day = UInt64(date?.day ?? 1)
    weekday = date?.weekday ?? 4
    second = UInt64(seconds % 86_400)
    nanosecond = UInt64(nanoseconds)
  }
}
