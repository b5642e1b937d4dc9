import Core
import ExecSim
import Samples
import Testing

/// Refusals, cancels, amends, latency races.
@Suite struct RequestTests {
  @Test func `what cannot be is refused with the first reason in rank`() throws {
    try play(
      """
      1 set buy 100 10
      2 set sell 101 10
      3 new 1 buy 100 0 → reject 1 new zero-quantity
      4 new 2 buy 101 5 post → reject 2 new would-trade
      5 new 3 buy market 5 post → reject 3 new contradictory-terms
      6 new 4 buy 100 5 post → accepted 4
      7 new 4 buy 100 5 → reject 4 new duplicate-order
      8 cancel 7 → reject 7 cancel unknown-order
      9 amend 7 100 5 → reject 7 amend unknown-order
      10 amend 4 101 5 → reject 4 amend would-trade
      11 halt
      12 new 5 buy 100 5 → reject 5 new trading-halted
      13 cancel 4 → cancelled 4 left 5
      14 resume
      15 set sell 101 0
      16 new 6 buy market 5 → reject 6 new insufficient-liquidity
      """)
  }

  @Test func `nothing is taken in on a market that has been silent too long`() throws {
    try play(
      """
      1 new 1 buy 100 5 → reject 1 new stale-input
      2 set buy 100 10
      12 new 2 buy 100 5 → accepted 2
      13 new 3 buy 100 5 → reject 3 new stale-input
      14 amend 2 100 4 → reject 2 amend stale-input
      15 cancel 2 → cancelled 2 left 5
      """, .make(staleAfter: Nanoseconds(10)))
  }

  @Test func `an amend keeps its place only when it asks for no more at the same price`() throws {
    try play(
      """
      1 set buy 100 3
      2 set sell 102 5
      3 new 1 buy 100 5 → accepted 1
      4 set buy 100 20
      5 amend 1 100 4 → amended 1 100 x 4 kept
      6 print 100 4 sell → fill 1 100 x 1 left 3 queue-reached @4
      7 amend 1 100 1 → reject 1 amend quantity-below-filled
      8 amend 1 100 9 → amended 1 100 x 9
      9 print 100 20 sell
      10 print 100 1 sell → fill 1 100 x 1 left 7 queue-reached @6
      11 amend 1 102 9 → amended 1 102 x 9; fill 1 102 x 5 left 2 took-liquidity @6
      12 cancel 1 → cancelled 1 left 2
      """)
  }

  @Test func `a fill that happens before the cancel arrives beats it`() throws {
    try play(
      """
      1 set buy 100 1
      2 new 1 buy 100 5
      14 wait → accepted 1
      15 cancel 1
      20 print 100 9 sell
      24 wait → fill 1 100 x 5 left 0 queue-reached @2
      26 wait
      29 wait → reject 1 cancel unknown-order
      """, .make(entry: .fixed(Nanoseconds(10)), response: .fixed(Nanoseconds(2))))
  }

  @Test func `a cancel that arrives before the trade saves the order`() throws {
    try play(
      """
      1 set buy 100 1
      2 new 1 buy 100 5
      14 wait → accepted 1
      15 cancel 1
      26 print 100 9 sell
      27 wait → cancelled 1 left 5
      """, .make(entry: .fixed(Nanoseconds(10)), response: .fixed(Nanoseconds(2))))
  }

  @Test func `at one moment the market moves before the request`() throws {
    try play(
      """
      1 set sell 101 5
      2 new 1 buy 101 5 ioc
      12 set sell 101 0 → accepted 1; expired 1 left 5 ioc
      """, .make(entry: .fixed(Nanoseconds(10))))
  }

  @Test func `requests for an instrument that does not trade here are refused`() {
    var venue = VenueStage(.wary).venue
    let cancel = Cancel(id: 5, owner: 9, reason: .requested)
    venue.send(
      Event(sequence: .first, time: 3, source: 9, instrument: 7, payload: .cancel(cancel)), at: 3)
    venue.handleRequests(upTo: 3)
    let report = venue.nextReport(upTo: 3)
    #expect(
      report?.payload
        == .reject(Reject(id: 5, owner: 9, request: .cancel, reason: .unknownInstrument)))
  }
}
