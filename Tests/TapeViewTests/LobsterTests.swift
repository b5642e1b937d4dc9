import Core
import Foundation
import Samples
import TapeView
import Testing

private func importLobster(
  _ messages: String, book: String? = nil, checks: Bool = false, chunk: Int = 13
) throws -> Imported {
  var settings = ImportSettings(
    paths: ["x/AAPL_2012-06-21_34200000_57600000_message_2.csv"], checks: checks)
  settings.paths.append(book == nil ? nil : "book.csv")
  return try Imported(
    .lobster, settings, [Array(messages.utf8), Array((book ?? "").utf8)], chunk: chunk)
}

/// A small session of our own making: two levels a side.
private let messages = """
  34200.1,1,11,100,1000000,1
  34200.2,2,11,40,1000000,1
  34200.3,4,12,5,1000200,-1
  34200.4,5,0,7,1000100,1
  34200.5,3,11,60,1000000,1
  36000,7,0,0,-1,-1
  36100,7,0,0,0,-1
  36200,7,0,0,1,-1
  57600.000000001,6,-1,500,1000100,-1

  """.replacing("\n\n", with: "\n")
private let book = """
  1000200,50,1000000,100,1000300,10,999900,20
  1000200,50,1000000,60,1000300,10,999900,20
  1000200,45,1000000,60,1000300,10,999900,20
  1000200,45,1000000,60,1000300,10,999900,20
  1000200,45,999900,20,1000300,10,-9999999999,0
  1000200,45,999900,20,1000300,10,-9999999999,0
  1000200,45,999900,20,1000300,10,-9999999999,0
  1000200,45,999900,20,1000300,10,-9999999999,0
  1000200,45,999900,20,1000300,10,-9999999999,0

  """.replacing("\n\n", with: "\n")

@Test(arguments: [1, 13, 10_000])
func `each type of message becomes its events`(chunk: Int) throws {
  let imported = try importLobster(messages, chunk: chunk)
  let midnight = 1_340_236_800 + 4 * 3_600
  func line(_ seconds: Int, _ digits: String, _ rest: String) -> String {
    "\(midnight + seconds).\(digits) \(rest)"
  }
  let expected = [
    line(
      34_200, "100000000",
      "BookUpdate AAPL sn=1 action=add id=11 side=buy price=100.0000 qty=100 end"),
    line(
      34_200, "200000000",
      "BookUpdate AAPL sn=2 action=reduce id=11 side=buy price=100.0000 qty=40 end"),
    line(
      34_200, "300000000", "Trade AAPL sn=3 trade=1 price=100.0200 qty=5 aggressor=buy maker=12"),
    line(
      34_200, "300000000",
      "BookUpdate AAPL sn=3 action=execute id=12 side=sell price=100.0200 qty=5 end"),
    line(34_200, "400000000", "Trade AAPL sn=4 trade=2 price=100.0100 qty=7 aggressor=sell"),
    line(
      34_200, "500000000",
      "BookUpdate AAPL sn=5 action=remove id=11 side=buy price=100.0000 qty=60 end"),
    line(
      36_000, "000000000", "Instrument AAPL sn=6 tick=0.0100 lot=1 minimum=0.0000 status=halted"),
    line(
      36_100, "000000000", "Instrument AAPL sn=7 tick=0.0100 lot=1 minimum=0.0000 status=quoting"),
    line(
      36_200, "000000000", "Instrument AAPL sn=8 tick=0.0100 lot=1 minimum=0.0000 status=trading"),
    line(57_600, "000000001", "Trade AAPL sn=9 trade=3 price=100.0100 qty=500"),
  ]
  #expect(imported.lines == expected.enumerated().map { "\($0.offset + 1) \($0.element)" })
  #expect(imported.figures.map(\.count) == [1, 1, 1, 1, 1, 1, 3, 1])
}

