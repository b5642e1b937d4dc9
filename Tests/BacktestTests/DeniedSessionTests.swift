import Backtest
import Core
import Risk
import Samples
import Testing

/// Strategies driven past each limit, over the whole way: settings, gate, engine, venue, tape.
@Suite struct DeniedSessionTests {
  struct Case: CustomTestStringConvertible {
    let reason: RiskReason
    let settings: [(String, String)]

    init(_ reason: RiskReason, _ settings: (String, String)...) {
      self.reason = reason
      self.settings = settings
    }

    var testDescription: String { "\(reason.token)" }
  }

  /// The settings that each rule is broken under, by strategies that know of none.
  static let cases = [
    Case(.staleMarket, ("market-age", "1us")), Case(.orderSize, ("order-size", "1")),
    Case(.priceCollar, ("collar", "0.01%")), Case(.orderNotional, ("order-value", "50")),
    Case(.duplicateOrder, ("duplicate-window", "1m")), Case(.openOrders, ("open-orders", "1")),
    Case(.strategyOrders, ("strategy-orders", "1")), Case(.positionLimit, ("position", "3")),
    Case(.strategyBudget, ("strategy-budget", "100")), Case(.leverage, ("leverage", "0.1")),
    Case(.margin, ("margin", "on"), ("margin-rate", "1000%")),
    Case(.orderRate, ("order-rate", "1/1m")),
    Case(.strategyThrottle, ("strategy-rate", "1/1m")), Case(.dailyLoss, ("daily-loss", "0.01")),
    Case(.drawdown, ("drawdown", "0.01")),
    Case(.denialStorm, ("position", "1"), ("denials", "1/1m")),
  ]

  private static func inputs(_ settings: [(String, String)]) throws -> [SessionInput] {
    var plan = BacktestPlan()
    for (key, text) in [
      ("strategies", "market-maker,trend-follower,twap"), ("capital", "5000"),
      ("fees", "0.05%:0.05%"), ("mark-interval", "20ms"), ("trend-follower.bars", "10ms"),
      ("trend-follower.fast", "2"), ("trend-follower.slow", "5"), ("twap.delay", "5ms"),
      ("twap.duration", "800ms"), ("market-maker.interval", "5ms"),
      ("market-maker.warm-up", "20ms"),
    ] { try plan.apply(key: key, text: text) }
    for (name, text) in settings { try plan.apply(key: "limits.\(name)", text: text) }
    let market = SessionTests.market(seconds: 1)
    return [.opened(SessionOpening(plan, header: market.header))]
      + market.events.map(SessionInput.market) + [.marketOver]
  }

  /// The session's tape, saved and read back before the n-th input.
  private static func tape(_ inputs: [SessionInput], stopAt stop: Int? = nil) throws -> [Event] {
    var machine = SessionMachine()
    var tape: [Event] = []
    for (place, input) in inputs.enumerated() {
      if place == stop {
        var reader = ByteReader(machine.encoded())
        machine = try SessionMachine(decoding: &reader)
      }
      machine.apply(input, into: &tape)
    }
    return tape
  }

  @Test(arguments: cases)
  func `INV-RISK-4: past a limit all are denied alike, again and after a restart`(given: Case)
    throws
  {
    let inputs = try Self.inputs(given.settings)
    let tape = try Self.tape(inputs)
    let decisions = tape.compactMap { event -> RiskDecision? in
      guard case .riskDecision(let decision) = event.payload else { return nil }
      return decision
    }
    let first = try #require(decisions.first { $0.reason == given.reason }, "nobody was stopped")
    #expect(first.observed > first.limit || given.reason == .duplicateOrder)
    #expect(try Self.tape(inputs) == tape)
    let place = try #require(tape.firstIndex { $0.kind == .riskDecision })
    for stop in [inputs.count / 4, inputs.count / 2, min(place, inputs.count - 1)] {
      #expect(try Self.tape(inputs, stopAt: stop) == tape)
    }
  }

  @Test func `every rule that a setting switches on is among them`() {
    let fields = Set(LimitSetting.all.map(\.field))
    let reasons = RiskCatalogue.entries.filter { fields.contains($0.field) }.map(\.reason)
    #expect(Set(Self.cases.map(\.reason)) == Set(reasons))
  }
}
