import Core
import OrderFlowSim
import Samples
import Testing

@Suite struct ClockTests {
  static let ticks: [(String, Int64)] = [("1ms", 1_000_000), ("7us", 7_000), ("30ms", 30_000_000)]

  @Test(arguments: ticks)
  func `INV-SIM-8: on a fixed clock every event lies on a tick`(text: String, tick: Int64) throws {
    let run = try MarketRun("duration=500ms faults.duplicates=5% clock=" + text)
    #expect(run.events.count > 100)
    #expect(run.events.allSatisfy { $0.time.nanoseconds % tick == 0 })
  }

  @Test func `in event time hardly anything lies on a millisecond`() throws {
    let run = try MarketRun("duration=500ms")
    #expect(run.events.count { $0.time.nanoseconds % 1_000_000 == 0 } < 5)
  }

  @Test func `INV-SIM-8: event time never goes back`() throws {
    for clock in ["event", "2ms"] {
      let times = try MarketRun("duration=500ms faults.reordering=5% clock=" + clock)
        .events.map(\.time)
      #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    }
  }

  @Test func `a tick of a nanosecond is event time`() throws {
    let (event, tick) = (try MarketRun("duration=300ms"), try MarketRun("duration=300ms clock=1ns"))
    // Handling all that fits into a tick differs only where service takes less than one.
    #expect(event.events == tick.events)
  }

  @Test func `an agent acts once a tick at most`() throws {
    let run = try MarketRun(
      "duration=500ms clock=50ms noise.count=1 noise.rate=1000 maker.count=0 momentum.count=0 "
        + "inventory.count=0 feedback=0")
    #expect((8...11).contains(run.metrics.messagesSent))
  }

  @Test func `within a tick the venue handles as many messages as their service time allows`()
    throws
  {
    let run = try MarketRun(
      "duration=500ms clock=10ms inbox.service=4ms inbox.capacity=1000 maker.rate=100")
    let ticks = run.events.filter { $0.payload.requestKind != nil }.map(\.time.nanoseconds)
    let fullest = Set(ticks).map { tick in ticks.count { $0 == tick } }.max()
    #expect(fullest == 2 && run.simulator.queueDepth > 5)
  }
}
