import Core
import Foundation
import Samples
import TapeView
import Testing

private func importDatabento(
  _ rows: String, check: String? = nil, chunk: Int = 17,
  tell: (inout ImportSettings) -> Void = { _ in }
) throws -> Imported {
  var settings = ImportSettings(paths: ["-", check.map { _ in "check" }], checks: check != nil)
  tell(&settings)
  return try Imported(
    .databentoMBO, settings, [Array(rows.utf8), Array((check ?? "").utf8)], chunk: chunk)
}

private let columns = "ts_recv,ts_event,action,side,price_1e9,size,order_id,flags,sequence\n"

/// A session of our own making: a snapshot, an order's life, a trade through two orders.
private let session =
  columns
    + """
    1000,900,A,B,4799000000000,2,11,40,7
    1000,900,A,A,4800250000000,5,12,40,5
    1000,900,A,A,4800250000000,3,13,40,6
    2000,1900,A,B,4799500000000,4,14,130,8
    2100,2000,M,B,4799500000000,3,14,130,9
    2200,2100,C,B,4799500000000,1,14,130,9
    2300,2200,T,B,4800250000000,6,15,0,12
    2300,2200,F,A,4800250000000,5,12,0,12
    2300,2200,F,A,4800250000000,1,13,0,12
    2300,2200,C,A,4800250000000,5,12,0,12
    2300,2200,M,A,4800250000000,2,13,0,12
    2300,2200,N,N,,0,0,128,12
    2400,2300,C,B,4799500000000,2,14,130,13
    2500,2400,R,N,9223372036854775807,0,0,128,14

    """.replacing("    ", with: "").replacing("\n\n", with: "\n")

@Test(arguments: [1, 17, 10_000])
func `each action of mbo becomes its events`(chunk: Int) throws {
  let imported = try importDatabento(session, chunk: chunk)
  func line(_ time: Int, _ received: Int, _ kind: String, _ rest: String) -> String {
    func text(_ nanos: Int) -> String { "0." + String(1_000_000_000 + nanos).dropFirst() }
    return "\(text(time)) \(kind) MBO rx=\(text(received)) \(rest)"
  }
  let expected = [
    line(900, 1000, "Snapshot", "sn=7 id=11 side=buy price=4799.00 qty=2 begin"),
    line(900, 1000, "Snapshot", "sn=5 id=12 side=sell price=4800.25 qty=5"),
    line(900, 1000, "Snapshot", "sn=6 id=13 side=sell price=4800.25 qty=3 end"),
    line(1900, 2000, "BookUpdate", "sn=8 action=add id=14 side=buy price=4799.50 qty=4 end"),
    line(2000, 2100, "BookUpdate", "sn=9 action=change id=14 side=buy price=4799.50 qty=3 end"),
    line(2100, 2200, "BookUpdate", "sn=9 action=reduce id=14 side=buy price=4799.50 qty=1 end"),
    line(2200, 2300, "Trade", "sn=12 trade=1 price=4800.25 qty=6 aggressor=buy taker=15"),
    line(2200, 2300, "BookUpdate", "sn=12 action=execute id=12 side=sell price=4800.25 qty=5"),
    line(
      2200, 2300, "BookUpdate", "sn=12 action=execute id=13 side=sell price=4800.25 qty=1 end"),
    line(2300, 2400, "BookUpdate", "sn=13 action=remove id=14 side=buy price=4799.50 qty=2 end"),
    line(2400, 2500, "Snapshot", "sn=14 side=buy price=0.00 qty=0 begin end"),
  ]
  #expect(imported.lines == expected.enumerated().map { "\($0.offset + 1) \($0.element)" })
}

