import Core
import Risk
import Samples
import Testing

/// One rule: what turns it on, and requests up to the limit and one beyond.
struct RuleCase: CustomTestStringConvertible, Sendable {
  let rule: RiskReason
  let turnOn: @Sendable (inout GateScenario.Draft) -> Void
  /// What is done before; each answer must be `ok`.
  var before: @Sendable (inout GateScenario) -> [String] = { _ in [] }
  let atLimit: @Sendable (inout GateScenario) -> String
  let beyond: @Sendable (inout GateScenario) -> String
  let expected: String

  var testDescription: String { "\(rule.token)" }
}

private let second = Nanoseconds.second

/// Rules that a limit turns on, in rank order.
private let cases: [RuleCase] = [
  RuleCase(
    rule: .staleMarket, turnOn: { $0.acme.maximumAge = second },
    before: {
      $0.wait(second.count, marketToo: false)
      return []
    },
    atLimit: { $0.ask(.buy, 1) },
    beyond: {
      $0.wait(1, marketToo: false)
      return $0.ask(.buy, 1)
    },
    expected: "stale-market 1000000001>1000000000"),
  RuleCase(
    rule: .orderSize, turnOn: { $0.acme.orderSize = 100 },
    atLimit: { $0.ask(.buy, 100) }, beyond: { $0.ask(.buy, 101) }, expected: "order-size 101>100"),
  RuleCase(
    rule: .priceCollar, turnOn: { $0.acme.collar = BasisPoints(500) },
    atLimit: { $0.ask(.buy, 1, at: 10_500) }, beyond: { $0.ask(.buy, 1, at: 10_501) },
    expected: "price-collar 501>500"),
  RuleCase(
    rule: .priceCollar, turnOn: { $0.acme.collar = BasisPoints(500) },
    atLimit: { $0.ask(.sell, 1, at: 9_500) }, beyond: { $0.ask(.sell, 1, at: 9_499) },
    expected: "price-collar 501>500"),
  RuleCase(
    rule: .orderNotional, turnOn: { $0.acme.orderNotional = Money(rawValue: 50_000) },
    atLimit: { $0.ask(.buy, 5) }, beyond: { $0.ask(.buy, 5, at: 10_001) },
    expected: "order-notional 50005>50000"),
  RuleCase(
    rule: .orderNotional, turnOn: { $0.future.orderNotional = Money(rawValue: 500_000) },
    atLimit: { $0.ask(.sell, 1, at: nil, 2) },
    beyond: {
      $0.reference = ReferencePrice(10_001, at: $0.now)
      return $0.ask(.sell, 1, at: nil, 2)
    },
    expected: "order-notional 500050>500000"),
  RuleCase(
    rule: .duplicateOrder, turnOn: { $0.acme.duplicateWindow = second },
    before: { [$0.ask(.buy, 7)] },
    atLimit: {
      $0.wait(second.count)
      return $0.ask(.buy, 7)
    },
    beyond: {
      $0.wait(second.count - 1)
      return $0.ask(.buy, 7)
    },
    expected: "duplicate-order 999999999>1000000000"),
  RuleCase(
    rule: .openOrders, turnOn: { $0.account.openOrders = OrderCount(2) },
    before: { [$0.ask(.buy, 1)] }, atLimit: { $0.ask(.sell, 2, by: 2) },
    beyond: { $0.ask(.buy, 3) }, expected: "open-orders 3>2"),
  RuleCase(
    rule: .strategyOrders, turnOn: { $0.one.openOrders = OrderCount(2) },
    before: { [$0.ask(.buy, 1), $0.ask(.buy, 1, by: 2), $0.ask(.buy, 1, by: 2)] },
    atLimit: { $0.ask(.sell, 2) }, beyond: { $0.ask(.buy, 3) }, expected: "strategy-orders 3>2"),
  RuleCase(
    rule: .positionLimit, turnOn: { $0.acme.position = 100 },
    before: {
      let answers = [$0.ask(.buy, 60, id: 900), $0.ask(.buy, 20, by: 2)]
      $0.fill(900, .buy, 60)
      return answers
    },
    atLimit: { $0.ask(.buy, 20) }, beyond: { $0.ask(.buy, 1) }, expected: "position-limit 101>100"),
  RuleCase(
    rule: .positionLimit, turnOn: { $0.acme.position = 100 },
    before: { [$0.ask(.sell, 40), $0.ask(.buy, 100)] },
    atLimit: { $0.ask(.sell, 60) }, beyond: { $0.ask(.sell, 1) }, expected: "position-limit 101>100"
  ),
  RuleCase(
    rule: .strategyBudget, turnOn: { $0.one.budget = Money(rawValue: 1_000_000) },
    before: { [$0.ask(.buy, 50), $0.ask(.buy, 500, by: 2)] },
    atLimit: { $0.ask(.sell, 1, 2) }, beyond: { $0.ask(.buy, 1) },
    expected: "strategy-budget 1010000>1000000"),
  RuleCase(
    rule: .leverage, turnOn: { $0.account.leverage = Leverage(hundredths: 250) },
    before: { [$0.ask(.buy, 100), $0.ask(.buy, 100, by: 2)] },
    atLimit: { $0.ask(.sell, 1, 2) }, beyond: { $0.ask(.buy, 1) }, expected: "leverage 251>250"),
  RuleCase(
    rule: .margin,
    turnOn: {
      $0.account.checksMargin = true
      $0.future.marginRate = BasisPoints(1_000)
    },
    before: { [$0.ask(.buy, 95)] },
    atLimit: { $0.ask(.sell, 1, 2) }, beyond: { $0.ask(.buy, 1) },
    expected: "margin 1010000>1000000"),
  RuleCase(
    rule: .orderRate, turnOn: { $0.account.orderRate = Pace(3, per: second) },
    before: { [$0.ask(.buy, 1), $0.ask(.buy, 1, by: 2)] },
    atLimit: { $0.amend(1, to: 2) }, beyond: { $0.ask(.buy, 1) }, expected: "order-rate 4>3"),
  RuleCase(
    rule: .strategyThrottle, turnOn: { $0.one.throttle = Pace(2, per: second) },
    before: { [$0.ask(.buy, 1), $0.ask(.buy, 1, by: 2), $0.ask(.buy, 1, by: 2)] },
    atLimit: { $0.ask(.buy, 1) }, beyond: { $0.ask(.buy, 1) }, expected: "strategy-throttle 3>2"),
]

