import Core
import OrderFlowSim
import Samples
import Testing

private let settings = "duration=3s inbox.capacity=4 faults.duplicates=2%"

/// A run that stops before some of the venue's works, does each of those alone, and is saved and
/// read back now and then.
private func watched(_ simulator: Simulator, _ random: inout RandomStream) throws -> (
  events: [Event], works: [ArraySlice<Event>], end: Simulator
) {
  var (simulator, events, works) = (simulator, [Event](), [ArraySlice<Event>]())
  while !simulator.isFinished {
    var services = random.bounded(20)
    let limit = simulator.now.advanced(by: .milliseconds(Int64(random.bounded(30))))
    if simulator.advance(to: limit, passing: &services, into: &events) {
      #expect(services == 0)
      let first = events.count
      #expect(simulator.step(upTo: limit, into: &events))
      works.append(events[first...])
    } else if let next = simulator.nextDeadline, next > limit {
      simulator.step(upTo: next, into: &events)
    }
    if random.bounded(10) == 0 {
      var reader = ByteReader(simulator.encoded())
      simulator = try Simulator(decoding: &reader)
    }
  }
  return (events, works, simulator)
}

@Test func `INV-SIM-1: a market that is stopped before the venue's works is the same market`()
  throws
{
  var random = RandomStream(masterSeed: TestRun.seed, name: "stepping")
  for clock in ["event", "5ms"] {
    let run = try MarketRun("\(settings) clock=\(clock)")
    let market = Simulator(try SimulatorConfiguration("\(settings) clock=\(clock)"))
    let (events, works, end) = try watched(market, &random)
    #expect(events == run.events, "SEED=\(TestRun.seed)")
    #expect(end.encoded() == run.simulator.encoded(), "SEED=\(TestRun.seed)")
    // Each piece of work begins with a request that the venue takes up; some clocks bring several.
    #expect(works.count > 10)
    for work in works {
      #expect(work.first.map { [.newOrder, .cancel, .amend].contains($0.kind) } == true)
    }
  }
}

@Test func `counting down passes over exactly so many of the venue's works`() throws {
  let configuration = try SimulatorConfiguration(settings)
  var (all, some) = (Simulator(configuration), Simulator(configuration))
  var (events, works) = ([Event](), 0)
  var none: UInt64 = 0
  while all.advance(to: .farthest, passing: &none, into: &events) {
    works += 1
    all.step(upTo: .farthest, into: &events)
  }
  var passed = UInt64(works)
  #expect(!some.advance(to: .farthest, passing: &passed, into: &events) && passed == 0)
  passed = UInt64(works - 1)
  some = Simulator(configuration)
  #expect(some.advance(to: .farthest, passing: &passed, into: &events) && passed == 0)
  #expect(!some.isFinished)
}
