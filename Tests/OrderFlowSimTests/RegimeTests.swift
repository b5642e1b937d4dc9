import Core
import OrderFlowSim
import Samples
import Testing

@Suite struct RegimePhaseTests {
  static let decay: [(milliseconds: Int64, flow: UInt64)] = [
    // A spike of 9 over a flow of 1 with a half-life of 100 ms: the excess of 8 halves.
    (-5, 1000), (0, 9000), (25, 8000), (50, 7000), (100, 5000), (150, 4000), (200, 3000),
    (300, 2000), (400, 1500), (500, 1250), (1000, 1008), (1300, 1001), (1400, 1000),
    (10_000, 1000), (9_000_000_000, 1000),
  ]

  @Test(arguments: decay)
  func `the excess of a spike halves every half-life, straight between`(
    milliseconds: Int64, flow: UInt64
  ) {
    let phase = RegimePhase(
      name: "burst", end: .orders(1), spike: 9000, halfLife: .milliseconds(100))
    let found = phase.flow(after: .milliseconds(milliseconds))
    // Halves of odd excesses round down.
    #expect(found == flow || found + 1 == flow)
  }

  @Test func `flow only falls from spike to flow, whatever the figures`() {
    var random = RandomStream(masterSeed: TestRun.seed, name: "decay")
    for round in 0..<200 {
      let flow = random.bounded(1_000_000_000)
      let phase = RegimePhase(
        name: "burst", end: .orders(1), flow: flow, spike: flow + random.bounded(1_000_000_000),
        halfLife: Nanoseconds(random.integer(in: 0...(1 << 60))))
      var last = phase.spike
      for elapsed in [0, 1, 999, 1 << 30, 1 << 50, 1 << 60, Int64.max] {
        let now = phase.flow(after: Nanoseconds(elapsed))
        #expect((phase.flow...last).contains(now), "SEED=\(TestRun.seed) round \(round)")
        last = now
      }
    }
  }

  @Test func `a phase without spike keeps its flow`() {
    for flow: UInt64 in [0, 500, 1000] {
      let phase = RegimePhase(name: "calm", end: .trades(5), flow: flow)
      #expect(phase.spike == flow && phase.flow(after: .second) == flow)
    }
  }
}

@Suite struct RegimeScriptTests {
  static let texts: [(text: String, canonical: String)] = [
    ("calm:4s", "calm:4s"), ("calm:4000ms", "calm:4s"), ("a:1ms", "a:1ms"),
    ("calm:orders=500", "calm:orders=500"), ("calm:trades=1:flow=0.25", "calm:trades=1:flow=0.25"),
    ("x:1s:flow=1", "x:1s"), ("x:1s:flow=2:spike=2", "x:1s:flow=2"),
    ("x:1s:spike=8", "x:1s:spike=8:half-life=1s"),
    ("x:1s:half-life=5ms:storm=1:spike=1.5", "x:1s:spike=1.5:half-life=5ms:storm=1"),
    ("a:1m,b:1h:storm=0.001,a:2s", "a:1m,b:1h:storm=0.001,a:2s"),
    (RegimeScript.standard.text, RegimeScript.standard.text),
  ]

  @Test(arguments: texts)
  func `a script's text has one canonical form that reads back`(
    text: String, canonical: String
  ) throws {
    let script = try RegimeScript(text: text)
    #expect(script.text == canonical)
    #expect(try RegimeScript(text: canonical).text == canonical)
  }

  static let errors: [(text: String, part: String)] = [
    ("", "NAME:DURATION"), ("calm", "NAME:DURATION"), ("calm:4s,", "NAME:DURATION"),
    (":4s", "NAME:DURATION"), ("ca lm:4s", "NAME:DURATION"), ("calm:4", "a duration"),
    ("calm:0s", "at least 1ms"), ("calm:999us", "at least 1ms"), ("calm:orders=0", "whole number"),
    ("calm:orders=", "whole number"), ("calm:trades=x", "whole number"),
    ("calm:4s:spike", "key=value"), ("calm:4s:speed=2", "flow, spike, half-life or storm"),
    ("calm:4s:flow=-1", "a number from"), ("calm:4s:flow=0.0001", "at most 3 decimals"),
    ("calm:4s:spike=0.5", "not below the flow"), ("calm:4s:flow=3:spike=2", "not below the flow"),
    ("calm:4s:half-life=x:spike=2", "a duration"), ("calm:4s:storm=1000001", "a number from"),
    (Array(repeating: "a:1s", count: 257).joined(separator: ","), "at most 256"),
  ]

  @Test(arguments: errors)
  func `a script that cannot be meant is refused with what was expected`(
    text: String, part: String
  ) {
    let failure = #expect(throws: SettingFailure.self) { try RegimeScript(text: text) }
    #expect(failure?.expected.contains(part) == true)
  }

  @Test func `names are those of first appearance, and phases repeat from the start`() throws {
    let script = try RegimeScript(text: "a:1s,b:1s,a:2s,c:1s")
    #expect(script.names == ["a", "b", "c"])
    #expect((0..<6).map { script.phase($0).name } == ["a", "b", "a", "c", "a", "b"])
  }
}

