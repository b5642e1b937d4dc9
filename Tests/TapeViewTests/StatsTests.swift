import Core
import TapeView
import Testing
import Wire

/// Measures a tape given as its text.
private func measure(_ text: [UInt8]) throws -> (stats: TapeStats, played: Played) {
  let played = try play(text)
  var stats = TapeStats(header: played.replay.header)
  for event in played.events { stats.add(event) }
  stats.finish()
  return (stats, played)
}

/// The rows of a market's table by their names; a section's name stands before a row's.
private func rows(_ text: String) throws -> [String: String] {
  let (stats, _) = try measure(Array(text.utf8))
  var table = StylizedTable()
  let isFound = table.add(stats, symbol: nil, title: "tape", events: 0, traceHash: 0)
  #expect(isFound)
  var (rows, section): ([String: String], String) = ([:], "")
  for line in table.lines {
    guard line.hasPrefix("  ") else {
      section = line
      continue
    }
    guard let split = line.dropFirst(2).firstRange(of: "  ") else { continue }
    let name = line[line.index(line.startIndex, offsetBy: 2)..<split.lowerBound]
    rows["\(section): \(name)"] = line[split.upperBound...].drop { $0 == " " }.description
  }
  return rows
}

private let head = """
  #truetape 1
  #instrument 1 X price-scale=2 quantity-scale=0 currency=USD tick=0.01 lot=1 minimum=0.00 \
  status=trading

  """

/// Prices lie on a grid of 0.05. The first print opens the window at 2 s; the second is the same
/// order's. The last has no aggressor.
private let quoted =
  head + """
    1 1.000000000 Quote X bid=100.00 bid-qty=1 ask=100.10 ask-qty=1
    2 2.000000000 Trade X trade=1 price=100.10 qty=3 aggressor=buy
    3 2.000000000 Trade X trade=2 price=100.12 qty=2 aggressor=buy
    4 3.000000000 Quote X bid=100.10 bid-qty=1 ask=100.15 ask-qty=1
    5 4.000000000 Trade X trade=3 price=100.10 qty=1 aggressor=sell
    6 6.000000000 Quote X bid=100.00 bid-qty=1 ask=100.05 ask-qty=1
    7 7.000000000 Trade X trade=4 price=100.00 qty=1 aggressor=sell
    8 9.000000000 Quote X ask=100.05 ask-qty=1
    9 10.000000000 Trade X trade=5 price=100.00 qty=1

    """

@Test(
  arguments: [
    ("sample: observed", "8.00 s"), ("sample: prints", "5"), ("sample: market orders", "3"),
    ("sample: tick", "0.0500"),
    // 1 s of two ticks, 6 s of one; the last second has no bid.
    ("spread, by time: mean /ticks", "1.14"), ("spread, by time: median /ticks", "1"),
    ("spread, by time: 99 % /ticks", "2"), ("spread, by time: one tick", "85.7%"),
    // Middles 100.05, 100.125, 100.025: a buy moves it up 1.5 ticks, a sell down 2.
    ("market orders: response 1 /ticks", "1.75"), ("market orders: response 10 /ticks", "-"),
    ("returns of the middle: unmoved by an order", "0.0%"),
    // Sizes 5, 1, 1; gaps of 2 and 3 seconds.
    ("market orders: mean size", "2.333"), ("market orders: median / mean", "0.43"),
    ("market orders: largest / mean", "2.1"), ("market orders: prints an order", "1.33"),
    ("market orders: mean gap", "2.50 s"), ("market orders: gap dispersion", "0.20"),
    ("order signs: autocorrelation 1", "-"), ("order signs: (chance: within)", "1.155"),
  ])
func `a quoted market's figures are those worked out by hand`(name: String, text: String) throws {
  #expect(try rows(quoted)[name] == text)
}

/// Every tenth of a second a market order; the signs repeat as + + - -.
@Test func `order signs that alternate in pairs correlate as pairs do`() throws {
  var text = head + "1 0.500000000 Quote X bid=100.00 bid-qty=1 ask=100.01 ask-qty=1\n"
  for place in 0..<400 {
    let side = place % 4 < 2 ? "buy" : "sell"
    text += "\(place + 2) \(place / 10 + 1).\(place % 10)00000000 Trade X trade=\(place + 1) "
    text += "price=100.00 qty=1 aggressor=\(side)\n"
  }
  let rows = try rows(text)
  // Of 400 - l pairs: lag 1 has one alike more than not alike, lag 2 none alike, lag 20 all.
  #expect(rows["order signs: autocorrelation 1"] == "0.003")
  #expect(rows["order signs: autocorrelation 2"] == "-0.995")
  #expect(rows["order signs: autocorrelation 20"] == "0.950")
  #expect(rows["returns of the middle: unmoved by an order"] == "100.0%")
  #expect(rows["returns of the middle: kurtosis, 1 order"] == "-")
  #expect(rows["market orders: gap dispersion"] == "0.00")
}

