import Core
import ExecSim
import Samples
import Testing

/// Ours in the real engine, among recorded orders that are matched anew.
@Suite struct CounterfactualTests {
  private static let configuration = ExecutionConfiguration.make(policy: .counterfactual)

  @Test func `ours take the place of a recorded order, which rests until the market takes it`()
    throws
  {
    try play(
      """
      1 add 1 buy 100 4
      2 new 1 buy 100 5 → accepted 1
      3 add 2 buy 100 3
      4 print 100 6 sell maker=1 → fill 1 100 x 2 left 3 matched @3
      4 exec 1 buy 100 4
      4 exec 2 buy 100 2
      5 print 100 9 sell maker=2 → fill 1 100 x 3 left 0 matched @6
      6 new 2 sell 100 9 ioc → accepted 2; expired 2 left 9 ioc
      """, Self.configuration)
  }

  @Test func `what ours have used up is gone, whatever the tape says of it`() throws {
    var stage = VenueStage(Self.configuration)
    let rows = [
      ("1 add 1 sell 101 5", []),
      ("2 add 2 sell 101 5", []),
      (
        "3 new 1 buy 101 7 ioc",
        [
          "accepted 1", "fill 1 101 x 5 left 2 matched @2", "fill 1 101 x 2 left 0 matched @2",
        ]
      ),
      ("4 change 1 sell 101 4", []),
      ("5 out 1 sell 101 4", []),
      (
        "6 new 2 buy 101 9 ioc",
        ["accepted 2", "fill 2 101 x 3 left 6 matched @4", "expired 2 left 6 ioc"]
      ),
      ("7 out 2 sell 101 5", []),
    ]
    for (line, expected) in rows { #expect(try stage.act(line) == expected, "at \(line)") }
    #expect(stage.venue.passedOverCount == 3)
  }

  @Test func `an aggressor whose counterparty is gone takes the next, and chases no price`() throws
  {
    try play(
      """
      1 add 1 sell 101 5
      2 add 2 sell 102 5
      3 new 1 buy 101 5 ioc → accepted 1; fill 1 101 x 5 left 0 matched @2
      4 print 101 5 buy maker=1
      4 exec 1 sell 101 5
      5 new 2 buy 102 9 ioc → accepted 2; fill 2 102 x 5 left 4 matched @4; expired 2 left 4 ioc
      """, Self.configuration)
  }

  @Test func `a cancel that found its order traded takes it out where it has not`() throws {
    try play(
      """
      1 new 1 buy 100 4 → accepted 1
      2 order 1 buy 100 4
      3 order 2 sell 100 4 ioc → fill 1 100 x 4 left 0 matched @4
      4 new 2 sell 100 1 ioc → accepted 2; fill 2 100 x 1 left 0 matched @7
      5 withdraw 1
      6 new 3 sell 100 1 ioc → accepted 3; expired 3 left 1 ioc
      """, Self.configuration)
  }

  @Test func `a recorded venue's orders come in as it took them in, altered as it altered them`()
    throws
  {
    try play(
      """
      1 order 1 buy 100 4
      2 alter 1 99 4
      3 order 2 buy 100 0
      4 new 1 sell 99 9 → accepted 1; fill 1 99 x 4 left 5 matched @6
      5 order 3 buy 99 3 → fill 1 99 x 3 left 2 matched @8
      6 order 4 buy market 1 → fill 1 99 x 1 left 1 matched @10
      """, Self.configuration)
  }

  @Test func `a hidden trade meets nobody here`() throws {
    try play(
      """
      1 add 1 buy 100 4
      2 print 100 1 sell maker=1
      2 exec 1 buy 100 1
      3 new 1 buy 100 4 → accepted 1
      4 print 100 9 sell
      5 print 100 4 sell maker=1 → fill 1 100 x 1 left 3 matched @5
      """, Self.configuration)
  }

  @Test func `ours meet each other`() throws {
    try play(
      """
      1 add 1 sell 103 5
      2 new 1 buy 100 5 → accepted 1
      3 new 2 sell 100 3 → accepted 2; fill 1 100 x 3 left 2 matched @1;
        fill 2 100 x 3 left 0 matched @1
      """, Self.configuration)
  }

  @Test func `an order that finds nobody is refused, a post-only one that would trade too`() throws
  {
    try play(
      """
      1 add 1 sell 101 5
      2 new 1 sell market 3 → reject 1 new insufficient-liquidity
      3 new 2 buy 101 3 post → reject 2 new would-trade
      4 new 3 buy 100 3 post → accepted 3
      5 cancel 3 → cancelled 3 left 3
      """, Self.configuration)
  }

  @Test func `a picture puts recorded orders anew and leaves ours`() throws {
    try play(
      """
      1 add 1 buy 100 5
      2 new 1 buy 100 5 → accepted 1
      3 picture buy 100 4 sell 105 1
      4 add 2 sell 100 6 → fill 1 100 x 5 left 0 matched @4
      """, Self.configuration)
  }

  @Test func `behind a picture an order that ours had used up may come again`() throws {
    try play(
      """
      1 add 1 sell 101 5
      2 new 1 buy 101 5 ioc → accepted 1; fill 1 101 x 5 left 0 matched @1
      3 change 1 sell 101 4
      4 picture sell 105 1
      5 change 1 sell 101 3
      6 new 2 buy 101 5 ioc → accepted 2; fill 2 101 x 3 left 2 matched @4; expired 2 left 2 ioc
      """, Self.configuration)
  }

  @Test func `on a tape that tells levels history stays as it is`() throws {
    try play(
      """
      1 set buy 100 2
      2 new 1 buy 100 5 → accepted 1
      3 print 100 3 sell → fill 1 100 x 1 left 4 queue-reached @2
      """, Self.configuration)
  }
}
