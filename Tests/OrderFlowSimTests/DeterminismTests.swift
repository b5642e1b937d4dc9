import Core
import OrderFlowSim
import Samples
import Testing

@Suite struct DeterminismTests {
  /// Every mechanic at once.
  static let busy =
    "duration=600ms symbols=ACME:100.00,BETA:25.00 inbox.capacity=6 inbox.service=400us "
    + "regimes=calm:100ms,burst:orders=120:spike=6:half-life=40ms,cancel-storm:120ms:storm=3 "
    + "faults.loss=1% faults.duplicates=2% faults.reordering=2% jitter.cancel=3ms"

  @Test(arguments: ["duration=1s", busy, busy + " clock=1ms", busy + " inbox.overflow=block"])
  func `INV-SIM-1: the same configuration gives the same tape, report and state`(
    settings: String
  ) throws {
    let (first, second) = (try MarketRun(settings), try MarketRun(settings))
    #expect(first.events == second.events)
    #expect(first.report.text == second.report.text)
    #expect(first.simulator.encoded() == second.simulator.encoded())
  }

  @Test func `another seed is another tape of the same market`() throws {
    let runs = try (1...5).map { try MarketRun("duration=300ms seed=\($0)") }
    let hashes = runs.map(\.simulator.hash.value)
    #expect(Set(hashes).count == 5)
    #expect(Set(runs.map(\.simulator.configuration.hash)).count == 1)
  }

  @Test(arguments: [1, 777, 1_000_000, 13_000_001, 1_000_000_000])
  func `INV-SIM-1: steps of any size give the same tape`(step: Int64) throws {
    let whole = try MarketRun("duration=250ms clock=1us")
    var simulator = Simulator(whole.simulator.configuration)
    var events: [Event] = []
    while let deadline = simulator.nextDeadline {
      let start = simulator.now
      // A step of 1 ns would take a day: whoever steps may skip to what is next.
      simulator.advance(to: max(deadline, start.advanced(by: Nanoseconds(step))), into: &events)
    }
    #expect(events == whole.events)
    #expect(simulator.encoded() == whole.simulator.encoded())
  }

  @Test func `a step before the next deadline does nothing`() throws {
    var simulator = Simulator(try SimulatorConfiguration("duration=1s"))
    var events: [Event] = []
    simulator.advance(to: .zero, into: &events)
    let count = events.count
    let deadline = try #require(simulator.nextDeadline)
    simulator.advance(to: deadline.advanced(by: Nanoseconds(-1)), into: &events)
    #expect(events.count == count && simulator.nextDeadline == deadline)
  }

  @Test func `more symbols and agents move no draw of those that were there`() throws {
    // A venue without delay, so that symbols share nothing but the numbering of orders.
    let settings =
      "duration=300ms latency=0s jitter.new=0s jitter.cancel=0s jitter.amend=0s inbox.service=0s"
    func market(_ run: MarketRun) -> [[Int64]] {
      run.events.filter { $0.instrument == 1 }.map { event in
        var figures = [event.time.nanoseconds, Int64(event.kind.rawValue)]
        if case .trade(let trade) = event.payload {
          figures += [trade.price.rawValue, trade.quantity.rawValue]
        }
        return figures
      }
    }
    let alone = try MarketRun(settings)
    let beside = try MarketRun(settings + " symbols=ACME:100.00,BETA:25.00")
    #expect(market(alone).count > 200 && market(beside) == market(alone))
  }
}

extension DeterminismTests {
  @Test(arguments: [busy, busy + " clock=500us", busy + " inbox.overflow=block"])
  func `INV-SIM-1: a market saved at any event and taken up again is the uninterrupted one`(
    settings: String
  ) throws {
    let settings = settings + " duration=150ms"
    let whole = try MarketRun(settings)
    for limit in stride(from: 1, to: whole.events.count, by: max(1, whole.events.count / 12)) {
      let first = try MarketRun(settings + " events=\(limit)")
      let bytes = first.simulator.encoded()
      var reader = ByteReader(bytes)
      var restored = try Simulator(decoding: &reader)
      try reader.finish()
      #expect(restored.encoded() == bytes, "events=\(limit)")
      restored.extend(duration: whole.simulator.configuration.duration, eventLimit: 0)
      let second = MarketRun(restored)
      #expect(first.events + second.events == whole.events, "events=\(limit)")
      #expect(second.report.text == whole.report.text, "events=\(limit)")
      #expect(second.simulator.encoded() == whole.simulator.encoded(), "events=\(limit)")
    }
  }

  @Test func `a run goes on past its duration as if it had been longer`() throws {
    let long = try MarketRun("duration=500ms")
    var short = try MarketRun("duration=200ms").simulator
    short.extend(duration: .milliseconds(500), eventLimit: 0)
    let rest = MarketRun(short)
    #expect(rest.simulator.encoded() == long.simulator.encoded())
  }
}
