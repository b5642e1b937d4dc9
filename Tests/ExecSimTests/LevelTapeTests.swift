import Core
import ExecSim
import Testing

/// Ours on a tape that tells levels and prints.
@Suite struct LevelTapeTests {
  @Test func `an order far from the market never fills`() throws {
    try play(
      """
      1 set buy 100 10
      2 set sell 101 10
      3 new 1 buy 90 5 → accepted 1
      4 print 100 10 sell
      5 set buy 100 0
      6 set buy 91 10
      7 print 91 10 sell
      8 set sell 95 1
      """)
  }

  @Test func `at the touch an order fills only when the queue ahead is gone`() throws {
    try play(
      """
      1 set buy 100 10
      2 set sell 101 10
      3 new 1 buy 100 5 → accepted 1
      4 print 100 6 sell
      5 set buy 100 4
      6 print 100 4 sell
      7 print 100 3 sell → fill 1 100 x 3 left 2 queue-reached @6
      8 print 100 9 sell → fill 1 100 x 2 left 0 queue-reached @7
      9 print 100 9 sell
      """)
  }

  @Test func `what is left of the print behind the queue ahead is what an order gets`() throws {
    try play(
      """
      1 set sell 101 10
      2 new 1 sell 101 5 → accepted 1
      3 print 101 12 buy → fill 1 101 x 2 left 3 queue-reached @2
      """)
  }

  @Test func `the wary queue falls by prints, and never stands above the level`() throws {
    try play(
      """
      1 set buy 100 10
      2 new 1 buy 100 5 → accepted 1
      3 set buy 100 4
      4 set buy 100 30
      5 print 100 4 sell
      6 print 100 1 sell → fill 1 100 x 1 left 4 queue-reached @5
      """)
  }

  @Test func `two of ours at one price share each print in the order of their arrival`() throws {
    try play(
      """
      1 set buy 100 4
      2 new 1 buy 100 5 → accepted 1
      3 new 2 buy 100 5 → accepted 2
      4 print 100 6 sell → fill 1 100 x 2 left 3 queue-reached @2
      5 print 100 7 sell → fill 1 100 x 3 left 0 queue-reached @3;
        fill 2 100 x 4 left 1 queue-reached @3
      """)
  }

  @Test func `a print beyond an order trades with it first, and with its own quantity at most`()
    throws
  {
    try play(
      """
      1 set buy 100 50
      2 set buy 99 50
      3 new 1 buy 100 5 → accepted 1
      4 new 2 buy 100 5 → accepted 2
      5 print 99 7 sell → fill 1 100 x 5 left 0 traded-through @3;
        fill 2 100 x 2 left 3 traded-through @3
      """)
  }

  @Test func `a print that goes through one of ours has less left for the next`() throws {
    try play(
      """
      1 set buy 101 2
      2 set buy 100 2
      3 new 1 buy 101 5 → accepted 1
      4 new 2 buy 100 5 → accepted 2
      5 print 100 9 sell → fill 1 101 x 5 left 0 traded-through @3;
        fill 2 100 x 2 left 3 queue-reached @3
      """)
  }

  @Test func `a decrease that prints explain is no cancel`() throws {
    try play(
      """
      1 set buy 100 10
      2 new 1 buy 100 5 → accepted 1
      3 set buy 100 20
      4 print 100 5 sell
      5 set buy 100 15
      6 print 100 5 sell
      7 print 100 1 sell → fill 1 100 x 1 left 4 queue-reached @6
      """, .make(queue: .power(1)))
  }

  @Test func `a print explains the next line about its level, and no later one`() throws {
    try play(
      """
      1 set buy 100 10
      2 new 1 buy 100 5 → accepted 1
      3 set buy 100 20
      4 print 100 5 sell
      5 set buy 100 15
      6 set buy 100 9
      7 print 100 3 sell
      8 print 100 1 sell → fill 1 100 x 1 left 4 queue-reached @7
      """, .make(queue: .power(1)))
  }

  @Test func `what history trades at a level that ours took of is what ours took`() throws {
    try play(
      """
      1 set sell 101 15
      2 new 1 buy 101 5 ioc → accepted 1; fill 1 101 x 5 left 0 took-liquidity @1
      3 print 101 6 buy
      4 set sell 101 9
      5 new 2 buy 101 20 ioc → accepted 2; fill 2 101 x 9 left 11 took-liquidity @3;
        expired 2 left 11 ioc
      """)
  }

  @Test func `who leaves a level that ours took of was behind what they took`() throws {
    try play(
      """
      1 set sell 101 15
      2 new 1 buy 101 5 ioc → accepted 1; fill 1 101 x 5 left 0 took-liquidity @1
      3 set sell 101 9
      4 new 2 buy 101 20 ioc → accepted 2; fill 2 101 x 4 left 16 took-liquidity @2;
        expired 2 left 16 ioc
      """)
  }

