import Core
import ExecSim
import Testing

/// Ours on a tape of requests and reports: the recorded venue's own book answers each request.
@Suite struct ReportTapeTests {
  @Test func `ours trade when the queue ahead has traded or left`() throws {
    try play(
      """
      1 order 1 buy 100 4
      2 order 2 buy 100 4
      3 new 1 buy 100 5 → accepted 1
      4 order 3 buy 100 9
      5 order 4 sell 100 4 ioc
      6 withdraw 2
      7 order 5 sell 100 2 → fill 1 100 x 2 left 3 queue-reached @16
      """)
  }

  @Test func `who came behind ours and leaves moves nobody up`() throws {
    try play(
      """
      1 order 1 buy 100 4
      2 order 2 buy 99 4
      3 new 1 buy 100 5 → accepted 1
      4 order 3 buy 100 3
      5 alter 2 100 4
      6 withdraw 3
      7 withdraw 2
      8 order 4 buy 100 2
      9 order 5 sell 100 3 ioc
      10 order 6 sell 100 2 ioc → fill 1 100 x 1 left 4 queue-reached @25
      """)
  }

  @Test func `what is left of a newcomer that comes to rest meets ours`() throws {
    try play(
      """
      1 order 1 buy 100 4
      2 new 1 buy 100 5 → accepted 1
      3 order 2 sell 100 7 → fill 1 100 x 3 left 2 crossed @7
      4 new 2 buy 100 1 ioc → accepted 2; expired 2 left 1 ioc
      5 order 3 sell 100 1 → fill 1 100 x 1 left 1 crossed @9
      """)
  }

  @Test func `a sweep through ours fills them first, up to what it traded`() throws {
    try play(
      """
      1 order 1 buy 100 2
      2 order 2 buy 98 4
      3 new 1 buy 100 5 → accepted 1
      4 new 2 buy 99 5 → accepted 2
      5 order 3 sell 98 6 ioc → fill 1 100 x 4 left 1 traded-through @10
      """)
  }

  @Test func `an immediate order that found too few would have met ours, fill-or-kill is let be`()
    throws
  {
    try play(
      """
      1 order 1 buy 100 2
      2 new 1 buy 100 5 → accepted 1
      3 order 2 sell 100 6 fok
      4 order 3 sell 100 6 ioc → fill 1 100 x 4 left 1 crossed @11
      5 order 4 sell market 6 → fill 1 100 x 1 left 0 crossed @14
      """)
  }

  @Test func `an altered order keeps its place before ours, or comes behind them`() throws {
    try play(
      """
      1 order 1 buy 100 4
      2 new 1 buy 100 5 → accepted 1
      3 alter 1 100 3
      4 order 2 sell 100 3 ioc
      5 order 3 buy 99 4
      6 alter 3 100 4
      7 order 4 sell 100 1 ioc → fill 1 100 x 1 left 4 queue-reached @16
      """)
  }

  @Test func `an order altered through ours meets them`() throws {
    try play(
      """
      1 order 1 sell 105 4
      2 new 1 buy 100 5 → accepted 1
      3 alter 1 100 3 → fill 1 100 x 3 left 2 crossed @4
      """)
  }
}
