import Backtest
import Core
import Engine
import ExecSim
import Samples
import Testing

/// A session is saved where it stands and read back, engine, venue, strategies and books with it.
@Suite struct SavedSessionTests {
  private static let strategies = "market-maker,trend-follower,mean-reversion,twap"

  /// All four strategies, made quick enough to trade within a second.
  static func plan(_ model: String) throws -> BacktestPlan {
    var plan = BacktestPlan()
    for (key, text) in [
      ("exec", model), ("strategies", strategies), ("mark-interval", "50ms"),
      ("fees", "-0.01%:0.05%"), ("limits.position", "60"), ("trend-follower.bars", "20ms"),
      ("trend-follower.fast", "2"), ("trend-follower.slow", "5"), ("mean-reversion.bars", "20ms"),
      ("mean-reversion.window", "6"), ("twap.delay", "10ms"), ("twap.duration", "900ms"),
    ] {
      try plan.apply(key: key, text: text)
    }
    return plan
  }

  private func reread<Value: Persistable>(_ value: Value) throws -> Value {
    let bytes = value.encoded()
    var reader = ByteReader(bytes)
    let copy = try Value(decoding: &reader)
    try reader.finish()
    #expect(copy.encoded() == bytes)
    return copy
  }

  @Test(arguments: ["ideal", "realistic"])
  func `INV-SESSION-2: saved and read back at every step, a session goes on as if nothing was`(
    model: String
  ) throws {
    let market = SessionTests.market(seconds: 1)
    let events = Array(market.events.prefix(250 * TestRun.scale))
    let plan = try Self.plan(model)
    var straight = try plan.session(on: market.header, keepsTape: true)
    var saved = try plan.session(on: market.header, keepsTape: true)
    for (place, event) in events.enumerated() {
      straight.append([event])
      saved.append([event])
      straight.advance()
      while let time = saved.nextTime {
        saved.advance(to: time)
        saved = try reread(saved)
      }
      if place == 200 {
        let party = plan.operatorParty(on: market.header)
        straight.command(.flatten, from: party, at: straight.commandPlace.time)
        saved.command(.flatten, from: party, at: saved.commandPlace.time)
      }
    }
    straight.completeTape()
    saved.completeTape()
    straight.advance()
    saved = try reread(saved)
    saved.advance()
    #expect(straight.isFinished && saved.isFinished)
    #expect(straight.record.tallies.contains { $0.orders > 0 })
    #expect(straight.encoded() == saved.encoded())
  }

  @Test func `INV-ENGINE-3: saved and read back at every input, an engine asks for the same`()
    throws
  {
    let market = SessionTests.market(seconds: 1)
    let plan = try Self.plan("realistic")
    var session = try plan.session(on: market.header, keepsTape: true)
    let fresh = session.engine
    session.append(Array(market.events.prefix(800 * TestRun.scale)))
    session.completeTape()
    session.advance()
    var tape: [Event] = []
    session.takeTape(into: &tape)
    // The session's tape has the engine's inputs, with the times of their arrival, and its outputs.
    var (straight, saved) = (fresh, fresh)
    var (effects, again): ([Event], [Event]) = ([], [])
    let start = market.events[0].time
    straight.start(at: start, into: &effects)
    saved.start(at: start, into: &again)
    for event in tape where !isOutput(event, of: fresh) {
      let time = event.receiveTime ?? event.time
      straight.apply(event, at: time, into: &effects)
      saved = try reread(saved)
      saved.apply(event, at: time, into: &again)
    }
    #expect(effects == again)
    #expect(effects == tape.filter { isOutput($0, of: fresh) })
    #expect(effects.count > 10)
    #expect(straight.encoded() == saved.encoded())
    #expect(saved.decisionHash == session.engine.decisionHash)
  }

  private func isOutput(_ event: Event, of engine: Engine) -> Bool {
    if case .riskDecision = event.payload { return true }
    return event.payload.requestKind != nil && engine.seat(of: event.source) != nil
  }

  @Test func `no bytes trap the reader of a session, and what it takes encodes to itself`() throws {
    let market = SessionTests.market(seconds: 1)
    var session = try Self.plan("realistic").session(on: market.header)
    session.append(Array(market.events.prefix(400)))
    session.advance()
    let bytes = session.encoded()
    var random = RandomStream(masterSeed: TestRun.seed, name: "spoilt sessions")
    for round in 0..<200 * TestRun.scale {
      var changed = bytes
      if round % 2 == 0 {
        changed[Int(random.bounded(UInt64(bytes.count)))] ^= UInt8(1 << random.bounded(8))
      } else {
        changed.removeLast(Int(random.bounded(UInt64(bytes.count))) + 1)
      }
      var reader = ByteReader(changed)
      guard let copy = try? Session(decoding: &reader), (try? reader.finish()) != nil else {
        continue
      }
      #expect(copy.encoded() == changed, "SEED=\(TestRun.seed), round \(round)")
    }
  }

  @Test(arguments: ["ideal", "realistic"])
  func `runs of market events are what steps of one moment are, to the last decision`(
    model: String
  ) throws {
    let market = SessionTests.market(seconds: 2)
    var fills = 0
    for strategies in ["twap", "trend-follower", Self.strategies] {
      var plan = try Self.plan(model)
      try plan.apply(key: "strategies", text: strategies)
      var runs = try plan.session(on: market.header)
      runs.append(market.events)
      runs.completeTape()
      var steps = runs
      runs.advance()
      while let time = steps.nextTime { steps.advance(to: time) }
      #expect(runs.encoded() == steps.encoded(), "\(strategies)")
      fills += runs.record.fills.count
    }
    #expect(fills > 20)
  }
}
