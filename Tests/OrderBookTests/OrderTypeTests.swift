import Core
import OrderBook
import Samples
import Testing

// Each type by an example that can be followed by hand. Makers are party 2 where that matters.

@Test func `a stop waits for a print at its price or beyond, and then trades as a market order`()
  throws
{
  try FrontScript.play(
    """
    sell 1 5@100 by 2
    sell 2 5@103 by 2
    buy 3 4@market stop=101
    buy 4 2@100 → accepted 4, trade#1 2@100, fill 1 2 left 3, fill 4 2 left 0
    buy 5 4@103 → accepted 5, trade#2 3@100, fill 1 3 left 0, fill 5 3 left 1, trade#3 1@103, fill 2 1 left 4, fill 5 1 left 0, triggered 3 at 103, trade#4 4@103, fill 2 4 left 0, fill 3 4 left 0
    """)
}

@Test func `a stop-limit rests at its limit once triggered`() throws {
  try FrontScript.play(
    """
    buy 1 5@100 by 2
    sell 2 3@99 stop=98
    buy 3 5@98 by 2
    sell 4 6@98 → accepted 4, trade#1 5@100, fill 1 5 left 0, fill 4 5 left 1, trade#2 1@98, fill 3 1 left 4, fill 4 1 left 0, triggered 2 at 98
    buy 5 3@99 by 2 → accepted 5, trade#3 3@99, fill 2 3 left 0, fill 5 3 left 0
    """)
}

@Test func `take-profit waits for a print in its favour`() throws {
  try FrontScript.play(
    """
    sell 1 5@100 by 2
    buy 2 9@105 by 2 → accepted 2, trade#1 5@100, fill 1 5 left 0, fill 2 5 left 4
    sell 3 2@market touched=104
    sell 4 1@105 → accepted 4, trade#2 1@105, fill 2 1 left 3, fill 4 1 left 0, triggered 3 at 105, trade#3 2@105, fill 2 2 left 1, fill 3 2 left 0
    """)
}

@Test func `a trigger that the last print has reached already comes at once`() throws {
  try FrontScript.play(
    """
    sell 1 5@100 by 2
    buy 2 1@100 → accepted 2, trade#1 1@100, fill 1 1 left 4, fill 2 1 left 0
    buy 3 1@market stop=100 → accepted 3, triggered 3 at 100, trade#2 1@100, fill 1 1 left 3, fill 3 1 left 0
    """)
}

@Test func `a trailing stop follows the best print and never goes back`() throws {
  try FrontScript.play(
    """
    buy 1 9@90 by 2
    sell 2 5@100 by 2
    buy 3 1@100 → accepted 3, trade#1 1@100, fill 2 1 left 4, fill 3 1 left 0
    sell 4 2@market trail=5
    sell 5 1@106 by 2
    buy 6 4@100 → accepted 6, trade#2 4@100, fill 2 4 left 0, fill 6 4 left 0
    buy 7 1@106 → accepted 7, trade#3 1@106, fill 5 1 left 0, fill 7 1 left 0
    buy 8 2@101 by 2
    sell 9 1@101 by 3 → accepted 9, trade#4 1@101, fill 8 1 left 1, fill 9 1 left 0, triggered 4 at 101, trade#5 1@101, fill 8 1 left 0, fill 4 1 left 1, trade#6 1@90, fill 1 1 left 8, fill 4 1 left 0
    """)
}

@Test func `stops that one print reaches come nearest first, then by arrival, rises before falls`()
  throws
{
  try FrontScript.play(
    """
    sell 1 1@110 by 2
    buy 2 1@80 stop=109 by 3
    buy 3 1@80 stop=105 by 3
    buy 4 1@80 stop=105 by 4
    buy 5 1@80 touched=120 by 4
    sell 6 1@200 stop=120 by 4
    buy 7 1@110 → accepted 7, trade#1 1@110, fill 1 1 left 0, fill 7 1 left 0, triggered 3 at 110, triggered 4 at 110, triggered 2 at 110, triggered 5 at 110, triggered 6 at 110
    """)
}

