import Core
import ExecSim
import Testing

/// Ours on a tape that names orders: the true queue.
@Suite struct OrderTapeTests {
  @Test func `ours trade in the place of a recorded order that came after them`() throws {
    try play(
      """
      1 add 1 buy 100 4
      2 add 2 buy 100 3
      3 new 1 buy 100 5 → accepted 1
      4 add 3 buy 100 9
      5 print 100 4 sell maker=1
      5 exec 1 buy 100 4
      6 out 2 buy 100 3
      7 print 100 2 sell maker=3 → fill 1 100 x 2 left 3 queue-reached @7
      7 exec 3 buy 100 2
      8 print 100 6 sell maker=3 → fill 1 100 x 3 left 0 queue-reached @9
      8 exec 3 buy 100 6
      """)
  }

  @Test func `where prints name no maker the lines about orders tell the trades`() throws {
    try play(
      """
      1 add 1 buy 100 4
      2 new 1 buy 100 5 → accepted 1
      3 add 2 buy 100 9
      4 print 100 6 sell
      4 exec 1 buy 100 4
      4 exec 2 buy 100 2 → fill 1 100 x 2 left 3 queue-reached @5
      5 print 99 1 sell
      6 add 3 buy 99 2
      7 exec 3 buy 99 1 → fill 1 100 x 1 left 2 traded-through @8
      """)
  }

  @Test func `an order behind ours that leaves moves nobody up, one ahead does`() throws {
    try play(
      """
      1 add 1 buy 100 4
      2 add 2 buy 100 4
      3 new 1 buy 100 5 → accepted 1
      4 add 3 buy 100 9
      5 out 3 buy 100 9
      6 cut 2 buy 100 3
      7 change 1 buy 100 2
      8 print 100 2 sell maker=1
      8 exec 1 buy 100 2
      9 print 100 1 sell maker=2
      9 exec 2 buy 100 1
      10 add 4 buy 100 1
      11 print 100 1 sell maker=4 → fill 1 100 x 1 left 4 queue-reached @12
      """)
  }

  @Test func `a changed order that loses its place stands behind ours`() throws {
    try play(
      """
      1 add 1 buy 100 4
      2 new 1 buy 100 5 → accepted 1
      3 change 1 buy 100 6
      4 print 100 3 sell maker=1 → fill 1 100 x 3 left 2 queue-reached @3
      """)
  }

  @Test func `ours wait for each other at one price, with recorded orders between`() throws {
    try play(
      """
      1 add 1 buy 100 2
      2 new 1 buy 100 5 → accepted 1
      3 add 2 buy 100 2
      4 new 2 buy 100 5 → accepted 2
      5 add 3 buy 100 9
      6 exec 1 buy 100 2
      7 exec 2 buy 100 2 → fill 1 100 x 2 left 3 queue-reached @5
      8 exec 3 buy 100 6 → fill 1 100 x 3 left 0 queue-reached @6;
        fill 2 100 x 3 left 2 queue-reached @6
      """)
  }

  @Test func `a hidden trade at ours is not theirs, a hidden trade through them is`() throws {
    try play(
      """
      1 add 1 buy 100 2
      2 print 100 1 sell maker=1
      2 exec 1 buy 100 1
      3 new 1 buy 100 5 → accepted 1
      4 print 100 7 sell
      5 print 99 2 sell → fill 1 100 x 2 left 3 traded-through @5
      """)
  }

  @Test func `where nobody stands ours are first, also before orders that the tape never named`()
    throws
  {
    try play(
      """
      1 add 1 buy 100 2
      2 new 1 buy 99 5 → accepted 1
      3 out 1 buy 100 2
      4 print 99 2 sell maker=77 → fill 1 99 x 2 left 3 queue-reached @3
      """)
  }

  @Test func `a newcomer that rests through ours would have met them, and is used up by it`() throws
  {
    try play(
      """
      1 add 1 buy 100 2
      2 new 1 buy 101 5 → accepted 1
      3 add 2 sell 101 3 → fill 1 101 x 3 left 2 crossed @2
      4 new 2 buy 101 3 ioc → accepted 2; expired 2 left 3 ioc
      5 exec 2 sell 101 3
      6 add 3 sell 101 1 → fill 1 101 x 1 left 1 crossed @4
      """)
  }

  @Test func `a recorded trade uses up what ours had taken of the level`() throws {
    try play(
      """
      1 add 1 sell 101 5
      2 add 2 sell 101 5
      3 new 1 buy 101 5 ioc → accepted 1; fill 1 101 x 5 left 0 took-liquidity @2
      4 exec 1 sell 101 5
      5 new 2 buy 101 9 ioc → accepted 2; fill 2 101 x 5 left 4 took-liquidity @3;
        expired 2 left 4 ioc
      6 out 2 sell 101 5
      7 add 3 sell 101 1
      8 new 3 buy 101 9 ioc → accepted 3; fill 3 101 x 1 left 8 took-liquidity @5;
        expired 3 left 8 ioc
      """)
  }
}
