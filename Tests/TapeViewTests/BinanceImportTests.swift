import Core
import Foundation
import Samples
import TapeView
import Testing

private func importBinance(
  _ lines: [String], checks: Bool = false, chunk: Int = 29,
  tell: (inout ImportSettings) -> Void = { _ in }
) throws -> Imported {
  var settings = ImportSettings(paths: ["-"], checks: checks)
  tell(&settings)
  let text = lines.map { $0 + "\n" }.joined()
  return try Imported(.binanceRaw, settings, [Array(text.utf8)], chunk: chunk)
}

/// A spot depth update; receive times are small so that they are easy to read.
private func depth(
  _ received: Int, _ first: Int, _ last: Int, bids: String = "", asks: String = "", time: Int = 2
) -> String {
  """
  \(received) {"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":\(time),"s":"BTCUSDT",\
  "U":\(first),"u":\(last),"b":[\(bids)],"a":[\(asks)]}}
  """
}

private func picture(_ received: Int, _ last: Int, bids: String, asks: String) -> String {
  "\(received) {\"lastUpdateId\":\(last),\"bids\":[\(bids)],\"asks\":[\(asks)]}"
}

private func ticker(_ received: Int, _ update: Int, _ bid: String, _ ask: String) -> String {
  """
  \(received) {"stream":"btcusdt@bookTicker","data":{"u":\(update),"s":"BTCUSDT","b":"\(bid)",\
  "B":"1.50000","a":"\(ask)","A":"2.00000"}}
  """
}

private func trade(_ received: Int, _ number: Int) -> String {
  """
  \(received) {"stream":"btcusdt@trade","data":{"e":"trade","E":4,"s":"BTCUSDT","t":\(number),\
  "p":"100.10","q":"0.25000","T":3,"m":true,"M":true}}
  """
}