/// Scripts at work in whole markets.
@Suite struct RegimeTests {
  @Test func `phases that time ends change at their times and repeat from the start`() throws {
    let run = try MarketRun("duration=1s regimes=a:100ms,b:250ms,c:50ms")
    let times = run.phases.map { $0.time.nanoseconds / 1_000_000 }
    #expect(times == [0, 100, 350, 400, 500, 750, 800, 900])
    #expect(run.phases.map(\.name) == ["a", "b", "c", "a", "b", "c", "a", "b"])
  }

  static let thresholds: [(String, EventKind)] = [("orders", .newOrder), ("trades", .trade)]

  @Test(arguments: thresholds)
  func `phases that a threshold ends change right after the message that reaches it`(
    word: String, kind: EventKind
  ) throws {
    let run = try MarketRun("duration=3s regimes=a:\(word)=40,b:\(word)=15")
    #expect(run.phases.count > 4)
    var (count, limit): (Int, Int) = (0, 40)
    for event in run.events.dropFirst() {
      if event.kind == .regime {
        // One message may bring several trades, so the last one may go beyond.
        #expect(count >= limit && count < limit + 15, "event \(event.sequence.rawValue)")
        (count, limit) = (0, limit == 40 ? 15 : 40)
      }
      if event.kind == kind { count += 1 }
      if event.payload.requestKind != nil { #expect(count <= limit) }
    }
  }

  @Test func `storm bots are silent outside the phases that ask for a storm`() throws {
    let run = try MarketRun(
      "duration=1s latency=0s jitter.new=0s jitter.cancel=0s inbox.service=0s "
        + "regimes=calm:300ms,burst:200ms:spike=9,storm:200ms:storm=2")
    let bot = try #require(run.party("storm-1"))
    var regime = ""
    var stormy = 0
    for event in run.events {
      if case .regime(let change) = event.payload {
        regime = run.header.regimes.name(change.regime.rawValue) ?? ""
      }
      guard event.source == bot else { continue }
      stormy += 1
      #expect(regime == "storm", "event \(event.sequence.rawValue)")
    }
    #expect(stormy > 100)
  }

  @Test func `a burst brings its multiple of orders, a storm its cancels, makers quote alike`()
    throws
  {
    let base = "duration=1s maker.count=0 inventory.count=0 regimes="
    let calm = try MarketRun(base + "x:1s")
    let double = try MarketRun(base + "x:1s:flow=2")
    let ratio = double.metrics.messagesSent * 100 / calm.metrics.messagesSent
    #expect((170...230).contains(ratio))
    let storm = try MarketRun(base + "x:1s:storm=1")
    #expect(storm.count("cancels") > 2 * calm.count("cancels"))
    let makers = "duration=1s noise.count=0 momentum.count=0 inventory.count=0 latency=10s regimes="
    let (still, busy) = (try MarketRun(makers + "x:1s"), try MarketRun(makers + "x:1s:flow=9"))
    #expect(still.metrics.messagesSent == busy.metrics.messagesSent)
  }

  @Test func `a spike decays: the first half-life has most of a burst's orders`() throws {
    let run = try MarketRun(
      "duration=1s maker.count=0 inbox.service=0s regimes=burst:1s:spike=20:half-life=100ms")
    let times = run.events(.newOrder).map { $0.time.nanoseconds / 100_000_000 }
    let counts = (0..<10).map { tenth in times.count { $0 == tenth } }
    #expect(counts[0] > counts[1] && counts[1] > counts[3] && counts[0] > 5 * counts[9])
  }
}

@Suite struct EndOfRunTests {
  @Test func `a phase that would begin at the very end of a run is entered by what follows`()
    throws
  {
    let script = "regimes=a:100ms,b:100ms"
    let short = try MarketRun("duration=200ms " + script)
    #expect(short.phases.map(\.name) == ["a", "b"])
    #expect(short.figure("regimes.b.seconds") == .decimal("0.100"))
    var simulator = short.simulator
    simulator.extend(duration: .milliseconds(201), eventLimit: 0)
    #expect(MarketRun(simulator).phases.map(\.name) == ["a"])
    #expect(try MarketRun("duration=0s " + script).events.isEmpty)
  }

  @Test(arguments: [
    ("duration=250ms", "0.250"), ("duration=10s noise.rate=0 maker.rate=0", "10.000"),
    ("duration=250ms clock=100ms", "0.250"), ("duration=0s", "0.000"),
  ])
  func `a run that its duration ended lasted that long`(settings: String, seconds: String) throws {
    let run = try MarketRun(settings)
    #expect(run.figure("simulated_seconds") == .decimal(seconds))
    #expect(run.report.text.contains(" \(seconds)s of market "))
  }

  @Test func `a run that its events ended lasted to the last of them`() throws {
    let run = try MarketRun("events=300")
    #expect(run.simulator.reached == run.events.last?.time)
    #expect(run.simulator.reached < .zero.advanced(by: .second))
  }
}