@Test func `row 0 follows message 0 as a picture of the book`() throws {
  let imported = try importLobster(messages, book: book)
  #expect(imported.lines.count == 14)
  #expect(imported.lines[1].hasSuffix("Snapshot AAPL sn=1 side=buy price=100.0000 qty=100 begin"))
  #expect(imported.lines[4].hasSuffix("Snapshot AAPL sn=1 side=sell price=100.0300 qty=10 end"))
  #expect(imported.check == nil)
}

@Test
func `INV-VIEW-5: a check compares every row with the one before and the message between`() throws {
  let good = try #require(try importLobster(messages, book: book, checks: true).check)
  #expect(good.isPassed && good.matched == 8 && good.total == 8)
  let wrong = book.replacing("45,1000000,60", with: "45,1000000,61")
  let bad = try #require(try importLobster(messages, book: wrong, checks: true).check)
  #expect(!bad.isPassed && bad.matched == 6)
  #expect(bad.notes.last == "first disagreement at row 2")
}

@Test(arguments: [
  ("34200.1,1,11,100,1000000\n", "messages:1:25: direction: expected ','"),
  ("34200.1,1,11,100,1000000,1,5\n", "messages:1:27: expected 6 columns"),
  ("34200.1,8,11,100,1000000,1\n", "messages:1:9: value not allowed for type"),
  ("34200.1,1,0,100,1000000,1\n", "messages:1:11: value not allowed for order"),
  ("34200.1,1,11,-1,1000000,1\n", "messages:1:14: value not allowed for size"),
  ("34200.1,1,11,100,1000000,0\n", "messages:1:26: value not allowed for direction"),
  ("34200.1,1,11,100,100.5,1\n", "messages:1:22: price: more decimals"),
  ("34200.0000000001,1,11,100,1,1\n", "messages:1:16: time: more decimals"),
  ("86400,1,11,100,1000000,1\n", "messages:1:1: value not allowed for time"),
  ("34200.1,7,0,0,2,-1\n", "messages:1:15: value not allowed for price"),
  ("34200.1,1,99999999999999999999,1,1,1\n", "messages:1:30: order: number out of range"),
  ("34200.1,1,11,100,1000000,1\n\n", "messages:2:1: time: expected a digit"),
  ("34200.1,1,11,100,1000000,1\n\u{0}", "messages:2:1: time: expected a digit"),
  (String(repeating: "1", count: 300) + "\n", "messages:1:257: line longer than 256 bytes"),
])
func `a malformed message names file, line, column and reason`(text: String, error: String) throws {
  for chunk in [1, 1_000] {
    let found = #expect(throws: ImportError.self) { try importLobster(text, chunk: chunk) }
    #expect(found?.description.hasPrefix(error) == true)
  }
}

@Test func `a malformed or missing row names the book file`() throws {
  let rows: [(String, String)] = [
    ("1000200,50,1000000\n", "book:1:19: bid size: expected ','"),
    ("1000200,x,1000000,5\n", "book:1:9: ask size: expected a digit"),
    ("1000200,50,1000000,100\n", "book:2:1: the file ends here"),
  ]
  for (text, error) in rows {
    let found = #expect(throws: ImportError.self) {
      try importLobster(messages, book: text, checks: true)
    }
    #expect(found?.description.hasPrefix(error) == true)
  }
  let long = #expect(throws: ImportError.self) {
    try importLobster(messages, book: book + "1,1,1,1\n", checks: true)
  }
  #expect(long?.description.hasPrefix("messages:10:1: the file ends here") == true)
}

@Test func `lines may end in CR LF and the last one in nothing`() throws {
  let windows = messages.replacing("\n", with: "\r\n").dropLast()
  #expect(try importLobster(String(windows)).lines == importLobster(messages).lines)
}

