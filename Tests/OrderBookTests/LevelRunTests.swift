import Core
import OrderBook
import Samples
import Testing

// Lines about whole levels, taken many at a time.

private func tape(_ lines: [String], of instrument: UInt32 = 1) throws -> [Event] {
  var sequencer = Sequencer()
  return try lines.enumerated().map { place, line in
    sequencer.stamp(
      try LevelFeed.payload(line), at: Timestamp(nanoseconds: Int64(10 * place)) ?? .zero,
      instrument: InstrumentID(instrument))
  }
}

private func fence(before time: Int64 = .max) -> LevelFence {
  LevelFence(before: Timestamp(nanoseconds: time) ?? .zero)
}

/// Lines, and the book after a run of all of them.
@Test(arguments: [
  // Levels that begin behind the best, stay, and end behind it.
  (["set buy 5@100", "set buy 2@99", "set buy 3@98", "set buy 4@99"], "5@100 4@99 3@98 | "),
  (["set buy 5@100", "set buy 2@99", "set buy 0@99"], "5@100 | "),
  // Better ones, and a best one that ends.
  (["set sell 5@105", "set sell 4@104", "set sell 0@104"], " | 5@105"),
  (["set sell 5@105", "set sell 0@105", "set sell 1@300"], " | 1@300"),
  // The last level of a page, and pages far from one another.
  (["set buy 5@100", "set buy 2@-9000", "set buy 0@-9000", "set buy 1@-9001"], "5@100 1@-9001 | "),
  (["set buy 0@100", "set sell 0@100"], " | "),
])
func `a run of lines leaves the book that they say`(lines: [String], expected: String) throws {
  let events = try tape(lines)
  for first in 0...lines.count {
    var book = LevelBook(instrument: 1)
    for event in events[..<first] { book.apply(event) }
    #expect(book.takeLevels(events.span, from: first, to: events.count) == events.count)
    #expect(LevelFeed.text(book) == expected)
    #expect(book.oddities == LevelBookOddities() && book.isSettled)
  }
}

/// Lines, and how many of them a run takes from the beginning.
@Test(arguments: [
  (["set buy 5@100", "add 1 buy 2@99", "set buy 3@98"], 1), (["add 1 buy 2@99"], 0),
  (["picture buy 5@100 first last", "set buy 3@98"], 0), ([], 0),
])
func `a run ends before a line of another kind`(lines: [String], expected: Int) throws {
  let events = try tape(lines)
  var book = LevelBook(instrument: 1)
  #expect(book.takeLevels(events.span, from: 0, to: events.count) == expected)
  #expect(LevelFeed.text(book) == (expected == 0 ? " | " : "5@100 | "))
}

@Test func `a run takes no line of another instrument, and none behind its end`() throws {
  let lines = ["set buy 5@100", "set buy 2@99", "set buy 3@98"]
  var book = LevelBook(instrument: 1)
  let foreign = try tape(lines, of: 2)
  #expect(book.takeLevels(foreign.span, from: 0, to: 3) == 0)
  let events = try tape(lines)
  #expect(book.takeLevels(events.span, from: 1, to: 2) == 2)
  #expect(LevelFeed.text(book) == "2@99 | ")
}

@Test func `a run in the middle of a message leaves the book unsettled`() throws {
  let events = try tape(["set buy 5@100", "set sell 5@99 more", "set sell 1@104"])
  var book = LevelBook(instrument: 1)
  #expect(book.takeLevels(events.span, from: 0, to: 2) == 2 && !book.isSettled)
  #expect(book.oddities.crossedBooks == 0)
  #expect(book.takeLevels(events.span, from: 2, to: 3) == 3 && book.isSettled)
  #expect(book.oddities.crossedBooks == 1)
}

