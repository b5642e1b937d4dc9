import Core
import OrderBook
import OrderFlowSim
import OrderState
import Samples
import Testing

/// Markets that are looked at after every step.
@Suite struct SoundnessTests {
  @Test(arguments: ["", "clock=1ms", "inbox.overflow=block", "inbox.overflow=reject"])
  func `INV-SIM-3: after every step accounts, books, queues and counters agree`(
    settings: String
  ) throws {
    var simulator = Simulator(
      try SimulatorConfiguration(DeterminismTests.busy + " duration=60ms " + settings))
    var events: [Event] = []
    while let deadline = simulator.nextDeadline {
      simulator.advance(to: deadline, into: &events)
      #expect(simulator.invariantViolations() == [], "at \(deadline.nanoseconds) ns")
    }
    #expect(events.count > 100)
  }
}

/// Markets drawn at random: any settings together, none foreseen.
@Suite struct SwarmTests {
  private static func drawn(_ random: inout RandomStream) -> String {
    func pick(_ texts: String...) -> String { texts[Int(random.bounded(UInt64(texts.count)))] }
    func phase(_ name: String) -> String {
      name + ":" + pick("20ms", "90ms", "orders=50", "trades=9")
        + pick("", ":flow=0.5", ":flow=3", ":flow=0") + pick("", ":storm=1", ":storm=4")
    }
    return [
      "seed=\(random.next())", "events=1500", "duration=3s",
      "symbols=" + pick("A", "A:10.00,B:99999.99", "A,B,C"),
      "clock=" + pick("event", "1ms", "13us"),
      "regimes=" + phase("a") + "," + phase("b") + ",c:30ms:spike=30:half-life=7ms",
      "noise.count=" + pick("0", "3", "20"), "noise.rate=" + pick("5", "80"),
      "noise.size=" + pick("1", "20", "300"), "maker.count=" + pick("0", "1", "5"),
      "maker.size=" + pick("1", "50", "3000"), "maker.half-spread=" + pick("1", "2", "60"),
      "momentum.count=" + pick("0", "4"), "inventory.count=" + pick("1", "6"),
      "storm.count=" + pick("0", "1", "5"), "position-limit=" + pick("1", "30", "1000", "1000000"),
      "inbox.capacity=" + pick("1", "4", "256"), "inbox.service=" + pick("0s", "20us", "2ms"),
      "inbox.overflow=" + pick("drop-oldest", "drop-newest", "reject", "block"),
      "latency=" + pick("0s", "150us", "40ms"), "jitter.new=" + pick("0s", "5ms"),
      "jitter.cancel=" + pick("0s", "100us", "60ms"), "jitter.amend=" + pick("0s", "9ms"),
      "faults.loss=" + pick("0%", "0%", "4%"), "faults.duplicates=" + pick("0%", "8%"),
      "faults.reordering=" + pick("0%", "8%"), "faults.late=" + pick("accept", "drop"),
    ].joined(separator: " ")
  }

  @Test func `INV-SIM-2: markets of random settings are sound, and every order's life is legal`()
    throws
  {
    var random = RandomStream(masterSeed: TestRun.seed, name: "swarm")
    for market in 0..<30 * TestRun.scale {
      let settings = Self.drawn(&random)
      let run = try MarketRun(settings)
      let place: Comment = "SEED=\(TestRun.seed) market \(market): \(settings)"
      #expect(run.simulator.invariantViolations() == [], place)
      #expect(run.metrics.lifecycleViolations == 0, place)
      // The same judged from the tape alone, by those who never saw the simulator.
      var register = OrderRegister()
      for event in run.events { try? register.apply(event) }
      #expect(register.counters.violationCount == 0, place)
      #expect(register.liveCount == run.simulator.restingOrders, place)
      #expect(run.reportsOfFreshEngine == run.reports, place)
      var reader = ByteReader(run.simulator.encoded())
      #expect(throws: Never.self, place) { try Simulator(decoding: &reader) }
    }
  }
}

extension MarketRun {
  /// What the matching engine answered, as the tape has it.
  fileprivate var reports: [EventPayload] {
    events.map(\.payload).filter { payload in
      if case .reject(let reject) = payload, reject.reason == .queueFull { return false }
      return payload.requestKind == nil
        && ![.regime, .gap, .drop].contains(payload.kind)
    }
  }

  /// What an engine of its own answers to the tape's requests.
  fileprivate var reportsOfFreshEngine: [EventPayload] {
    var engine = MatchingEngine(header.instruments)
    var reports: [EventPayload] = []
    for (event, answer) in zip(events, events.dropFirst()) {
      guard let instrument = event.instrument, event.payload.requestKind != nil else { continue }
      var refusal: RejectReason?
      if case .reject(let reject) = answer.payload { refusal = reject.reason }
      if refusal == .queueFull { continue }
      engine.handle(
        event.payload, instrument: instrument,
        refusal: refusal == .positionLimit ? refusal : nil, into: &reports)
    }
    return reports
  }
}
