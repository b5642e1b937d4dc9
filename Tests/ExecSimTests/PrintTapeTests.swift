import Core
import ExecSim
import Testing

/// Ours on tapes that tell less than a book: best prices, or prints alone.
@Suite struct PrintTapeTests {
  @Test func `on prints alone a resting order trades only where the tape goes through it`() throws {
    try play(
      """
      1 print 101 5
      2 new 1 buy 100 5 → accepted 1
      3 print 100 50 sell
      4 print 99 3 sell → fill 1 100 x 3 left 2 traded-through @3
      """)
  }

  @Test func `on prints alone an order takes what the last print showed, once`() throws {
    try play(
      """
      1 new 1 buy market 5 → reject 1 new insufficient-liquidity
      2 print 101 5
      3 new 2 buy market 8 → accepted 2; fill 2 101 x 5 left 3 took-liquidity @1;
        expired 2 left 3 book-exhausted
      4 new 3 buy market 8 → reject 3 new insufficient-liquidity
      5 print 101 2
      6 new 4 buy 101 8 ioc → accepted 4; fill 4 101 x 2 left 6 took-liquidity @2;
        expired 4 left 6 ioc
      """)
  }

  @Test func `best prices make a book of one level a side`() throws {
    try play(
      """
      1 quote 100 10 102 10
      2 new 1 buy 100 5 → accepted 1
      3 new 2 buy market 12 → accepted 2; fill 2 102 x 10 left 2 took-liquidity @1;
        expired 2 left 2 book-exhausted
      4 print 100 9 sell
      5 quote 100 1 102 10
      6 print 100 3 sell → fill 1 100 x 2 left 3 queue-reached @4
      """)
  }

  @Test func `a better best price hides the queue ahead, a worse one shows that it is gone`() throws
  {
    try play(
      """
      1 quote 100 10 102 10
      2 new 1 buy 100 5 → accepted 1
      3 quote 101 10 102 10
      4 quote 100 10 102 10
      5 print 100 10 sell
      6 quote 99 10 102 10
      7 print 100 1 sell → fill 1 100 x 1 left 4 queue-reached @6
      8 quote 99 10 100 2 → fill 1 100 x 2 left 2 crossed @7
      """)
  }
}
