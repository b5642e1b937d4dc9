import Core
import OrderBook
import Samples
import Testing

/// Runs a table of `request → report, report …` lines against an empty book of each kind; a line
/// without an arrow must give `accepted` alone. After each line the book must be sound.
private func play(_ table: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  for kind in BookKind.allCases { try play(table, kind, sourceLocation) }
}

private func play(_ table: String, _ kind: BookKind, _ sourceLocation: SourceLocation) throws {
  var book = BookUnderTest.empty(kind)
  for line in table.split(separator: "\n") {
    let columns = line.split(separator: "→", omittingEmptySubsequences: false).map { $0.trimmed }
    let request = try BookScript.request(columns[0])
    let expected = columns.count > 1 ? columns[1] : "accepted \(request.orderID?.rawValue ?? 0)"
    let reports = book.handle(request).map(BookScript.text).joined(separator: ", ")
    #expect(reports == expected, "\(kind) after \(columns[0])", sourceLocation: sourceLocation)
    #expect(book.invariantViolations() == [], sourceLocation: sourceLocation)
  }
}

extension Substring {
  fileprivate var trimmed: String {
    split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
  }
}

@Test func `INV-BOOK-3: a level keeps arrival order`() throws {
  try play(
    """
    buy 1 5@100
    buy 2 5@100
    buy 3 5@100
    sell 4 5@100 → accepted 4, trade#1 5@100, fill 1 5 left 0, fill 4 5 left 0
    sell 5 5@100 → accepted 5, trade#2 5@100, fill 2 5 left 0, fill 5 5 left 0
    sell 6 5@100 → accepted 6, trade#3 5@100, fill 3 5 left 0, fill 6 5 left 0
    """)
}

@Test func `a better price trades before an earlier order`() throws {
  try play(
    """
    sell 1 5@102
    sell 2 5@100
    sell 3 5@101
    buy 4 12@102 → accepted 4, trade#1 5@100, fill 2 5 left 0, fill 4 5 left 7, trade#2 5@101, fill 3 5 left 0, fill 4 5 left 2, trade#3 2@102, fill 1 2 left 3, fill 4 2 left 0
    """)
}

@Test func `one order is filled in part by several, and its rest stays`() throws {
  try play(
    """
    sell 1 3@100
    sell 2 4@100
    buy 3 10@100 → accepted 3, trade#1 3@100, fill 1 3 left 0, fill 3 3 left 7, trade#2 4@100, fill 2 4 left 0, fill 3 4 left 3
    sell 4 3@100 → accepted 4, trade#3 3@100, fill 3 3 left 0, fill 4 3 left 0
    """)
}

@Test func `a partly filled maker keeps its place`() throws {
  try play(
    """
    buy 1 10@100
    buy 2 10@100
    sell 3 4@100 → accepted 3, trade#1 4@100, fill 1 4 left 6, fill 3 4 left 0
    sell 4 8@100 → accepted 4, trade#2 6@100, fill 1 6 left 0, fill 4 6 left 2, trade#3 2@100, fill 2 2 left 8, fill 4 2 left 0
    """)
}

@Test func `trades happen at the maker's price`() throws {
  try play(
    """
    sell 1 5@100
    buy 2 5@109 → accepted 2, trade#1 5@100, fill 1 5 left 0, fill 2 5 left 0
    buy 3 5@-7
    sell 4 5@-20 → accepted 4, trade#2 5@-7, fill 3 5 left 0, fill 4 5 left 0
    """)
}

@Test func `an order cancelled before it fills never trades`() throws {
  try play(
    """
    buy 1 5@100
    buy 2 5@100
    cancel 1 → cancelled 1 left 5
    sell 3 5@100 → accepted 3, trade#1 5@100, fill 2 5 left 0, fill 3 5 left 0
    cancel 1 → rejected 1 unknown-order
    """)
}

@Test func `a cancel after a partial fill takes what is left`() throws {
  try play(
    """
    buy 1 10@100
    sell 2 4@100 → accepted 2, trade#1 4@100, fill 1 4 left 6, fill 2 4 left 0
    cancel 1 → cancelled 1 left 6
    sell 3 5@100
    cancel 3 → cancelled 3 left 5
    """)
}