@Test func `a cascade of stops goes print by print and ends with the last stop`() throws {
  try FrontScript.play(
    """
    buy 1 1@100 by 2
    buy 2 1@99 by 2
    buy 3 1@98 by 2
    sell 4 1@market stop=100 by 3
    sell 5 1@market stop=99 by 3
    sell 6 1@market stop=98 by 3
    sell 7 1@100 → accepted 7, trade#1 1@100, fill 1 1 left 0, fill 7 1 left 0, triggered 4 at 100, trade#2 1@99, fill 2 1 left 0, fill 4 1 left 0, triggered 5 at 99, trade#3 1@98, fill 3 1 left 0, fill 5 1 left 0, triggered 6 at 98, expired 6 left 1 book-exhausted
    """)
}

@Test func `orders end by event time, soonest first, wherever they are`() throws {
  try FrontScript.play(
    """
    buy 1 5@100 until=9
    buy 2 5@100 stop=200 until=8
    buy 3 5@100 until=20
    at 7 →
    at 9 → expired 2 left 5 gtd, expired 1 left 5 gtd
    buy 4 1@100 until=9 → rejected 4 contradictory-terms
    at 19 →
    sell 5 3@100 → accepted 5, trade#1 3@100, fill 3 3 left 2, fill 5 3 left 0
    at 20 → expired 3 left 2 gtd
    """)
}

@Test func `an order of the day ends when the day closes, behind the closing call`() throws {
  try FrontScript.play(
    """
    buy 1 5@100 day
    buy 2 5@99
    buy 3 5@100 stop=200 day
    phase closing →
    sell 4 2@100 day
    buy 5 1@101 until=50 day
    phase closed → trade#1 1@100, fill 4 1 left 1, fill 5 1 left 0, trade#2 1@100, fill 1 1 left 4, fill 4 1 left 0, expired 1 left 4 day, expired 3 left 5 day
    phase continuous →
    sell 6 5@99 → accepted 6, trade#3 5@99, fill 2 5 left 0, fill 6 5 left 0
    at 60 →
    """)
}

@Test func `one leg's day takes the other leg along`() throws {
  try FrontScript.play(
    """
    sell 1 5@110 day
    sell 2 5@market stop=90
    oco 1 2 →
    phase closed → expired 1 left 5 day, cancelled 2 left 5 group
    """)
}

@Test func `an iceberg shows its next part at the back of the queue`() throws {
  try FrontScript.play(
    """
    buy 1 10@100 show=3 by 2
    buy 2 4@100 by 3
    sell 3 4@100 → accepted 3, trade#1 3@100, fill 1 3 left 7, fill 3 3 left 1, trade#2 1@100, fill 2 1 left 3, fill 3 1 left 0
    sell 4 9@100 → accepted 4, trade#3 3@100, fill 2 3 left 0, fill 4 3 left 6, trade#4 3@100, fill 1 3 left 4, fill 4 3 left 3, trade#5 3@100, fill 1 3 left 1, fill 4 3 left 0
    amend 1 10@100 by 2 → amended 1 10@100 left 1 kept
    cancel 1 by 2 → cancelled 1 left 1
    """)
}

@Test func `fill-or-kill counts what is shown, not what an iceberg holds back`() throws {
  try FrontScript.play(
    """
    buy 1 10@100 show=3 by 2
    sell 2 5@100 fok → accepted 2, expired 2 left 5 fok
    sell 3 3@100 fok → accepted 3, trade#1 3@100, fill 1 3 left 7, fill 3 3 left 0
    """)
}

@Test func `an order of the same owner is met as the incoming one's policy says`() throws {
  for (policy, outcome) in [
    (
      "allow",
      "trade#1 5@100, fill 1 5 left 0, fill 3 5 left 3, trade#2 3@100, fill 2 3 left 2, fill 3 3 left 0"
    ),
    ("cancel-newest", "cancelled 3 left 8 self-trade"),
    (
      "cancel-oldest",
      "cancelled 1 left 5 self-trade, trade#1 5@100, fill 2 5 left 0, fill 3 5 left 3"
    ),
    ("cancel-both", "cancelled 1 left 5 self-trade, cancelled 3 left 8 self-trade"),
    (
      "decrement",
      "cancelled 1 left 5 self-trade, restated 3 3 left 3 self-trade, trade#1 3@100, fill 2 3 left 2, fill 3 3 left 0"
    ),
  ] {
    try FrontScript.play(
      """
      buy 1 5@100 by 1
      buy 2 5@100 by 2
      sell 3 8@100 stp=\(policy) by 1 → accepted 3, \(outcome)
      """)
  }
}

