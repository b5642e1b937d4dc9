import Core
import Foundation
import Samples
import TapeView
import Testing

private func importBitstamp(
  _ log: String, orders: String? = nil, chunk: Int = 31
) throws -> Imported {
  let settings = ImportSettings(
    paths: ["-", orders.map { _ in "orders.csv" }], checks: orders != nil)
  return try Imported(
    .bitstamp, settings, [Array(log.utf8), Array((orders ?? "").utf8)], chunk: chunk)
}

private func order(
  _ received: Int, _ change: String, _ id: Int, _ price: String, _ amount: String, type: Int = 0
) -> String {
  """
  \(received) order_\(change) {"price": "\(price)", "amount": "\(amount)", "datetime": "3", \
  "id": \(id), "order_type": \(type)}

  """
}

/// A log of our own making.
private let log =
  order(4_001, "created", 7, "236.47", "2.00000000")
  + order(4_002, "changed", 7, "236.47", "8.65238172")
  + "4003 trade {\"price\": 236.61000000000001, \"amount\": 9.9999999999999995e-07, \"id\": 50}\n"
  + "4004 order_book {\"bids\": [[\"236.47\", \"1.5\"]], \"asks\": [[\"236.50\", \"2\"]]}\n"
  + order(4_005, "deleted", 7, "236.47", "0.00000000")
  + order(4_006, "deleted", 9, "236.60", "1.00000000", type: 1)
  + order(4_007, "created", 9, "236.60", "1.00000000", type: 1)
  + "4008 heartbeat {}\n"

private let orders = """
  id,timestamp,exchange.timestamp,price,volume,action,direction
  7,4001,3000,236.47,200000000,created,bid
  7,4002,3000,236.47,865238171,changed,bid
  7,4005,3000,236.47,0,deleted,bid
  9,4006,3000,236.60,100000000,deleted,ask
  9,4007,3000,236.60,100000000,created,ask
  """