@Test(arguments: cases)
func `INV-RISK-1: at the limit is allowed, one beyond is denied with the figures, by`(
  rule: RuleCase
) throws {
  var scenario = try GateScenario(rule.turnOn)
  #expect(rule.before(&scenario).allSatisfy { $0 == "ok" })
  // The two lie beside each other where the limit is a time, and behind each other elsewhere.
  var other = scenario
  #expect(rule.atLimit(&scenario) == "ok")
  let isAboutTime = [.staleMarket, .duplicateOrder].contains(rule.rule)
  let answer = isAboutTime ? rule.beyond(&other) : rule.beyond(&scenario)
  #expect(answer == rule.expected)
}

@Test(arguments: cases)
func `a request that a rule denies is let through where the rule is off,`(rule: RuleCase) throws {
  var scenario = try GateScenario()
  #expect(rule.before(&scenario).allSatisfy { $0 == "ok" })
  _ = rule.atLimit(&scenario)
  #expect(rule.beyond(&scenario) == "ok")
}

@Test(arguments: cases)
func `INV-RISK-4: a strategy beyond a limit is denied the same twice, and after a restart,`(
  rule: RuleCase
) throws {
  var scenario = try GateScenario(rule.turnOn)
  _ = rule.before(&scenario)
  if ![.staleMarket, .duplicateOrder].contains(rule.rule) { _ = rule.atLimit(&scenario) }
  let before = scenario
  let first = rule.beyond(&scenario)
  var again = before
  #expect(rule.beyond(&again) == first && first == rule.expected)
  #expect(again.decisions == scenario.decisions)
  #expect(again.gate.stateHash == scenario.gate.stateHash)
  var restarted = before
  try restarted.restart()
  #expect(rule.beyond(&restarted) == first)
  #expect(restarted.gate.encoded() == scenario.gate.encoded())
}

@Test func `the same order is found again among thousands of the window, whatever its neighbours`()
  throws
{
  var scenario = try GateScenario { $0.acme.duplicateWindow = second }
  for number in 1...3_000 {
    scenario.wait(1)
    let quantity = Quantity(integerLiteral: Int64(number))
    #expect(scenario.ask(number % 2 == 0 ? .buy : .sell, quantity) == "ok")
  }
  try scenario.restart()
  for number in stride(from: 1, through: 3_000, by: 7) {
    let quantity = Quantity(integerLiteral: Int64(number))
    let side: Side = number % 2 == 0 ? .buy : .sell
    #expect(scenario.ask(side, quantity) == "duplicate-order \(3_000 - number)>1000000000")
    #expect(scenario.ask(side.opposite, quantity) == "ok")
    #expect(scenario.ask(side, quantity, by: 2) == "ok")
    #expect(scenario.ask(side, quantity, at: nil) == "ok")
    #expect(scenario.ask(side, quantity, 2) == "ok")
  }
}