@Test func `a report counts rows by action and what the numbers and times do`() throws {
  let imported = try importDatabento(session)
  let expected: [(String, UInt64)] = [
    ("rows", 14), ("events of the exchange", 6), ("snapshot orders", 3), ("adds", 1),
    ("cancels", 3), ("modifies", 2), ("clears", 1), ("trades", 1), ("fills", 2),
    ("fills that changed no order", 0), ("sequence numbers repeated", 6),
    ("sequence numbers gone back", 1), ("gaps in sequence numbers", 2),
    ("sequence numbers missing", 3), ("exchange time gone back", 0),
    ("received before exchange time", 0), ("orders not known", 0),
    ("events cut off at the end", 0),
  ]
  for (name, count) in expected { #expect(imported.count(name) == count, "\(name)") }
}

@Test func `what a recording gets wrong is counted, not refused`() throws {
  let odd =
    columns
      + """
      1000,2000,A,B,4800000000000,2,11,128,1
      900,1500,A,A,4799000000000,2,12,128,2
      950,1600,A,A,4799000000000,2,12,128,3
      960,1700,C,B,4790000000000,2,77,128,4
      970,1800,F,B,4790000000000,2,78,128,5
      980,1900,C,A,4799000000000,9,12,0,6

      """.replacing("      ", with: "").replacing("\n\n", with: "\n")
  let imported = try importDatabento(odd)
  let expected: [(String, UInt64)] = [
    ("exchange time gone back", 1), ("largest step back, ns", 500), ("receive time gone back", 1),
    ("received before exchange time", 6), ("largest lead of receive time, ns", 1_000),
    ("crossed books", 3), ("orders added twice", 1), ("orders not known", 1),
    ("fills that changed no order", 1), ("removed with another quantity", 1),
    ("events cut off at the end", 1),
  ]
  for (name, count) in expected { #expect(imported.count(name) == count, "\(name)") }
}

@Test func `prices take the coarsest scale that keeps the opening rows, or the one given`() throws {
  func scale(_ price: String, _ digits: DecimalScale? = nil) throws -> String? {
    let row = columns + "1,1,A,B,\(price),1,1,128,1\n"
    return try importDatabento(row) { $0.priceScale = digits }.header.last?
      .split(separator: " ").dropFirst(3).first.map(String.init)
  }
  #expect(try scale("4800000000000") == "price-scale=0")
  #expect(try scale("4800250000000") == "price-scale=2")
  #expect(try scale("-15625000") == "price-scale=6")
  #expect(try scale("1") == "price-scale=9")
  #expect(try scale("4800250000000", 4) == "price-scale=4")
  let late = columns + (1...4_096).map { "1,1,A,B,1000000000,1,\($0),128,1\n" }.joined()
  let error = #expect(throws: ImportError.self) {
    try importDatabento(late + "1,1,A,B,1500000000,1,9999,128,1\n")
  }
  #expect(error?.description.hasPrefix("file:4098:9: price is finer than the scale") == true)
}

@Test func `the pretty dress of Databento's CSV reads like the plain one`() throws {
  let pretty = """
    ts_recv,ts_event,rtype,instrument_id,action,side,price,size,channel_id,order_id,flags,ts_in_delta,sequence,symbol
    2023-12-25T00:00:00.000000001Z,2023-12-24T23:59:59.5Z,160,17,A,B,4799.250000000,2,0,11,128,5,7,ESH4

    """.replacing("\n\n", with: "\n")
  #expect(
    try importDatabento(pretty).lines == [
      "1 1703462399.500000000 BookUpdate ESH4 rx=1703462400.000000001 sn=7 action=add id=11 "
        + "side=buy price=4799.25 qty=2 end"
    ])
  let two = pretty + pretty.split(separator: "\n")[1].replacing("ESH4", with: "ESM4") + "\n"
  let error = #expect(throws: ImportError.self) { try importDatabento(two) }
  #expect(error?.description.hasPrefix("file:3:1: a second instrument, ESM4") == true)
}

@Test(arguments: [
  ("-", nil, "MBO"), ("/dev/fd/63", nil, "MBO"), ("data/esh4-glbx-mdp3.csv", nil, "ESH4"),
  ("6e.csv", nil, "6E"), ("x.csv", "NQ", "NQ"),
])
func `the symbol is the given one or the file name's first word`(
  path: String, given: String?, symbol: String
) throws {
  let imported = try importDatabento(session) {
    $0.paths[0] = path
    $0.symbol = given
  }
  #expect(imported.header.last?.hasPrefix("#instrument 1 \(symbol) ") == true)
}