/// Orders of a recorded book: 1 and 2 join, 1 trades out after 2 s, 2 is taken out after 4 s, 3
/// stays. Number 9 was there before the recording.
private let recorded =
  head + """
    1 1.000000000 BookUpdate X action=add id=1 side=buy price=99.00 qty=5 end
    2 1.000000000 BookUpdate X action=add id=2 side=sell price=101.00 qty=7 end
    3 2.000000000 BookUpdate X action=reduce id=2 side=sell price=101.00 qty=2 end
    4 3.000000000 Trade X trade=1 price=99.00 qty=5 aggressor=sell maker=1
    5 3.000000000 BookUpdate X action=execute id=1 side=buy price=99.00 qty=5 end
    6 4.000000000 BookUpdate X action=remove id=9 side=buy price=98.00 qty=1 end
    7 4.500000000 BookUpdate X action=add id=3 side=buy price=98.00 qty=1 end
    8 5.000000000 BookUpdate X action=remove id=2 side=sell price=101.00 qty=5 end

    """

@Test(
  arguments: [
    "cancelled         1  4.00 s  4.00 s  4.00 s  4.00 s   4.00 s",
    "filled            1  2.00 s  2.00 s  2.00 s  2.00 s   2.00 s", "still there       1",
    "X  tick 1.00, observed 2.00 s", "Trade            1       0.3  12.5%",
    "busiest  2 in 1.00 s at 1.000000000", "longest silence  1.00 s before event 3",
    "ticks by time  3.00     3       3     3     3      0.0%      25.0%",
    "book oddities: unknown orders 1, shortfalls 1",
  ])
func `a recorded market's figures are those worked out by hand`(line: String) throws {
  let (stats, played) = try measure(Array(recorded.utf8))
  let lines = stats.lines(try #require(played.replay.summary))
  #expect(lines.contains(line), "\(lines.joined(separator: "\n"))")
}

/// Of `Fixtures/sample.rpl`'s story. The maker trades two symbols, whose quantities do not add up;
/// its orders lived 3.9, 1.99 and 1.9 seconds. Of noise-1's only order 5 rested and ended.
@Test(
  arguments: [
    "maker-1       4        1       1        0      5    100.0%       -     -         -     2.60 s",
    "noise-1       4        1       0        2      3     33.3%      90    25        65     2.80 s",
  ])
func `agents' rows are those worked out by hand`(line: String) throws {
  let (stats, played) = try measure(try SampleScenario().text())
  let lines = stats.lines(try #require(played.replay.summary))
  #expect(lines.contains(line), "\(lines.joined(separator: "\n"))")
}

@Test func `the JSON form is one document with the text's figures`() throws {
  let (stats, played) = try measure(Array(recorded.utf8))
  let summary = try #require(played.replay.summary)
  let bytes = stats.json(summary, traceHash: 0x1234, isComplete: true)
  let text = String(decoding: bytes, as: UTF8.self)
  _ = try JSONValue(parsing: Array(bytes.dropLast()))
  for part in [
    "\"events\":8", "\"observed_ns\":2000000000", "\"mean_ticks\":3.000000",
    "\"filled\":{\"orders\":1,\"p10_ns\":2000000000", "\"still_there\":1",
    "\"trace_hash\":\"0000000000001234\"",
  ] {
    #expect(text.contains(part), "\(part) in \(text)")
  }
}

@Test func `symbols beyond the limit are counted but not followed`() throws {
  var text = "#truetape 1\n"
  for number in 1...70 {
    text += "#instrument \(number) S\(number) price-scale=0 quantity-scale=0 currency=USD tick=1 "
    text += "lot=1 minimum=0 status=trading\n"
  }
  for number in 1...70 {
    text += "\(number) 1.000000000 Quote S\(number) bid=1 bid-qty=1 ask=2 ask-qty=1\n"
  }
  let (stats, played) = try measure(Array(text.utf8))
  let lines = stats.lines(try #require(played.replay.summary))
  #expect(lines.count { $0.contains("  tick ") } == TapeStats.symbolLimit)
}
