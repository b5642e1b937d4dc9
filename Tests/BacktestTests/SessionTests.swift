import Backtest
import Core
import Engine
import ExecSim
import OrderFlowSim
import Samples
import Strategy
import Testing

@Suite struct SessionTests {
  /// Three seconds of the default market.
  static func market(seed: UInt64 = 42, seconds: Int64 = 3) -> MarketTape {
    var configuration = SimulatorConfiguration()
    configuration.seed = seed
    configuration.duration = Nanoseconds(seconds * Nanoseconds.second.count)
    var simulator = Simulator(configuration)
    var events: [Event] = []
    while let deadline = simulator.nextDeadline { simulator.advance(to: deadline, into: &events) }
    return MarketTape(
      name: "simulated", header: simulator.header, events: events, hash: simulator.hash.value)
  }

  static func hash(_ session: borrowing Session, _ market: MarketTape, _ plan: BacktestPlan)
    -> UInt64
  {
    let identity = RunIdentity(
      market: market.name, seed: plan.seed, marketHash: market.hash,
      marketEvents: UInt64(market.events.count), settings: plan.settings)
    return BacktestReport(session, identity: identity).traceHash
  }

  @Test(arguments: ["market-maker", "trend-follower", "mean-reversion", "twap"])
  func `INV-SESSION-1: stretches, steps and a second run of the same inputs give the same hash`(
    strategy: String
  ) throws {
    let market = Self.market()
    var plan = BacktestPlan()
    try plan.apply(key: "strategies", text: strategy)
    let whole = try market.report(plan).traceHash
    #expect(try market.report(plan).traceHash == whole)
    for chunk in [1, 7, 1_000] {
      var session = try plan.session(on: market.header)
      var place = 0
      while place < market.events.count {
        let next = min(place + chunk, market.events.count)
        session.append(Array(market.events[place..<next]))
        place = next
        // Small steps in between, as a paced run takes them.
        while let time = session.nextTime {
          session.advance(to: time.advanced(by: Nanoseconds(1_000_000)))
        }
      }
      session.completeTape()
      session.advance()
      #expect(session.isFinished)
      #expect(Self.hash(session, market, plan) == whole, "chunk \(chunk)")
    }
  }

  @Test func `INV-SESSION-1: put back to its beginning in one process, a session repeats itself`()
    throws
  {
    let (market, other) = (Self.market(), Self.market(seed: 43))
    let plan = BacktestPlan()
    var session = try plan.session(on: market.header)
    let beginning = session.encoded()
    func run(_ tape: MarketTape) -> UInt64 {
      session.append(tape.events)
      session.completeTape()
      session.advance()
      return Self.hash(session, tape, plan)
    }
    let first = run(market)
    // Another market in between leaves nothing behind: the value is all there is.
    for tape in [other, market, market] {
      var reader = ByteReader(beginning)
      session = try Session(decoding: &reader)
      try reader.finish()
      #expect((run(tape) == first) == (tape.hash == market.hash))
    }
  }

  @Test func `an order far from the market never trades, and one at the market does`() throws {
    var plan = BacktestPlan()
    try plan.apply(key: "strategies", text: "twap")
    let report = try Self.market().report(plan)
    let traded = try #require(report.seats.first)
    #expect(traded.fills > 0)
    #expect(report.fills.allSatisfy { $0.cause != nil && $0.because.rawValue > 0 })
  }

  @Test func `before the window nobody trades, and behind it nothing is read`() throws {
    let market = Self.market()
    var plan = BacktestPlan()
    try plan.apply(key: "from", text: "500ms")
    try plan.apply(key: "to", text: "2500ms")
    let report = try market.report(plan)
    let start = try #require(market.events.first?.time)
    #expect(report.fills.isEmpty == false)
    for fill in report.fills {
      #expect(fill.time.since(start).count >= 500_000_000)
      #expect(fill.time.since(start).count <= 2_500_000_000)
    }
  }
}