@Test func `symbol and date come from the file's name unless they are given`() throws {
  let name = LobsterFileName(path: "/a/b/AAPL_2012-06-21_34200000_57600000_message_10.csv")
  #expect(name?.symbol == "AAPL" && name?.date == CivilDate(year: 2012, month: 6, day: 21))
  #expect(LobsterFileName(path: "AAPL_2012-06-21_message.csv") == name)
  #expect(LobsterFileName(path: "AAPL_message_10.csv") == nil)
  let refusals: [(ImportSettings, ImportSetupError)] = [
    (ImportSettings(paths: ["m.csv"]), .missingSymbol),
    (ImportSettings(paths: ["m.csv"], symbol: "A"), .missingDate),
    (
      ImportSettings(paths: ["m.csv"], symbol: "A", date: CivilDate(year: 2006, month: 1, day: 3)),
      .dateTooEarly(year: 2006)
    ),
    (
      ImportSettings(
        paths: ["m.csv"], symbol: "A B", date: CivilDate(year: 2012, month: 1, day: 3)),
      .invalidSymbol("A B")
    ),
    (
      ImportSettings(
        paths: ["m.csv", nil], symbol: "A", date: CivilDate(year: 2012, month: 1, day: 3),
        checks: true), .missingInput("--book")
    ),
  ]
  for (settings, error) in refusals {
    #expect(throws: error) { try ImportKind.lobster.start(settings) }
  }
}

/// Wall-clock readings in New York and UTC, from published change-over dates.
@Test(arguments: [
  ("2012-06-21", 34_200, "2012-06-21T13:30:00Z"),  // summer
  ("2012-01-03", 34_200, "2012-01-03T14:30:00Z"),  // winter
  ("2007-03-11", 7_199, "2007-03-11T06:59:59Z"), ("2007-03-11", 10_800, "2007-03-11T07:00:00Z"),
  ("2007-11-04", 7_199, "2007-11-04T05:59:59Z"), ("2007-11-04", 7_200, "2007-11-04T07:00:00Z"),
  ("2015-03-08", 10_800, "2015-03-08T07:00:00Z"), ("2015-11-01", 7_200, "2015-11-01T07:00:00Z"),
  ("2024-03-09", 86_399, "2024-03-10T04:59:59Z"), ("2024-03-10", 10_800, "2024-03-10T07:00:00Z"),
  ("2024-11-02", 86_399, "2024-11-03T03:59:59Z"), ("2024-11-04", 0, "2024-11-04T05:00:00Z"),
])
func `New York's clock becomes UTC`(day: String, seconds: Int64, utc: String) throws {
  let date = try #require(TimeText.date(day))
  let time = NewYorkTime.utc(date, afterMidnight: Nanoseconds(seconds * 1_000_000_000))
  #expect(time == TimeText.time(utc))
}

@Test func `New York's clock refuses years of another rule and readings of no day`() throws {
  let (old, new) = (
    CivilDate(year: 2006, month: 7, day: 3), CivilDate(year: 2012, month: 7, day: 3)
  )
  #expect(NewYorkTime.utc(try #require(old), afterMidnight: .zero) == nil)
  for reading in [Int64(-1), 86_400_000_000_000] {
    #expect(NewYorkTime.utc(try #require(new), afterMidnight: Nanoseconds(reading)) == nil)
  }
}

private let folder = "l3-lobster/AAPL_2012-06-21_34200000_57600000_"

@Test(
  .enabled(
    if: TestFiles.recording(folder + "message_10.first998.csv") != nil,
    "recording absent: set TRUETAPE_REALDATA"))
func `INV-VIEW-5: the recorded AAPL session agrees with its own book in 998 of 998 rows`() throws {
  let messages = try #require(TestFiles.recording(folder + "message_10.first998.csv"))
  let rows = try #require(TestFiles.recording(folder + "orderbook_10.first998.csv"))
  let imported = try importLobster(
    String(decoding: messages, as: UTF8.self), book: String(decoding: rows, as: UTF8.self),
    checks: true, chunk: 4_096)
  let check = try #require(imported.check)
  #expect("\(check.matched)/\(check.total)" == "998/998")
  #expect(imported.figures.first { $0.name == "hidden executions" }?.count == 61)
}
