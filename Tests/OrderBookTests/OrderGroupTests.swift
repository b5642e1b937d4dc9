import Core
import OrderBook
import Samples
import Testing

// A long position of party 1 with a stop-loss and a take-profit, and everything that may become of
// them. Party 2 makes the market.

@Test func `INV-FRONT-2: one leg's trigger takes the other out in the same step, before it trades`()
  throws
{
  try FrontScript.play(
    """
    buy 1 9@94 by 2
    oco 10 11 →
    sell 10 5@market stop=95
    sell 11 5@105
    buy 2 1@95 by 2
    sell 3 1@95 by 3 → accepted 3, trade#1 1@95, fill 2 1 left 0, fill 3 1 left 0, triggered 10 at 95, cancelled 11 left 5 group, trade#2 5@94, fill 1 5 left 4, fill 10 5 left 0
    """)
}

@Test func `the take-profit's last fill takes the stop-loss out`() throws {
  try FrontScript.play(
    """
    sell 10 5@market stop=95
    sell 11 5@105
    oco 10 11 →
    buy 1 5@105 by 2 → accepted 1, trade#1 5@105, fill 11 5 left 0, fill 1 5 left 0, cancelled 10 left 5 group
    """)
}

@Test func `a partial fill of one leg makes the other smaller by as much`() throws {
  try FrontScript.play(
    """
    buy 1 9@90 by 2
    sell 10 5@market stop=95
    sell 11 5@105
    oco 10 11 →
    buy 2 2@105 by 2 → accepted 2, trade#1 2@105, fill 11 2 left 3, fill 2 2 left 0, restated 10 3 left 3 group
    buy 3 1@95 by 2
    sell 4 1@95 by 3 → accepted 4, trade#2 1@95, fill 3 1 left 0, fill 4 1 left 0, triggered 10 at 95, cancelled 11 left 3 group, trade#3 3@90, fill 1 3 left 6, fill 10 3 left 0
    """)
}

@Test func `a gap through both triggers lets the first one that the prints reach win`() throws {
  try FrontScript.play(
    """
    oco 10 11 →
    sell 10 5@80 stop=95
    sell 11 5@80 touched=105
    buy 1 1@110 by 2
    buy 2 1@90 by 2
    sell 3 2@90 by 3 → accepted 3, trade#1 1@110, fill 1 1 left 0, fill 3 1 left 1, trade#2 1@90, fill 2 1 left 0, fill 3 1 left 0, triggered 11 at 110, cancelled 10 left 5 group
    """)
}

@Test func `a print that reaches both legs at once triggers the one that waits for a rise`() throws
{
  try FrontScript.play(
    """
    oco 10 11 →
    sell 10 5@80 stop=101
    sell 11 5@80 touched=99
    buy 1 1@100 by 2
    sell 3 1@100 by 3 → accepted 3, trade#1 1@100, fill 1 1 left 0, fill 3 1 left 0, triggered 11 at 100, cancelled 10 left 5 group
    """)
}

@Test func `to cancel one leg is to cancel the group; to amend one's quantity amends both`() throws
{
  try FrontScript.play(
    """
    oco 10 11 →
    sell 10 5@90 stop=95
    sell 11 5@105
    amend 11 4@106 → amended 11 4@106 left 4, restated 10 4 left 4 group
    amend 10 3@89 → amended 10 3@89 left 3 kept, restated 11 3 left 3 group
    cancel 10 → cancelled 10 left 3, cancelled 11 left 3 group
    """)
}

@Test func `a leg that gathers in a call has the quantity that its group's other leg is given`()
  throws
{
  // It kept its own: found by ten million operations, and by none of those that a build runs.
  try FrontScript.play(
    """
    phase closing →
    buy 10 6@29 stop=30
    buy 11 6@32
    oco 10 11 →
    amend 10 3@34 → amended 10 3@34 left 3 kept, restated 11 3 left 3 group
    amend 10 8@34 → amended 10 8@34 left 8 kept, restated 11 8 left 8 group
    amend 11 2@32 → amended 11 2@32 left 2 kept, restated 10 2 left 2 group
    """)
}