@Test func `a cancel after the last fill finds no order`() throws {
  try play(
    """
    buy 1 5@100
    sell 2 5@100 → accepted 2, trade#1 5@100, fill 1 5 left 0, fill 2 5 left 0
    cancel 1 → rejected 1 unknown-order
    cancel 2 → rejected 2 unknown-order
    """)
}

@Test func `cancels from the front, middle and back of a queue leave the others in order`() throws {
  try play(
    """
    buy 1 1@100
    buy 2 1@100
    buy 3 1@100
    buy 4 1@100
    buy 5 1@100
    cancel 3 → cancelled 3 left 1
    cancel 1 → cancelled 1 left 1
    cancel 5 → cancelled 5 left 1
    sell 6 2@100 → accepted 6, trade#1 1@100, fill 2 1 left 0, fill 6 1 left 1, trade#2 1@100, fill 4 1 left 0, fill 6 1 left 0
    """)
}

@Test func `immediate-or-cancel takes what is there and expires the rest`() throws {
  try play(
    """
    sell 1 4@100
    sell 2 4@102
    buy 3 10@101 ioc → accepted 3, trade#1 4@100, fill 1 4 left 0, fill 3 4 left 6, expired 3 left 6 ioc
    buy 4 1@101 ioc → accepted 4, expired 4 left 1 ioc
    buy 5 4@102 ioc → accepted 5, trade#2 4@102, fill 2 4 left 0, fill 5 4 left 0
    """)
}

@Test func `fill-or-kill trades in full or touches nothing`() throws {
  try play(
    """
    sell 1 4@100
    sell 2 4@101
    buy 3 9@101 fok → accepted 3, expired 3 left 9 fok
    buy 4 5@100 fok → accepted 4, expired 4 left 5 fok
    buy 5 8@101 fok → accepted 5, trade#1 4@100, fill 1 4 left 0, fill 5 4 left 4, trade#2 4@101, fill 2 4 left 0, fill 5 4 left 0
    buy 6 1@101 fok → accepted 6, expired 6 left 1 fok
    """)
}

@Test func `a market order takes any price and expires when the book is exhausted`() throws {
  try play(
    """
    sell 1 4@100
    sell 2 4@900
    buy 3 6@market → accepted 3, trade#1 4@100, fill 1 4 left 0, fill 3 4 left 2, trade#2 2@900, fill 2 2 left 2, fill 3 2 left 0
    buy 4 6@market ioc → accepted 4, trade#3 2@900, fill 2 2 left 0, fill 4 2 left 4, expired 4 left 4 book-exhausted
    buy 5 1@market → accepted 5, expired 5 left 1 book-exhausted
    sell 6 3@100
    buy 7 4@market fok → accepted 7, expired 7 left 4 fok
    buy 8 3@market fok → accepted 8, trade#4 3@100, fill 6 3 left 0, fill 8 3 left 0
    """)
}

@Test func `a post-only order rests or is refused`() throws {
  try play(
    """
    sell 1 5@101
    buy 2 5@101 post → rejected 2 would-trade
    buy 2 5@100 post
    sell 3 5@100 post → rejected 3 would-trade
    sell 3 5@100 → accepted 3, trade#1 5@100, fill 2 5 left 0, fill 3 5 left 0
    """)
}

@Test func `a smaller quantity at the same price keeps the place in the queue`() throws {
  try play(
    """
    buy 1 10@100
    buy 2 10@100
    amend 1 4@100 → amended 1 4@100 left 4 kept
    sell 3 5@100 → accepted 3, trade#1 4@100, fill 1 4 left 0, fill 3 4 left 1, trade#2 1@100, fill 2 1 left 9, fill 3 1 left 0
    """)
}

@Test func `a larger quantity or another price loses the place in the queue`() throws {
  try play(
    """
    buy 1 5@100
    buy 2 5@100
    amend 1 6@100 → amended 1 6@100 left 6
    sell 3 5@100 → accepted 3, trade#1 5@100, fill 2 5 left 0, fill 3 5 left 0
    buy 4 5@99
    amend 1 6@99 → amended 1 6@99 left 6
    sell 5 5@99 → accepted 5, trade#2 5@99, fill 4 5 left 0, fill 5 5 left 0
    """)
}

