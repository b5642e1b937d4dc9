import Backtest
import Core
import ExecSim
import Samples
import Testing

/// One table of settings serves flags, files, sweeps and reports: what is read can be written.
@Suite struct PlanSettingTests {
  @Test(arguments: ["ideal", "realistic"])
  func `what a plan says of itself makes the same plan again`(model: String) throws {
    var plan = BacktestPlan()
    for (key, text) in Self.good where key != "strategies" { try plan.apply(key: key, text: text) }
    try plan.apply(key: "exec", text: model)
    var copy = BacktestPlan()
    for setting in plan.settings { try copy.apply(key: setting.name, text: setting.value) }
    #expect(copy.settings == plan.settings)
    #expect(copy.execution == plan.execution)
  }

  static let good: [(String, String)] = [
    ("seed", "7"), ("strategies", "twap,trend-follower"), ("capital", "5000.50000000"),
    ("mark-interval", "250ms"), ("from", "1s"), ("to", "90s"), ("to", "end"),
    ("fees", "-0.01%:0.05%"), ("multipliers", "ES=50,NQ=20"), ("exec.feed", "fixed:2ms"),
    ("exec.entry", "uniform:1ms:3ms"), ("exec.response", "skewed:500us:2ms"),
    ("exec.receive-times", "true"), ("exec.policy", "counterfactual"), ("exec.queue", "power:3"),
    ("exec.queue", "log"), ("exec.queue", "front"), ("exec.slippage", "none"),
    ("exec.slippage", "spread:25%"), ("exec.slippage", "price:0.01%"),
    ("exec.slippage", "volatility:10%"), ("exec.stale-after", "5s"),
    ("exec.stale-after", "never"), ("limits.order-size", "100"), ("limits.position", "none"),
    ("limits.open-orders", "8"), ("limits.daily-loss", "500"), ("limits.drawdown", "200.5"),
    ("market-maker.quantity", "3"),
  ]

  @Test(arguments: good)
  func `a setting reads back as it was written`(key: String, text: String) throws {
    var plan = BacktestPlan()
    try plan.apply(key: key, text: text)
    let setting = PlanSetting.all.first { $0.key == key }
    #expect((setting?.read(plan) ?? text) == text)
  }

  static let bad: [(String, String, String)] = [
    ("seed", "-1", "0"), ("strategies", "", "name"), ("strategies", "twap,twap", "once"),
    ("capital", "much", "0"), ("mark-interval", "0ms", "above 0"), ("from", "soon", "250ms"),
    ("fees", "1%", "MAKER:TAKER"), ("fees", "0.1:0.1", "MAKER:TAKER"),
    ("multipliers", "ES", "ES=50"), ("exec", "perfect", "realistic"),
    ("exec.entry", "slow", "fixed:1ms"), ("exec.policy", "fair", "faithful"),
    ("exec.queue", "power:9", "8"), ("exec.queue", "middle", "risk-averse"),
    ("exec.slippage", "some", "spread"), ("exec.slippage", "size:1%", "spread"),
    ("exec.receive-times", "yes", "true"), ("exec.speed", "1", "one of"),
    ("colour", "red", "one of"),
  ]

  @Test(arguments: bad)
  func `what cannot be meant is refused with what is expected`(
    key: String, text: String, expected: String
  ) {
    var plan = BacktestPlan()
    let before = plan.settings
    do throws(PlanError) {
      try plan.apply(key: key, text: text)
      Issue.record("\(key)=\(text) was taken")
    } catch {
      #expect(error.key == key && error.text == text)
      #expect(error.description.contains(expected), "\(error)")
    }
    #expect(plan.settings == before)
  }

  @Test(arguments: [
    ("strategies", "oracle"), ("market-maker.colour", "red"), ("market-maker.quantity", "-1"),
    ("limits.order-size", "0.00000001"),
  ])
  func `what does not fit strategy or market is refused when the session is made`(
    key: String, text: String
  ) throws {
    let market = SessionTests.market(seconds: 1)
    var plan = BacktestPlan()
    try plan.apply(key: key, text: text)
    #expect(throws: PlanError.self) { try plan.session(on: market.header) }
  }

  @Test func `a tape without instruments is refused`() {
    #expect(throws: PlanError.self) { try BacktestPlan().session(on: TapeHeader()) }
  }
}
