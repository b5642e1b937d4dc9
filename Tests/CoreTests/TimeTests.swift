import Core
import Samples
import Testing

@Suite struct CivilDateTests {
  @Test(arguments: [
    (1970, 1, 1, 0, 4), (1970, 12, 31, 364, 4), (1972, 2, 29, 789, 2), (2000, 2, 29, 11_016, 2),
    (2000, 3, 1, 11_017, 3), (2012, 6, 21, 15_512, 4), (2024, 2, 29, 19_782, 4),
    (2038, 1, 19, 24_855, 2), (2100, 2, 28, 47_540, 0), (2100, 3, 1, 47_541, 1),
    (2261, 12, 31, 106_650, 2), (2262, 4, 11, 106_751, 5),
  ])
  func `known days lie where calendars put them`(
    year: Int, month: Int, day: Int, days: Int, weekday: Int
  ) {
    let date = CivilDate(year: year, month: month, day: day)
    #expect(date?.daysSinceEpoch == days)
    #expect(date?.weekday == weekday)
    #expect(date?.midnight.nanoseconds == Int64(days) * 86_400_000_000_000)
  }

  @Test func `every day that a timestamp reaches is the one behind the day before`() {
    var expected = 0
    for year in 1970...2262 {
      for month in 1...12 {
        for day in 1...31 {
          guard let date = CivilDate(year: year, month: month, day: day) else { continue }
          if date.daysSinceEpoch != expected || CivilDate(daysSinceEpoch: expected) != date {
            Issue.record("\(year)-\(month)-\(day)")
          }
          expected += 1
        }
      }
    }
    // 292 years, 71 leap years: every fourth from 1972 on but 2100 and 2200; then 101 days and one.
    #expect(expected == 292 * 365 + 71 + 101)
    #expect(CivilDate(daysSinceEpoch: -1) == nil)
    #expect(CivilDate(daysSinceEpoch: expected) == nil)
  }

  @Test(arguments: [
    (1969, 12, 31), (2262, 4, 12), (2263, 1, 1), (2023, 2, 29), (2100, 2, 29), (2024, 2, 30),
    (2024, 4, 31),
    (2024, 0, 1), (2024, 13, 1), (2024, 1, 0), (2024, 1, 32), (.min, 1, 1), (2024, .max, .min),
  ])
  func `days that do not exist are refused`(year: Int, month: Int, day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }
}

@Suite struct TimestampTests {
  @Test(
    arguments: [
      (5, 3, 8), (5, -5, 0), (5, -6, 0), (0, .min, 0), (.max, 1, .max), (.max, .max, .max),
      (.max, .min, 0),
    ] as [(Int64, Int64, Int64)])
  func `moving a time is held at both ends instead of wrapping`(
    start: Int64, by: Int64, moved: Int64
  ) {
    let time = Timestamp(integerLiteral: start)
    #expect(time.advanced(by: Nanoseconds(by)).nanoseconds == moved)
  }

  @Test func `spans between the extremes fit, either way round`() {
    let (first, last) = (Timestamp.zero, Timestamp(integerLiteral: .max))
    #expect(last.since(first).count == .max)
    #expect(first.since(last).count == -.max)
    #expect(first < last)
    #expect(Nanoseconds.millisecond < .second)
  }

  @Test func `times before the epoch are refused`() {
    #expect(Timestamp(nanoseconds: -1) == nil)
    #expect(Timestamp(nanoseconds: .min) == nil)
    #expect(Timestamp(nanoseconds: 0) == .zero)
  }
}

@Suite struct UTCTextTests {
  private static func text(_ body: (inout [UInt8]) -> Void) -> String {
    var bytes: [UInt8] = []
    body(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000000000Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
      (
        1_340_285_400_004_241_176, "2012-06-21T13:30:00.004241176Z",
        "Thu, 21 Jun 2012 13:30:00 GMT"
      ),
      (784_111_777_999_999_999, "1994-11-06T08:49:37.999999999Z", "Sun, 06 Nov 1994 08:49:37 GMT"),
      (.max, "2262-04-11T23:47:16.854775807Z", "Fri, 11 Apr 2262 23:47:16 GMT"),
    ] as [(Int64, String, String)])
  func `a time is written as UTC, for logs and for HTTP`(
    nanoseconds: Int64, log: String, http: String
  ) {
    let time = Timestamp(integerLiteral: nanoseconds)
    #expect(Self.text { $0.append(utc: time) } == log)
    #expect(Self.text { $0.append(httpDate: time) } == http)
  }
}
