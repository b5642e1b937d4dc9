import Core
import OrderBook
import Samples
import Testing

@Test(arguments: [
  (["set buy 5@100", "set sell 3@101", "set buy 2@99"], "5@100 2@99 | 3@101"),
  (["set buy 5@100", "set buy 7@100"], "7@100 | "),
  (["set buy 5@100", "set buy 0@100", "set sell 0@105"], " | "),
  (["add 1 buy 5@100", "add 2 buy 6@100", "add 3 sell 1@101"], "11@100 | 1@101"),
  (["add 1 buy 5@100", "reduce 1 buy 2@100"], "3@100 | "),
  (["add 1 buy 5@100", "reduce 1 buy 5@100"], " | "),
  (["add 1 buy 5@100", "add 2 buy 1@100", "remove 1 buy 5@100"], "1@100 | "),
  (["add 1 sell 5@100", "execute 1 sell 4@100"], " | 1@100"),
  (["add 1 buy 5@100", "change 1 buy 3@100"], "3@100 | "),
  (["add 1 buy 5@100", "change 1 buy 9@98"], "9@98 | "),
  (
    ["picture buy 5@100 first", "picture 7 sell 2@101", "picture sell 3@102 last"],
    "5@100 | 2@101 3@102"
  ),
  (["set buy 5@100", "picture sell 2@101 first last"], " | 2@101"),
  (["set buy 5@100", "picture sell 0@1 first last"], " | "),
  (["picture buy 9@100 first last", "add 1 buy 5@100", "remove 1 buy 5@100"], "9@100 | "),
  (["add 1 buy 5@100", "set buy 8@100", "remove 1 buy 5@100"], "3@100 | "),
  (["set buy 5@-3", "set buy 5@0"], "5@0 5@-3 | "),
])
func `a recorded book follows its feed`(lines: [String], expected: String) throws {
  let book = try LevelFeed.book(lines)
  #expect(LevelFeed.text(book) == expected)
  #expect(book.oddities == LevelBookOddities() && book.isSettled)
}

private let limit = Quantity.magnitudeLimit

private func counting(_ set: (inout LevelBookOddities) -> Void) -> LevelBookOddities {
  var oddities = LevelBookOddities()
  set(&oddities)
  return oddities
}

/// What a recording says, the book after it, and what is counted.
private let odd: [([String], String, LevelBookOddities)] = [
  // Orders that rested before the start.
  (
    ["picture buy 9@100 first last", "remove 7 buy 4@100"], "5@100 | ",
    counting { $0.unknownOrders = 1 }
  ),
  (
    ["picture buy 9@100 first last", "reduce 7 buy 4@100"], "5@100 | ",
    counting { $0.unknownOrders = 1 }
  ),
  (
    ["picture buy 9@100 first last", "execute 7 buy 9@100"], " | ",
    counting { $0.unknownOrders = 1 }
  ),
  (["change 7 buy 4@100"], "4@100 | ", counting { $0.unknownOrders = 1 }),
  // Lines that do not fit what stands there.
  (["add 1 buy 5@100", "reduce 1 buy 8@100"], " | ", counting { $0.shortfalls = 1 }),
  (["add 1 buy 5@100", "execute 1 buy 8@100"], " | ", counting { $0.shortfalls = 1 }),
  (["add 1 buy 5@100", "remove 1 buy 4@100"], " | ", counting { $0.mismatchedRemovals = 1 }),
  (["add 1 buy 5@100", "add 1 buy 3@99"], "3@99 | ", counting { $0.duplicateOrders = 1 }),
  (
    ["add 1 buy 5@100", "add 2 buy 5@100", "set buy 8@100"], "8@100 | ",
    counting { $0.overwrittenOrders = 2 }
  ),
  (["set buy 8@100", "add 1 buy \(limit)@100"], "8@100 | ", counting { $0.overflows = 1 }),
  (["add - buy 5@100"], "5@100 | ", counting { $0.missingIDs = 1 }),
  (["set buy 5@100", "reduce - buy 2@100"], "3@100 | ", counting { $0.missingIDs = 1 }),
  // Books that cannot be.
  (["set buy 5@102", "set sell 5@101"], "5@102 | 5@101", counting { $0.crossedBooks = 1 }),
  (["set buy 5@101", "set sell 5@101"], "5@101 | 5@101", counting { $0.lockedBooks = 1 }),
]