@Test(arguments: [1, 31, 100_000])
func `each channel of Bitstamp becomes its events`(chunk: Int) throws {
  let imported = try importBitstamp(log, chunk: chunk)
  func line(_ time: String, _ received: Int, _ kind: String, _ rest: String) -> String {
    "\(time)00000 \(kind) rx=4.00\(received)000000 \(rest)"
  }
  let expected = [
    line(
      "3.0000", 1, "BookUpdate BTCUSD", "action=add id=7 side=buy price=236.47 qty=2.00000000 end"),
    line(
      "4.0020", 2, "BookUpdate BTCUSD",
      "action=change id=7 side=buy price=236.47 qty=8.65238172 end"),
    line("4.0030", 3, "Trade BTCUSD", "trade=50 price=236.61 qty=0.00000100"),
    line("4.0040", 4, "Snapshot BTCUSD.top", "side=buy price=236.47 qty=1.50000000 begin"),
    line("4.0040", 4, "Snapshot BTCUSD.top", "side=sell price=236.50 qty=2.00000000 end"),
    line(
      "4.0050", 5, "BookUpdate BTCUSD",
      "action=remove id=7 side=buy price=236.47 qty=0.00000000 end"),
    line(
      "4.0060", 6, "BookUpdate BTCUSD",
      "action=remove id=9 side=sell price=236.60 qty=1.00000000 end"),
    line(
      "3.0000", 7, "BookUpdate BTCUSD",
      "action=add id=9 side=sell price=236.60 qty=1.00000000 end"),
    line(
      "4.0070", 7, "BookUpdate BTCUSD",
      "action=remove id=9 side=sell price=236.60 qty=1.00000000 end"),
  ]
  #expect(imported.lines == expected.enumerated().map { "\($0.offset + 1) \($0.element)" })
  let counts: [(String, UInt64)] = [
    ("orders created", 2), ("orders changed", 1), ("orders deleted", 2), ("trades", 1),
    ("pictures of the book", 1), ("other messages", 1), ("deletions before the creation", 1),
    ("orders not known", 1),
  ]
  for (name, count) in counts { #expect(imported.count(name) == count, "\(name)") }
}

@Test func `INV-VIEW-8: a check compares every order event with its row`() throws {
  let good = try importBitstamp(log, orders: orders)
  #expect(good.verdict == "5/5")
  #expect(good.check?.notes == ["1 volumes of the rows lost 10⁻⁸ to a binary fraction"])
  let cases: [(String, String, String)] = [
    ("865238171", "865238172", "4/5"), ("9,4007", "9,4008", "4/5"),
    ("created,ask", "created,bid", "4/5"),
    ("9,4007,3000,236.60,100000000,created,ask", "", "4/5"),
    ("created,ask", "created,ask\n9,4008,3000,236.60,100000000,deleted,ask", "5/6"),
  ]
  for (from, to, verdict) in cases {
    let rows = orders.replacing(from, with: to).replacing("\n\n", with: "\n")
    let bad = try importBitstamp(log, orders: rows)
    #expect(bad.verdict == verdict, "\(to)")
    #expect(bad.check?.isPassed == false)
  }
}

/// Numbers as a Double prints them with 17 digits, and what they mean at 8 digits.
@Test(arguments: [
  ("1.7885566900000001", "1.78855669"), ("8.8351857299999992", "8.83518573"),
  ("0.042720000000000001", "0.04272000"), ("2.0", "2.00000000"), ("13", "13.00000000"),
  ("9.2e-06", "0.00000920"), ("3.6100000000000002e-06", "0.00000361"), ("1e3", "1000.00000000"),
  ("0.00000001", "0.00000001"),
])
func `a trade's number is the nearest that its Double means`(text: String, meant: String) throws {
  let line = "1 trade {\"price\": 1, \"amount\": \(text), \"id\": 1}\n"
  #expect(try importBitstamp(line).lines.first?.hasSuffix("qty=\(meant)") == true)
}

@Test(arguments: [
  ("1.123456785", "more decimals"), ("0.000000001", "more decimals"), ("1e-9", "more decimals"),
  ("1e99", "number out of range"), ("1e-99", "number out of range"), ("-1", "expected a digit"),
  ("100000000000000000000", "number out of range"),
  ("1.00000000000000000000000000000001", "number"),
])
func `a trade's number that no scale keeps is refused`(text: String, reason: String) throws {
  let line = "1 trade {\"price\": 1, \"amount\": \(text), \"id\": 1}\n"
  let found = #expect(throws: ImportError.self) { try importBitstamp(line) }
  #expect(found?.description.hasPrefix("file:1:22: amount: \(reason)") == true)
}

@Test(arguments: [
  ("x trade {}\n", "file:1:1: receive time: expected a digit"),
  ("1 trade\n", "file:1:3: expected receive time, channel and JSON"),
  ("1 trade {\n", "file:1:10: the text ends inside a value"),
  ("1 trade {}\n", "file:1:9: member 'id': expected a whole number"),
  (order(1, "created", 1, "1.001", "1"), "file:1:18: price is finer than the scale"),
  (order(1, "created", 1, "1", "-1"), "file:1:32: amount: number out of range"),
  (order(1, "created", 1, "1", "1", type: 2), "file:1:73: member 'order_type': expected 0 or 1"),
  (
    order(1, "deleted", 1, "1", "1").replacing("\"3\"", with: "\"soon\""),
    "file:1:47: member 'datetime': expected seconds since 1970"
  ),
])
func `a malformed log line names line, column and reason`(text: String, error: String) throws {
  let found = #expect(throws: ImportError.self) { try importBitstamp(text) }
  #expect(found?.description.hasPrefix(error) == true, "\(found?.description ?? "")")
}

@Test func `a check needs its rows, and rows that can be read`() throws {
  #expect(throws: ImportSetupError.missingInput("ORDERS")) {
    try ImportKind.bitstamp.start(ImportSettings(paths: ["-", nil], checks: true))
  }
  let found = #expect(throws: ImportError.self) {
    try importBitstamp(log, orders: orders.replacing("deleted,bid", with: "lost,bid"))
  }
  #expect(found?.description == "orders:4:22: value not allowed for action")
}

private let recordedLog = "l3-bitstamp/2015-05-01.log.xz"

@Test(
  .enabled(
    if: TestFiles.isFull && TestFiles.recording(recordedLog) != nil,
    "recording absent or TRUETAPE_FULL not set"))
func `INV-VIEW-8: the recorded Bitstamp log has 50,414 of 50,414 order events`() throws {
  let text = try #require(TestFiles.unpacked(recordedLog))
  let rows = try #require(TestFiles.unpacked("l3-bitstamp/orders.csv.xz"))
  let imported = try Imported(
    .bitstamp, ImportSettings(paths: ["-", "orders.csv"], checks: true), [text, rows],
    chunk: 1 << 16, keepsLines: false)
  #expect(imported.verdict == "50414/50414")
  #expect(imported.count("orders created") == 24_894)
  #expect(imported.count("orders changed") == 602)
  #expect(imported.count("orders deleted") == 24_918)
}