  @Test func `an offer that comes to rest at an order's price trades with it, once`() throws {
    try play(
      """
      1 set buy 100 10
      2 set sell 102 10
      3 new 1 buy 101 5 → accepted 1
      4 set sell 101 3 → fill 1 101 x 3 left 2 crossed @3
      5 set sell 101 3
      6 set sell 101 4 → fill 1 101 x 1 left 1 crossed @5
      7 new 2 buy 101 9 ioc → accepted 2; expired 2 left 9 ioc
      """)
  }

  @Test func `an order larger than the book fills partially`() throws {
    try play(
      """
      1 set sell 101 10
      2 set sell 102 10
      3 new 1 buy market 50 → accepted 1; fill 1 101 x 10 left 40 took-liquidity @2;
        fill 1 102 x 10 left 30 took-liquidity @2; expired 1 left 30 book-exhausted
      """)
  }

  @Test func `INV-EXEC-5: what was taken is not offered again before history renews it`() throws {
    try play(
      """
      1 set sell 101 10
      2 new 1 buy 101 8 ioc → accepted 1; fill 1 101 x 8 left 0 took-liquidity @1
      3 new 2 buy 101 8 ioc → accepted 2; fill 2 101 x 2 left 6 took-liquidity @1;
        expired 2 left 6 ioc
      4 set sell 101 15
      5 new 3 buy 101 9 ioc → accepted 3; fill 3 101 x 5 left 4 took-liquidity @2;
        expired 3 left 4 ioc
      6 print 101 6 buy
      7 set sell 101 9
      8 new 4 buy 101 9 ioc → accepted 4; expired 4 left 9 ioc
      8 set sell 101 11
      8 new 6 buy 101 9 ioc → accepted 6; fill 6 101 x 2 left 7 took-liquidity @5;
        expired 6 left 7 ioc
      9 set sell 101 0
      10 set sell 101 2
      11 new 5 buy 101 9 ioc → accepted 5; fill 5 101 x 2 left 7 took-liquidity @7;
        expired 5 left 7 ioc
      """)
  }

  @Test func `a marketable limit order takes and rests with what is left`() throws {
    try play(
      """
      1 set sell 101 4
      2 set sell 103 4
      3 new 1 buy 101 6 → accepted 1; fill 1 101 x 4 left 2 took-liquidity @2
      4 set sell 101 5 → fill 1 101 x 1 left 1 crossed @3
      5 print 100 1 sell → fill 1 101 x 1 left 0 traded-through @4
      """)
  }

  @Test func `fill-or-kill trades in full within its limit, or not at all`() throws {
    try play(
      """
      1 set sell 101 4
      2 set sell 102 4
      3 new 1 buy 101 5 fok → accepted 1; expired 1 left 5 fok
      4 new 2 buy 102 5 fok → accepted 2; fill 2 101 x 4 left 1 took-liquidity @2;
        fill 2 102 x 1 left 0 took-liquidity @2
      """)
  }

  @Test func `a print without an aggressor is placed by the book`() throws {
    try play(
      """
      1 set buy 100 2
      2 set sell 102 2
      3 new 1 buy 100 5 → accepted 1
      4 new 2 sell 102 5 → accepted 2
      5 print 101 50
      6 print 100 3 → fill 1 100 x 1 left 4 queue-reached @4
      7 print 102 3 → fill 2 102 x 1 left 4 queue-reached @5
      """)
  }

  @Test func `behind what the book shows, the queue is unknown until it is shown`() throws {
    try play(
      """
      1 set buy 100 2
      2 new 1 buy 95 5 → accepted 1
      3 print 95 9 sell
      4 set buy 95 7
      5 print 95 8 sell → fill 1 95 x 1 left 4 queue-reached @4
      """)
  }

  @Test func `a new picture leaves nothing ahead that it does not show`() throws {
    try play(
      """
      1 set buy 100 20
      2 set sell 101 5
      3 new 1 buy 100 5 → accepted 1
      4 picture buy 100 3 sell 101 5
      5 print 100 4 sell → fill 1 100 x 1 left 4 queue-reached @5
      6 picture buy 98 3 sell 99 2 → fill 1 100 x 2 left 2 crossed @7
      """)
  }

  @Test func `a new picture offers again what was taken of the old one`() throws {
    try play(
      """
      1 picture buy 100 20 sell 101 5
      2 new 1 buy 101 5 ioc → accepted 1; fill 1 101 x 5 left 0 took-liquidity @2
      3 picture buy 100 20 sell 101 5
      4 new 2 buy 101 9 ioc → accepted 2; fill 2 101 x 5 left 4 took-liquidity @4;
        expired 2 left 4 ioc
      """)
  }
}