@Test(arguments: [
  ("", "file:1:1: the header line has no column 'ts_recv'"),
  ("ts_recv,ts_event,action\n", "file:1:1: the header line has no column 'side'"),
  (columns + "1,1,A,B,5,1,1,128\n", "file:2:18: expected sequence"),
  (columns + "x,1,A,B,5,1,1,128,1\n", "file:2:1: ts_recv: expected a digit"),
  (columns + "1,99999999999999999999,A,B,5,1,1,128,1\n", "file:2:3: ts_event: number out of range"),
  (columns + "1,1,X,B,5,1,1,128,1\n", "file:2:5: value not allowed for action"),
  (columns + "1,1,A,N,5,1,1,128,1\n", "file:2:7: value not allowed for side"),
  (columns + "1,1,A,Q,5,1,1,128,1\n", "file:2:7: value not allowed for side"),
  (columns + "1,1,A,B,,1,1,128,1\n", "file:2:9: value not allowed for price_1e9"),
  (columns + "1,1,A,B,5x,1,1,128,1\n", "file:2:10: price_1e9: expected a digit"),
  (columns + "1,1,A,B,5,-1,1,128,1\n", "file:2:11: size: expected a digit"),
  (columns + "1,1,A,B,5,9000000000000000,1,128,1\n", "file:2:11: value not allowed for size"),
  (columns + "1,1,A,B,5,1,1,300,1\n", "file:2:15: value not allowed for flags"),
  (columns + "1,1,A,B,9000000000000000001,1,1,1,1\n", "file:2:9: price: number out of range"),
  (columns + ",,A,B,5,1,1,128,1\n", "file:2:2: value not allowed for ts_event"),
  (columns + "\n", "file:2:1: expected action"),
  (columns + String(repeating: "1", count: 2_000) + "\n", "file:2:1025: line longer than 1024"),
])
func `a malformed mbo row names line, column and reason`(text: String, error: String) throws {
  for chunk in [1, 1_000] {
    let found = #expect(throws: ImportError.self) { try importDatabento(text, chunk: chunk) }
    #expect(found?.description.hasPrefix(error) == true, "\(found?.description ?? "")")
  }
}

private let checkpoints = """
  {"checkpoints": [
   {"csv_row": 4, "bids": [["4799.50", 3.0, 1], ["4799.00", 2.0, 1]], "asks": [["4800.25", 8, 2]]},
   {"csv_row": 11, "bids": [["4799.50", 2, 1], ["4799.00", 2.0, 1]], "asks": [["4800.25", 2, 1]]}
  ]}
  """

/// An mbp-10 file with two levels a side filled.
private let depthFile: String = {
  let names = (0..<10).flatMap { level in
    ["bid", "ask"].flatMap { side in
      ["px", "sz", "ct"].map { "\(side)_\($0)_0\(level)" }
    }
  }
  let empty = repeatElement("9223372036854775807,0,0", count: 17).joined(separator: ",")
  func row(_ received: Int, _ flags: Int, _ sequence: Int, _ levels: String) -> String {
    "\(received),\(flags),\(sequence),\(levels),\(empty)\n"
  }
  return "ts_recv,flags,sequence," + names.joined(separator: ",") + "\n"
    + row(
      2100, 128, 9, "4799500000000,3,1,4800250000000,8,2,4799000000000,2,1")
    + row(2300, 0, 12, "1,1,1,1,1,1,1,1,1")
    + row(
      2300, 128, 12, "4799500000000,2,1,4800250000000,2,1,4799000000000,2,1")
}()