@Test func `decrement makes the larger of two orders smaller and takes the smaller one out`() throws
{
  try FrontScript.play(
    """
    buy 1 9@100 show=2
    sell 2 5@100 stp=decrement → accepted 2, restated 1 4 left 4 self-trade, cancelled 2 left 5 self-trade
    sell 3 4@100 stp=decrement → accepted 3, cancelled 1 left 4 self-trade, cancelled 3 left 4 self-trade
    """)
}

@Test func `a sliding post-only order takes the nearest price that does not trade`() throws {
  try FrontScript.play(
    """
    sell 1 5@100 by 2
    buy 2 5@102 post slide → accepted 2, restated 2 5@99 left 5 slide
    sell 3 5@98 post slide by 2 → accepted 3, restated 3 5@100 left 5 slide
    buy 4 5@99 post slide
    buy 5 5@99 slide → rejected 5 contradictory-terms
    """)
}

@Test func `a collar refuses what reaches too far and protects market orders`() throws {
  try FrontScript.play(
    """
    sell 1 2@100 by 2
    sell 2 2@104 by 2
    sell 3 2@106 by 2
    phase continuous reference=100 collar=5 →
    buy 4 1@106 → rejected 4 outside-collar
    buy 5 9@market → accepted 5, trade#1 2@100, fill 1 2 left 0, fill 5 2 left 7, trade#2 2@104, fill 2 2 left 0, fill 5 2 left 5, expired 5 left 5 protection
    buy 6 1@105
    amend 6 1@106 → rejected 6 outside-collar
    """)
}

@Test func `INV-FRONT-3: reduce-only orders fit the position, and shrink with it`() throws {
  try FrontScript.play(
    """
    sell 1 9@100 reduce → rejected 1 would-increase
    sell 2 5@100 by 2
    buy 3 5@100 → accepted 3, trade#1 5@100, fill 2 5 left 0, fill 3 5 left 0
    sell 4 3@110 reduce
    sell 5 9@111 reduce → accepted 5, restated 5 2 left 2 reduce-only
    buy 6 4@99 by 2
    sell 7 4@99 → accepted 7, trade#2 4@99, fill 6 4 left 0, fill 7 4 left 0, restated 4 1 left 1 reduce-only, cancelled 5 left 2 reduce-only
    buy 8 1@110 by 2 → accepted 8, trade#3 1@110, fill 4 1 left 0, fill 8 1 left 0
    """)
}

@Test func `without positions nothing can be reduce-only`() throws {
  try FrontScript.play("sell 1 9@100 reduce → rejected 1 unknown-position", followsPositions: false)
}

@Test func `a mass cancel takes out what its owner has, by number, wherever it is`() throws {
  try FrontScript.play(
    """
    buy 3 1@100
    buy 1 1@101
    buy 2 1@101 by 2
    sell 4 1@90 stop=80
    sell 5 1@90 stop=80 by 2
    mass → cancelled 1 left 1 mass, cancelled 3 left 1 mass, cancelled 4 left 1 mass
    mass everyone → cancelled 2 left 1 mass, cancelled 5 left 1 mass
    """)
}

@Test func `an order that waits is amended and cancelled like any other`() throws {
  try FrontScript.play(
    """
    buy 1 5@100 stop=105
    buy 1 5@100 → rejected 1 duplicate-order
    amend 1 3@101 → amended 1 3@101 left 3 kept
    amend 1 3@101 by 2 → rejected 1 not-owner
    buy 2 5@market stop=105
    amend 2 3@101 → rejected 2 contradictory-terms
    cancel 1 by 2 → rejected 1 not-owner
    cancel 1 → cancelled 1 left 3
    cancel 1 → rejected 1 unknown-order
    """)
}

@Test func `what the book does not take in when its trigger comes is over`() throws {
  try FrontScript.play(
    """
    sell 1 5@100 by 2
    buy 2 5@100 post stop=100
    buy 3 1@100 → accepted 3, trade#1 1@100, fill 1 1 left 4, fill 3 1 left 0, triggered 2 at 100, expired 2 left 5 not-admitted
    """)
}