/// A spot session of our own making: two changes wait for the picture, one of which it knows.
private let session = [
  depth(1000, 5, 6, bids: #"["99.00","7.00000"]"#),
  depth(1100, 7, 9, bids: #"["100.00","1.50000"],["98.00","0.00000"]"#),
  ticker(1150, 9, "100.00", "100.10"),
  picture(
    1200, 6, bids: #"["99.00","7.00000"],["98.00","1.00000"]"#, asks: #"["100.10","2.00000"]"#),
  trade(1300, 41),
  depth(1400, 10, 12, asks: #"["100.10","0.00000"],["100.20","4.00000"]"#, time: 5),
]

@Test(arguments: [1, 29, 100_000])
func `each message of Binance becomes its events, changes behind their picture`(
  chunk: Int
) throws {
  let imported = try importBinance(session, chunk: chunk)
  func text(_ nanos: Int) -> String { "0." + String(1_000_000_000 + nanos).dropFirst() }
  func line(_ milliseconds: Int, _ received: Int, _ kind: String, _ rest: String) -> String {
    "\(text(milliseconds * 1_000_000)) \(kind) BTCUSDT rx=\(text(received)) \(rest)"
  }
  let expected = [
    line(2, 1150, "Quote", "sn=9 bid=100.00 bid-qty=1.50000 ask=100.10 ask-qty=2.00000"),
    line(2, 1200, "Snapshot", "sn=6 side=buy price=99.00 qty=7.00000 begin"),
    line(2, 1200, "Snapshot", "sn=6 side=buy price=98.00 qty=1.00000"),
    line(2, 1200, "Snapshot", "sn=6 side=sell price=100.10 qty=2.00000 end"),
    line(2, 1100, "BookUpdate", "sn=7-9 action=set side=buy price=100.00 qty=1.50000"),
    line(2, 1100, "BookUpdate", "sn=7-9 action=set side=buy price=98.00 qty=0.00000 end"),
    line(3, 1300, "Trade", "trade=41 price=100.10 qty=0.25000 aggressor=sell"),
    line(5, 1400, "BookUpdate", "sn=10-12 action=set side=sell price=100.10 qty=0.00000"),
    line(5, 1400, "BookUpdate", "sn=10-12 action=set side=sell price=100.20 qty=4.00000 end"),
  ]
  #expect(imported.lines == expected.enumerated().map { "\($0.offset + 1) \($0.element)" })
  #expect(
    imported.header.last == "#instrument 1 BTCUSDT price-scale=2 quantity-scale=5 currency=USDT "
      + "tick=0.01 lot=0.00001 minimum=0.00 status=trading")
  #expect(imported.bookLine.hasSuffix("2 bid levels, best 100.00; 1 ask levels, best 100.20"))
  let counts: [(String, UInt64)] = [
    ("lines", 6), ("updates that the picture knew", 1), ("messages without exchange time", 2),
    ("most levels in one", 2), ("gaps in update numbers", 0), ("exchange time gone back", 0),
    ("received before exchange time", 4), ("largest lead of receive time, ns", 4_998_600),
  ]
  for (name, count) in counts { #expect(imported.count(name) == count, "\(name)") }
}

@Test func `futures messages carry their own times and chain by pu`() throws {
  let data = #""s":"ETHUSD_PERP","ps":"ETHUSD""#
  let imported = try importBinance([
    #"9 {"stream":"x","data":{"lastUpdateId":10,"E":3,"T":2,"symbol":"ETHUSD_PERP","#
      + #""pair":"ETHUSD","bids":[["26.81","4"]],"asks":[]}}"#,
    #"10 {"stream":"x","data":{"e":"depthUpdate","E":5,"T":4,\#(data),"U":10,"u":15,"pu":9,"#
      + #""b":[],"a":[["26.82","7"]]}}"#,
    #"11 {"stream":"x","data":{"u":15,"e":"bookTicker",\#(data),"b":"26.81","B":"4","a":"0","#
      + #""A":"0","T":6,"E":7}}"#,
    #"12 {"stream":"x","data":{"e":"aggTrade","E":8,"a":3,\#(data),"p":"26.82","q":"1","f":70,"#
      + #""l":72,"T":7,"m":false}}"#,
    #"13 {"stream":"x","data":{"e":"depthUpdate","E":9,"T":8,\#(data),"U":30,"u":35,"pu":28,"#
      + #""b":[],"a":[["26.82","6"]]}}"#,
    #"14 {"result":null,"id":1}"#,
  ])
  let expected = [
    "1 0.002000000 Snapshot ETHUSD_PERP rx=0.000000009 sn=10 side=buy price=26.81 qty=4 begin end",
    "2 0.004000000 BookUpdate ETHUSD_PERP rx=0.000000010 sn=10-15 action=set side=sell "
      + "price=26.82 qty=7 end",
    "3 0.006000000 Quote ETHUSD_PERP rx=0.000000011 sn=15 bid=26.81 bid-qty=4",
    "4 0.007000000 Trade ETHUSD_PERP rx=0.000000012 sn=70-72 trade=3 price=26.82 qty=1 "
      + "aggressor=buy",
    "5 0.008000000 Gap ETHUSD_PERP rx=0.000000013 first=16 last=28",
    "6 0.008000000 BookUpdate ETHUSD_PERP rx=0.000000013 sn=30-35 action=set side=sell "
      + "price=26.82 qty=6 end",
  ]
  #expect(imported.lines == expected)
  #expect(imported.header.last?.contains("currency=USD ") == true)
  let counts: [(String, UInt64)] = [
    ("gaps in update numbers", 1), ("update numbers missing", 13), ("other messages", 1),
    ("updates to a book that is not whole", 1),
  ]
  for (name, count) in counts { #expect(imported.count(name) == count, "\(name)") }
}

@Test func `behind a gap changes wait for a new picture, and an old one is passed over`() throws {
  let imported = try importBinance(
    session + [
      picture(1500, 11, bids: "", asks: ""),
      depth(1600, 20, 21, bids: #"["97.00","1.00000"]"#),
      depth(1700, 21, 21, bids: #"["97.00","2.00000"]"#),
      picture(1800, 20, bids: "", asks: ""),
      depth(1900, 18, 19),
    ])
  #expect(imported.count("pictures older than the book") == 1)
  #expect(imported.count("update numbers missing") == 7)
  #expect(imported.count("update numbers repeated") == 1)
  #expect(imported.count("update numbers gone back") == 1)
  #expect(imported.lines.contains { $0.contains("Gap") && $0.hasSuffix("first=13 last=19") })
  #expect(imported.lines.last?.contains("rx=0.000001600 sn=20-21") == true)
  #expect(imported.bookLine.hasSuffix("1 bid levels, best 97.00; 0 ask levels"))
}

@Test func `without a picture changes build the book from nothing`() throws {
  let imported = try importBinance(
    (0..<300).map { depth(1_000 + $0, 5 + $0, 5 + $0, bids: #"["99.00","7.00000"]"#) },
    checks: true)
  #expect(imported.count("updates to a book that is not whole") == 300)
  #expect(imported.lines.count == 300)
  #expect(imported.verdict == "0/0")
  #expect(imported.check?.isPassed == false)
}

/// The book of updates 10 to 12 offers 100.20; the message took 100.10 away.
@Test(arguments: [
  (12, "100.20", "2/2", UInt64(0)),  // the same; the quantity is compared below
  (11, "100.10", "1/2", 0),  // older, but the message says itself that 100.10 went
  (11, "100.15", "1/2", 1),  // came and went within 10-12: the message does not know it
  (11, "100.25", "1/2", 0),  // worse than the book: it cannot have been the best
])
func `INV-VIEW-7: a check holds each book against the last ticker that it is behind`(
  update: Int, ask: String, verdict: String, expected: UInt64
) throws {
  let quoted = ticker(1410, update, "100.00", ask).replacing(
    "2.00000", with: ask == "100.20" ? "4.00000" : "2.00000")
  let imported = try importBinance(
    session + [quoted, ticker(1420, 13, "1.00", "2.00")], checks: true)
  #expect(imported.verdict == verdict)
  #expect(imported.check?.expected == expected)
  #expect(imported.check?.isPassed == (verdict == "2/2" || expected == 1))
}

@Test func `a check compares quantities and waits for tickers that come late`() throws {
  let early = ticker(1150, 9, "100.00", "100.10")
  let late = session.filter { $0 != early } + [early, ticker(1420, 13, "1.00", "2.00")]
  #expect(try importBinance(late, checks: true).verdict == "1/2")
  let wrong = late.map { $0 == early ? early.replacing("1.50000", with: "1.50001") : $0 }
  #expect(try importBinance(wrong, checks: true).verdict == "0/2")
}

@Test func `a malformed line names line, column and reason`() throws {
  let cases: [(String, String)] = [
    ("x {}", "file:1:1: receive time: expected a digit"),
    ("99999999999999999999 {}", "file:1:1: receive time: number out of range"),
    ("12{}", "file:1:3: receive time: expected ' '"),
    ("12 {\"a\":}", "file:1:9: expected a value"),
    ("12 []", "file:1:4: expected a quoted member name"),
    (depth(1, 9, 8), "file:1:87: value not allowed for u"),
    (depth(1, 8, 9, bids: #"["1"]"#), "file:1:93: member 'b': expected pairs"),
    (depth(1, 8, 9, bids: #"["1.x","1"]"#), "file:1:93: b: expected a digit"),
    (depth(1, 8, 9, bids: #"["1","-1"]"#), "file:1:93: b: number out of range"),
    (depth(1, 8, 9, bids: #"["1","1.0"],["1.001","1"]"#), "file:1:93: b is finer than the scale"),
    (trade(1, 2).replacing("\"m\":true", with: "\"m\":1"), "file:1:108: member 'm': expected true"),
    (
      trade(1, 2).replacing("\"T\":3", with: "\"T\":3.5"),
      "file:1:102: member 'T': expected a whole"
    ),
  ]
  for (line, error) in cases {
    for chunk in [1, 1_000] {
      let found = #expect(throws: ImportError.self) { try importBinance([line], chunk: chunk) }
      #expect(found?.description.hasPrefix(error) == true, "\(found?.description ?? "")")
    }
  }
  let two = session + [trade(1, 2).replacing("BTCUSDT", with: "ETHUSDT")]
  let found = #expect(throws: ImportError.self) { try importBinance(two) }
  #expect(found?.description.contains("a second instrument, ETHUSDT") == true)
}

@Test func `digits, symbol and currency may be given`() throws {
  let imported = try importBinance(session) {
    $0.symbol = "BTC/USDT"
    $0.currency = "USD"
    $0.priceScale = 4
    $0.quantityScale = 8
  }
  #expect(
    imported.header.last?.hasPrefix(
      "#instrument 1 BTC/USDT price-scale=4 quantity-scale=8 currency=USD ") == true)
}

private let folder = "binance-raw-20240808/"

private func recorded(_ names: [String], lines: Int = .max) throws -> Imported {
  var text: [UInt8] = []
  for name in names { text += try #require(TestFiles.unpacked(folder + name)) }
  var end = 0
  var left = lines
  while end < text.count, left > 0 {
    if text[end] == UInt8(ascii: "\n") { left -= 1 }
    end += 1
  }
  return try Imported(
    .binanceRaw, ImportSettings(paths: ["-"], checks: true), [Array(text[..<end])],
    chunk: 1 << 16, keepsLines: false)
}

@Test(
  .enabled(
    if: TestFiles.recording(folder + "cm_ethusd_perp_20240808.gz") != nil,
    "recording absent: set TRUETAPE_REALDATA"))
func `INV-VIEW-7: the opening of the recorded COIN-M book agrees with its tickers`() throws {
  let imported = try recorded(["cm_ethusd_perp_20240808.gz"], lines: 2_000)
  let check = try #require(imported.check)
  #expect(check.isPassed && check.total > 1_000 && check.expected == 0)
}

@Test(
  .enabled(
    if: TestFiles.isFull && TestFiles.recording(folder + "cm_ethusd_perp_20240808.gz") != nil,
    "recording absent or TRUETAPE_FULL not set"),
  arguments: [
    (["spot_btcusdt_20240808.gz", "spot_btcusdt_20240809.gz"], "6491/6493", UInt64(2)),
    (["usdm_btcusdt_20240808.gz"], "6547/6547", 0),
    (["cm_ethusd_perp_20240808.gz"], "22887/22887", 0),
  ])
func `INV-VIEW-7: recorded Binance books agree with their tickers`(
  names: [String], verdict: String, expected: UInt64
) throws {
  let imported = try recorded(names)
  #expect(imported.verdict == verdict)
  #expect(imported.check?.expected == expected)
  #expect(imported.check?.isPassed == true)
}