@Test func `within a fence a run ends at its time and at what is watched`() throws {
  let events = try tape(["set buy 5@100", "set buy 2@99", "set buy 3@98", "set sell 1@104"])
  // The lines are ten nanoseconds apart.
  for (end, count) in [(0, 0), (1, 1), (10, 1), (11, 2), (1000, 4)] as [(Int64, Int)] {
    var book = LevelBook(instrument: 1)
    let run = book.takeLevels(events.span, from: 0, within: fence(before: end), .zero)
    #expect(run.end == count)
    #expect(run.latest.nanoseconds == Int64(max(0, 10 * (count - 1))))
  }
}

/// What is watched, and the lines that have to wait for it, of those from 97 to 103 on both sides.
@Test(
  arguments: [
    ("nothing", [], []), ("buy 98...99", [98, 99], [97, 98, 99]),
    ("sell 101...102", [101, 102, 103], [101, 102]), ("both 100...100", [100], [100]),
  ] as [(String, [Int64], [Int64])])
func `what is watched has to wait, and so does what would trade with it`(
  watched: String, bids: [Int64], offers: [Int64]
) throws {
  var fence = fence()
  switch watched {
  case "buy 98...99": fence.watch(.buy, from: 98, to: 99)
  case "sell 101...102": fence.watch(.sell, from: 102, to: 101)
  case "both 100...100": fence.watch(from: 100, to: 100)
  default: break  // open set: nothing is watched
  }
  for (side, expected) in [("buy", bids), ("sell", offers)] {
    let waiting = try (97...103).filter { price in
      let events = try tape(["set \(side) 1@\(price)"])
      var book = LevelBook(instrument: 1)
      return book.takeLevels(events.span, from: 0, within: fence, .zero).end == 0
    }
    #expect(waiting.map(Int64.init) == expected)
  }
}

/// Where a book that takes a tape by runs, some of them within fences, first differs from one that
/// takes it line by line, or from the plain list; nil where it never does.
private func difference(
  seed: UInt64, _ prices: RandomMarketData.Prices, isByOrder: Bool
) -> String? {
  var lines = RandomMarketData(seed: seed, prices, isByOrder: isByOrder)
  var random = RandomStream(masterSeed: seed, name: "runs")
  var sequencer = Sequencer()
  let events = (0..<400).map { _ in
    sequencer.stamp(
      lines.next(), at: Timestamp(nanoseconds: random.integer(in: 0...50)) ?? .zero,
      instrument: InstrumentID(1))
  }
  var (byRuns, byLines) = (LevelBook(instrument: 1), LevelBook(instrument: 1))
  var plain = PlainLevels()
  var place = 0
  while place < events.count {
    let began = place
    let last = min(events.count, place + Int(random.bounded(20)) + 1)
    if random.bounded(2) == 0 {
      place = byRuns.takeLevels(events.span, from: place, to: last)
    } else {
      var fence = fence(before: random.integer(in: 1...60))
      if case .bookUpdate(let line) = events[place].payload {
        fence.watch(line.side, from: line.price, to: line.price)
        if random.bounded(2) == 0 { fence.watch(from: line.price, to: line.price) }
      }
      place = byRuns.takeLevels(events.span, from: place, within: fence, .zero).end
    }
    if place == began {
      byRuns.apply(events[place])
      place += 1
    }
    for event in events[began..<place] {
      byLines.apply(event)
      plain.apply(event.payload)
    }
    for side in [Side.buy, .sell] where byRuns.depth(side) != plain.depth(side) {
      return "line \(place), \(side): \(byRuns.depth(side)), not \(plain.depth(side))"
    }
    if byRuns.oddities != plain.oddities { return "line \(place): \(byRuns.oddities)" }
    if byRuns.isSettled != byLines.isSettled { return "line \(place): settled" }
    if byRuns.bestBid != byLines.bestBid || byRuns.bestAsk != byLines.bestAsk {
      return "line \(place): best"
    }
  }
  return nil
}

@Test(arguments: RandomMarketData.Prices.allCases, [false, true])
func `a book that takes any lines by runs is the one that takes them one by one`(
  prices: RandomMarketData.Prices, isByOrder: Bool
) {
  for seed in TestRun.seeds(10) {
    #expect(difference(seed: seed, prices, isByOrder: isByOrder) == nil, "SEED=\(seed)")
  }
}