@Test(arguments: odd.indices)
func `what a recording cannot have meant is counted and done as far as it can be`(
  index: Int
) throws {
  let (lines, expected, oddities) = odd[index]
  let book = try LevelFeed.book(lines)
  #expect(LevelFeed.text(book) == expected)
  #expect(book.oddities == oddities)
}

@Test func `a book that is crossed only inside a message is not counted as crossed`() throws {
  let book = try LevelFeed.book(["set buy 5@102", "set sell 5@101 more", "set buy 0@102"])
  #expect(LevelFeed.text(book) == " | 5@101" && book.oddities.total == 0)
}

@Test func `an unknown order takes only what no known order owns`() throws {
  let book = try LevelFeed.book([
    "picture buy 3@100 first last", "add 1 buy 5@100", "remove 7 buy 4@100",
  ])
  #expect(LevelFeed.text(book) == "5@100 | ")
  #expect(book.oddities.unknownOrders == 1 && book.oddities.shortfalls == 1)
  let nowhere = try LevelFeed.book(["execute 7 sell 4@100", "reduce 7 sell 0@100"])
  #expect(LevelFeed.text(nowhere) == " | ")
  #expect(nowhere.oddities.unknownOrders == 2 && nowhere.oddities.shortfalls == 1)
}

@Test func `an order whose level was set away is unknown from then on`() throws {
  let book = try LevelFeed.book([
    "add 1 buy 5@100", "set buy 0@100", "add 2 buy 7@100", "remove 1 buy 5@100",
  ])
  #expect(LevelFeed.text(book) == "7@100 | ")
  #expect(book.oddities.overwrittenOrders == 1)
  #expect(book.oddities.unknownOrders == 1 && book.oddities.shortfalls == 1)
}

@Test func `orders known by id are counted per level`() throws {
  let book = try LevelFeed.book([
    "picture buy 3@100 first", "picture 4 buy 1@100", "picture 5 buy 2@99 last", "add 6 buy 2@99",
    "reduce 5 buy 2@99",
  ])
  #expect(book.depth(.buy).map(\.orderCount) == [1, 1])
  #expect(book.depth(.buy).map(\.quantity) == [4, 2])
  #expect(book.depth(.buy, levels: 1).count == 1 && book.levelCount(.buy) == 2)
  #expect(book.quantity(.buy, at: 99) == 2 && book.quantity(.sell, at: 99) == 0)
  #expect(book.bestBid?.price == 100 && book.bestAsk == nil)
}

@Test func `a book is settled only where a message ends`() throws {
  let lines = [
    "set buy 5@100 more", "set sell 5@101", "picture buy 1@1 first", "picture buy 2@2 last",
  ]
  let settled = try lines.indices.map { try LevelFeed.book(Array(lines[...$0])).isSettled }
  #expect(settled == [false, true, false, true])
}

@Test func `events of other instruments and kinds leave the book alone`() throws {
  var book = try LevelFeed.book(["set buy 5@100"])
  var sequencer = Sequencer()
  book.apply(
    sequencer.stamp(try LevelFeed.payload("set buy 9@100"), at: .zero, instrument: InstrumentID(2)))
  for payload in SampleTape.payloads {
    switch payload {
    case .trade, .quote, .instrument, .regime, .gap, .cancel, .amend, .timer, .riskDecision,
      .operatorCommand, .massCancel, .phaseChange:
      book.apply(sequencer.stamp(payload, at: .zero, instrument: InstrumentID(1)))
      book.apply(sequencer.stamp(payload, at: .zero, instrument: nil))
    case .newOrder, .accepted, .amended, .cancelled, .expired, .reject, .fill, .drop, .bookUpdate,
      .snapshot, .orderTerms, .orderGroup, .triggered, .restated:
      continue
    }
  }
  #expect(LevelFeed.text(book) == "5@100 | " && book.oddities == LevelBookOddities())
}