@Test func `a bracket's legs sleep until the entry trades, and stand for what it has filled`()
  throws
{
  try FrontScript.play(
    """
    bracket 10 11 entry 1 →
    buy 1 10@100
    sell 10 10@market stop=95
    sell 11 10@105
    sell 2 4@100 by 2 → accepted 2, trade#1 4@100, fill 1 4 left 6, fill 2 4 left 0, restated 10 4 left 4 group, restated 11 4 left 4 group, triggered 11 at 100
    buy 3 1@105 by 2 → accepted 3, trade#2 1@105, fill 11 1 left 3, fill 3 1 left 0, restated 10 3 left 3 group
    sell 4 6@100 by 2 → accepted 4, trade#3 6@100, fill 1 6 left 0, fill 4 6 left 0, restated 10 9 left 9 group, restated 11 10 left 9 group
    buy 5 9@105 by 2 → accepted 5, trade#4 9@105, fill 11 9 left 0, fill 5 9 left 0, cancelled 10 left 9 group
    """)
}

@Test func `a bracket whose entry comes to nothing takes its legs along`() throws {
  try FrontScript.play(
    """
    bracket 10 11 entry 1 →
    buy 1 10@100
    sell 10 10@market stop=95
    sell 11 10@105
    cancel 1 → cancelled 1 left 10, cancelled 10 left 10 group, cancelled 11 left 10 group
    """)
}

@Test func `a bracket's trigger takes the other leg and the rest of the entry out`() throws {
  try FrontScript.play(
    """
    bracket 10 11 entry 1 →
    buy 1 10@100
    sell 10 10@market stop=95
    sell 11 10@105
    sell 2 4@100 by 2 → accepted 2, trade#1 4@100, fill 1 4 left 6, fill 2 4 left 0, restated 10 4 left 4 group, restated 11 4 left 4 group, triggered 11 at 100
    buy 3 1@101 by 2
    sell 4 1@101 by 3 → accepted 4, trade#2 1@101, fill 3 1 left 0, fill 4 1 left 0
    cancel 1 → cancelled 1 left 6
    buy 5 9@94 by 2
    sell 6 1@94 by 3 → accepted 6, trade#3 1@94, fill 5 1 left 8, fill 6 1 left 0, triggered 10 at 94, cancelled 11 left 4 group, trade#4 4@94, fill 5 4 left 4, fill 10 4 left 0
    """)
}

@Test func `a leg that comes when the group is over is taken in and out`() throws {
  try FrontScript.play(
    """
    oco 10 11 →
    sell 11 5@105
    buy 1 5@105 by 2 → accepted 1, trade#1 5@105, fill 11 5 left 0, fill 1 5 left 0
    sell 10 5@market stop=95 → accepted 10, cancelled 10 left 5 group
    """)
}

@Test func `a group of which one order is refused is over`() throws {
  try FrontScript.play(
    """
    oco 10 11 →
    sell 10 5@market stop=95
    sell 11 0@105 → rejected 11 zero-quantity, cancelled 10 left 5 group
    """)
}

@Test func `orders are tied only where that can be kept`() throws {
  try FrontScript.play(
    """
    sell 1 5@105
    sell 2 5@106
    sell 3 4@90 stop=95
    buy 4 5@90 stop=120
    sell 5 5@90 stop=95
    sell 6 5@90 stop=95 by 2
    oco 1 2 → rejected 1 contradictory-terms
    oco 1 3 → rejected 1 contradictory-terms
    oco 1 4 → rejected 1 contradictory-terms
    oco 1 1 → rejected 1 contradictory-terms
    oco 1 6 → rejected 1 not-owner
    oco 1 5 →
    oco 5 7 → rejected 5 already-grouped
    """)
}

@Test func `margin for a group is held once, and for sleeping legs not at all`() throws {
  var run = FrontRun(ReferenceBook(instrument: 1, quantityScale: 0, rules: SampleTape.freeRules))
  let lines: [(String, Int128)] = [
    ("sell 1 3@110", 3), ("sell 2 4@90 stop=95", 7), ("oco 10 11", 7),
    ("sell 10 5@90 stop=95", 12), ("sell 11 5@105", 12), ("bracket 20 21 entry 22", 12),
    ("sell 20 6@90 stop=80", 12), ("buy 22 6@100", 12), ("sell 30 2@100 by 2", 14),
    ("cancel 10", 9), ("sell 40 1@111 by 2", 9),
  ]
  for (line, expected) in lines {
    for step in try FrontScript.steps(line, at: .zero) { _ = run.reports(to: step) }
    #expect(run.front.exposure(of: 1, .sell, book: run.book) == expected, "\(line)")
  }
}