@Test func `an amended order may trade at once with what it has left`() throws {
  try play(
    """
    buy 1 10@100
    sell 2 4@100 → accepted 2, trade#1 4@100, fill 1 4 left 6, fill 2 4 left 0
    sell 3 5@103
    amend 1 12@103 → amended 1 12@103 left 8, trade#2 5@103, fill 3 5 left 0, fill 1 5 left 3
    cancel 1 → cancelled 1 left 3
    """)
}

@Test func `an amend counts what is already filled`() throws {
  try play(
    """
    buy 1 10@100
    sell 2 4@100 → accepted 2, trade#1 4@100, fill 1 4 left 6, fill 2 4 left 0
    amend 1 4@100 → rejected 1 quantity-below-filled
    amend 1 3@101 → rejected 1 quantity-below-filled
    amend 1 5@100 → amended 1 5@100 left 1 kept
    cancel 1 → cancelled 1 left 1
    """)
}

@Test func `a post-only order is not amended into a trade`() throws {
  try play(
    """
    sell 1 5@101
    buy 2 5@100 post
    amend 2 5@101 → rejected 2 would-trade
    amend 2 6@100 → amended 2 6@100 left 6
    amend 2 6@99 → amended 2 6@99 left 6
    """)
}

@Test func `only its owner cancels or amends an order`() throws {
  try play(
    """
    buy 1 5@100 by 1
    cancel 1 by 2 → rejected 1 not-owner
    amend 1 4@100 by 2 → rejected 1 not-owner
    cancel 1 by 1 → cancelled 1 left 5
    """)
}

@Test func `an id is taken while its order lives and free afterwards`() throws {
  try play(
    """
    buy 1 5@100
    sell 1 5@200 → rejected 1 duplicate-order
    cancel 1 → cancelled 1 left 5
    sell 1 5@200
    """)
}

@Test func `a halt refuses orders and amends but lets cancels through`() throws {
  try play(
    """
    buy 1 5@100
    halt →
    buy 2 5@100 → rejected 2 trading-halted
    amend 1 4@100 → rejected 1 trading-halted
    cancel 1 → cancelled 1 left 5
    resume →
    buy 3 5@100
    """)
}

@Test func `a short session with everything in it`() throws {
  try play(
    """
    buy 1 10@9998 by 1
    sell 2 10@10002 by 1
    buy 3 5@9999 by 2
    sell 4 7@9999 ioc by 3 → accepted 4, trade#1 5@9999, fill 3 5 left 0, fill 4 5 left 2, expired 4 left 2 ioc
    sell 5 7@10001 post by 2
    amend 2 6@10001 by 1 → amended 2 6@10001 left 6
    buy 6 20@10001 fok by 3 → accepted 6, expired 6 left 20 fok
    buy 7 9@10001 by 3 → accepted 7, trade#2 7@10001, fill 5 7 left 0, fill 7 7 left 2, trade#3 2@10001, fill 2 2 left 4, fill 7 2 left 0
    cancel 2 by 1 → cancelled 2 left 4
    sell 8 12@market by 2 → accepted 8, trade#4 10@9998, fill 1 10 left 0, fill 8 10 left 2, expired 8 left 2 book-exhausted
    cancel 1 by 1 → rejected 1 unknown-order
    """)
}

@Test(arguments: BookKind.allCases)
func `INV-BOOK-8: trades are numbered per book and fills per order, from 1 without holes`(
  kind: BookKind
) throws {
  var book = BookUnderTest.empty(kind)
  var trades: [UInt64] = []
  var fills: [String] = []
  for line in [
    "sell 1 2@100", "buy 2 5@100", "sell 3 1@100", "sell 4 1@101", "amend 2 9@101", "sell 5 1@101",
  ] {
    for report in book.handle(try BookScript.request(line)) {
      if case .trade(let trade) = report { trades.append(trade.trade.rawValue) }
      if case .fill(let fill) = report {
        fills.append("\(fill.id.rawValue)#\(fill.number) \(fill.liquidity)")
      }
    }
  }
  #expect(trades == [1, 2, 3, 4])
  #expect(
    fills == [
      "1#1 maker", "2#1 taker", "2#2 maker", "3#1 taker", "4#1 maker", "2#3 taker", "2#4 maker",
      "5#1 taker",
    ])
  #expect(book.tradeCount == 4)
}
