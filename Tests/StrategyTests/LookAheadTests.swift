import Core
import OrderBook
import Samples
import Strategy
import StrategySamples
import Testing

/// The peeking strategy and its tape, on the smallest venue there is: what they are planted for in
/// the engine's tests must work by itself.
@Suite struct LookAheadTests {
  /// What the peeker made, in ticks times lots, with orders that reach the venue at once.
  ///
  /// Two cursors over one tape: the venue stands where the tape says, the strategy hears of each
  /// event at its receive time.
  private func run(_ tape: [Event]) -> (peeker: PeekingStrategy, profit: Int64) {
    var stage = Stage(PeekingStrategy())
    var venue = MarketView(instruments: JumpTape.header.instruments)
    var profit: Int64 = 0
    var (atVenue, requests) = (0, [StrategyRequest]())
    let heard = tape.sorted {
      ($0.receiveTime ?? $0.time, $0.sequence) < ($1.receiveTime ?? $1.time, $1.sequence)
    }
    for event in heard {
      let now = event.receiveTime ?? event.time
      while atVenue < tape.count, tape[atVenue].time <= now {
        venue.apply(tape[atVenue])
        atVenue += 1
      }
      stage.hear(event.payload, at: now)
      stage.desk.takeRequests(into: &requests)
      for case .order(_, .newOrder(let order)) in requests {
        let best = venue.bestPrices(1)
        let number = order.id.rawValue & 0xFFFF
        if let price = order.side == .buy ? best.ask?.price : best.bid?.price,
          let limit = order.type.limitPrice, order.side == .buy ? price <= limit : price >= limit
        {
          let paid = price.rawValue * order.quantity.rawValue
          profit += order.side == .buy ? -paid : paid
          stage.fill(number, order.quantity, at: price)
        } else {
          stage.end(number)
        }
      }
      requests.removeAll()
    }
    #expect(stage.position == 0)
    return (stage.actor as? PeekingStrategy ?? PeekingStrategy(), profit)
  }

  @Test func `who hears of a jump when it happens gets nothing of the old price`() {
    for seed in TestRun.seeds(3) {
      let (peeker, profit) = run(JumpTape.events(jumps: 20, seed: seed))
      #expect(peeker.jumps == 20 && peeker.openings == 0 && profit == 0, "SEED=\(seed)")
    }
  }

  @Test func `who hears of it a nanosecond early makes the jump less the spread, each time`() {
    for seed in TestRun.seeds(3) {
      let (peeker, profit) = run(
        JumpTape.events(jumps: 20, seed: seed, leak: Nanoseconds(1)))
      let each = (JumpTape.jump - 2 * JumpTape.halfSpread) * 10
      #expect(peeker.openings == 20 && profit == 20 * each, "SEED=\(seed)")
    }
  }

  @Test func `the peeker is saved and read back like any strategy`() {
    expectSound(PeekingStrategy.self, run(JumpTape.events(jumps: 3)).peeker.encoded())
  }
}