@Test(arguments: [checkpoints, depthFile])
func `INV-VIEW-6: a check compares the rebuilt book with every checkpoint`(file: String) throws {
  let good = try importDatabento(session, check: file)
  #expect(good.verdict == "2/2")
  #expect(good.check?.isPassed == true)
  for (from, to) in [("4799000000000,2,1", "4799000000000,2,2"), ("2.0, 1]]", "2.0, 2]]")]
  where file.contains(from) {
    let bad = try importDatabento(session, check: file.replacing(from, with: to))
    #expect(bad.verdict == "0/2")
    #expect(bad.check?.isPassed == false)
  }
  let missing = file.replacing("2100,128,9", with: "2101,128,9").replacing(
    "\"csv_row\": 11", with: "\"csv_row\": 99")
  #expect(try importDatabento(session, check: missing).verdict == "1/2")
}

@Test func `a check may be of the final book alone`() throws {
  let book = """
    {"expected": {"bid_levels": 0, "ask_levels": 0, "best_bid": "1", "best_ask": "2.5",
    "last_sequence": 14}}
    """
  #expect(try importDatabento(session, check: book).verdict == "3/5")
  let rows = session.split(separator: "\n").dropLast().joined(separator: "\n")
  let whole = """
    {"expected": {"bid_levels": 1, "ask_levels": 1, "best_bid": "4799.00", "best_ask": "4800.25",
    "last_sequence": 13}}
    """
  #expect(try importDatabento(rows, check: whole).verdict == "5/5")
}

@Test(arguments: [
  ("{\"checkpoints\": [1]}", "check:1:1: member 'checkpoints': expected books"),
  ("{}", "check:1:1: member 'checkpoints': expected books"),
  ("{\"checkpoints\"\n: oops}", "check:2:3: the only words are"),
  ("ts_recv\n", "check:1:1: the header line has no column 'sequence'"),
  // White space that came in a chunk of its own was once forgotten, and its lines not counted.
  ("\n \n{\"checkpoints\"\n: oops}", "check:4:3: the only words are"),
  ("\nts_recv,sequence\n", "check:1:1: the header line has no column 'ts_recv'"),
])
func `a check that is none is an error of its file`(file: String, error: String) throws {
  for chunk in [1, 100_000] {
    let found = #expect(throws: ImportError.self) {
      try importDatabento(session, check: file, chunk: chunk)
    }
    #expect(found?.description.hasPrefix(error) == true, "\(found?.description ?? "")")
  }
}

private let folder = "l3-databento-es/"
private let mbo = folder + "esh4-glbx-mdp3-20231225.mbo.csv.gz"
private let top10 = folder + "esh4-20231225.nautilus-1.221.0.top10.json.gz"

private func recordedES(rows: Int, check path: String) throws -> Imported {
  let recording = try #require(TestFiles.unpacked(mbo))
  let check = try #require(
    path.hasSuffix(".gz") ? TestFiles.unpacked(path) : TestFiles.recording(path))
  var end = 0
  var left = rows + 1
  while end < recording.count, left > 0 {
    if recording[end] == UInt8(ascii: "\n") { left -= 1 }
    end += 1
  }
  return try Imported(
    .databentoMBO, ImportSettings(paths: ["esh4-x.csv", "check"], checks: true),
    [Array(recording[..<end]), check], chunk: 1 << 16, keepsLines: false)
}

@Test(
  .enabled(if: TestFiles.recording(mbo) != nil, "recording absent: set TRUETAPE_REALDATA"))
func `INV-VIEW-6: the opening of the recorded ES session meets its first 6 checkpoints`() throws {
  let imported = try recordedES(rows: 9_503, check: top10)
  #expect(imported.verdict == "6/273")
  #expect(imported.count("orders not known") == 0)
}

@Test(
  .enabled(
    if: TestFiles.isFull && TestFiles.recording(mbo) != nil,
    "recording absent or TRUETAPE_FULL not set"))
func `INV-VIEW-6: the recorded ES session meets 273 of 273 checkpoints`() throws {
  let imported = try recordedES(rows: .max - 1, check: top10)
  #expect(imported.verdict == "273/273")
  #expect(imported.count("sequence numbers gone back") == 1_684)
  let ended = try recordedES(rows: .max - 1, check: "reference/esh4-final-book.json")
  #expect(ended.verdict == "5/5")
}
