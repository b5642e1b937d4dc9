import Core
import Risk
import Samples
import Testing

@Test func `INV-RISK-3: a latched switch denies until an operator resets it, across restarts`()
  throws
{
  var scenario = try GateScenario { $0.account.drawdown = 500 }
  #expect(scenario.value(1_000_000) == "" && scenario.value(999_500) == "")
  #expect(scenario.value(999_499) == "tripped drawdown 501>500")
  for _ in 1...3 {
    #expect(scenario.ask(.buy, 1) == "kill-switch 23>0")
    #expect(scenario.value(2_000_000) == "")
    scenario.obey(.resume)
    scenario.obey(.cancelAll)
    try scenario.restart()
  }
  #expect(scenario.gate.kill?.reason == .drawdown && scenario.gate.kill?.time == scenario.now)
  #expect(!scenario.gate.isOpen && scenario.gate.counters.trips == 1)
  scenario.wait(5)
  #expect(scenario.obey(.resetKill) == "reset drawdown 5>0")
  #expect(scenario.obey(.resetKill) == "")
  #expect(scenario.ask(.buy, 1) == "ok")
}

@Test func `a reset counts the loss that tripped anew, and no other`() throws {
  var scenario = try GateScenario {
    $0.account.dailyLoss = 100
    $0.account.drawdown = 150
  }
  #expect(scenario.value(1_000_050) == "" && scenario.value(999_900) == "")
  #expect(scenario.value(999_899) == "tripped daily-loss 101>100")
  #expect(scenario.obey(.resetKill) == "reset daily-loss")
  #expect(scenario.gate.dailyLoss == 0 && scenario.gate.drawdown == 151)
  #expect(scenario.value(999_899) == "tripped drawdown 151>150")
  scenario.obey(.resetKill)
  #expect(scenario.value(999_799) == "")
  #expect(scenario.value(999_798) == "tripped daily-loss 101>100")
}

@Test func `a day begins where it is set to and counts from the last value before it`() throws {
  let hour = 3_600 * Nanoseconds.second.count
  var scenario = try GateScenario {
    $0.account.dailyLoss = 100
    $0.account.dayBegins = Nanoseconds(22 * hour)
  }
  scenario.now = Timestamp(integerLiteral: 22 * hour - 1)
  #expect(scenario.value(999_950) == "" && scenario.gate.dailyLoss == 50)
  scenario.wait(1)
  #expect(scenario.value(999_850) == "" && scenario.gate.dailyLoss == 100)
  #expect(scenario.value(999_849) == "tripped daily-loss 101>100")
}

@Test func `halting is undone by resume, and flatten and quit halt too`() throws {
  for command: OperatorWord in [.halt, .flatten, .quit] {
    var scenario = try GateScenario()
    #expect(scenario.obey(command) == "" && scenario.ask(.buy, 1) == "operator-halt")
    try scenario.restart()
    #expect(scenario.ask(.buy, 1) == "operator-halt")
    scenario.obey(.resetKill)
    #expect(scenario.ask(.buy, 1) == "operator-halt")
    scenario.obey(.resume)
    #expect(scenario.ask(.buy, 1) == "ok")
  }
  var scenario = try GateScenario()
  for command: OperatorWord in [.resume, .cancelAll, .reload, .resetKill] {
    #expect(scenario.obey(command) == "" && scenario.ask(.buy, 1) == "ok")
  }
  #expect(scenario.obey(.kill) == "tripped operator" && scenario.obey(.kill) == "")
}

@Test(arguments: [RiskReason.impossibleReport, .unpostableFill, .exposureMismatch])
func `what the engine finds wrong trips with its own reason,`(reason: RiskReason) throws {
  var scenario = try GateScenario()
  #expect(scenario.trip(reason) == "tripped \(reason.token)")
  #expect(scenario.ask(.buy, 1) == "kill-switch \(reason.rawValue)>0")
}

@Test func `denials beyond an allowance trip; those of a closed gate do not count`() throws {
  var scenario = try GateScenario {
    $0.acme.orderSize = 1
    $0.one.denials = Pace(2, per: .second)
  }
  scenario.obey(.halt)
  for _ in 1...9 { #expect(scenario.ask(.buy, 2) == "operator-halt") }
  scenario.obey(.resume)
  #expect(scenario.ask(.buy, 2) == "order-size 2>1" && scenario.ask(.buy, 2) == "order-size 2>1")
  for _ in 1...9 { #expect(scenario.ask(.buy, 2, by: 2) == "order-size 2>1") }
  var patient = scenario
  patient.wait(Nanoseconds.second.count / 2)
  #expect(patient.ask(.buy, 2) == "order-size 2>1")
  try scenario.restart()
  #expect(scenario.ask(.buy, 2) == "order-size 2>1, tripped denial-storm 3>2")
  #expect(scenario.ask(.buy, 1) == "kill-switch 24>0")
  scenario.obey(.resetKill)
  #expect(scenario.ask(.buy, 2) == "order-size 2>1" && scenario.ask(.buy, 1) == "ok")
}

@Test func `a flattening order passes a closed gate, but never crosses zero`() throws {
  var scenario = try GateScenario { $0.acme.orderSize = 5 }
  #expect(scenario.ask(.buy, 5, id: 1) == "ok")
  scenario.fill(1, .buy, 5)
  scenario.obey(.kill)
  scenario.obey(.flatten)
  #expect(scenario.ask(.sell, 1, id: 9) == "kill-switch 26>0")
  scenario.reference = nil
  #expect(scenario.ask(.sell, 5, at: nil) == "kill-switch 26>0")
  #expect(scenario.ask(.buy, 1, at: nil, id: 2, .closing) == "position-limit 1>0")
  #expect(scenario.ask(.sell, 6, at: nil, id: 2, .closing) == "position-limit 6>5")
  #expect(scenario.ask(.sell, 2, at: nil, id: 2, .closing) == "ok")
  #expect(scenario.ask(.sell, 4, at: nil, id: 3, .closing) == "position-limit 6>5")
  #expect(scenario.ask(.sell, 3, at: nil, id: 2, .closing) == "duplicate-id")
  #expect(scenario.ask(.sell, 3, at: nil, id: 3, .closing) == "ok")
  #expect(scenario.ask(.sell, 1, at: nil, by: 2, id: 4, .closing) == "position-limit 1>0")
  #expect(scenario.ask(.sell, 1, at: nil, by: 9, id: 4, .closing) == "unknown-party")
  #expect(scenario.ask(.sell, 1, at: nil, 9, id: 4, .closing) == "unknown-instrument")
  scenario.fill(2, .sell, 2)
  scenario.fill(3, .sell, 3)
  #expect(scenario.gate.exposure(of: 1, 1) == InstrumentExposure(position: .zero))
}

@Test
func `a flattening order takes no token, so that what is left of a rate stays what it was`() throws
{
  var scenario = try GateScenario {
    $0.account.orderRate = Pace(1, per: .second)
    $0.one.throttle = Pace(1, per: .second)
    $0.acme.duplicateWindow = .second
  }
  #expect(scenario.ask(.buy, 5, id: 1) == "ok")
  scenario.fill(1, .buy, 5)
  let before = scenario.gate.encoded().count
  #expect(scenario.ask(.sell, 2, id: 2, .closing) == "ok")
  #expect(scenario.ask(.sell, 2, id: 3, .closing) == "ok")
  scenario.fill(2, .sell, 2)
  scenario.fill(3, .sell, 2)
  #expect(scenario.gate.encoded().count == before)
  try scenario.restart()
  scenario.wait(Nanoseconds.second.count)
  #expect(scenario.ask(.sell, 2) == "ok" && scenario.ask(.sell, 1) == "order-rate 2>1")
}

@Test func `the audit trips on the first difference between gate and books`() throws {
  var scenario = try GateScenario()
  #expect(scenario.ask(.buy, 10, id: 1) == "ok" && scenario.ask(.sell, 3, id: 2) == "ok")
  scenario.fill(1, .buy, 4, left: 6)
  let right = try #require(scenario.gate.exposure(of: 1, 1))
  #expect(right.position.rawValue == 4 && right.buys == 6 && right.sells == 3)
  func audit(_ change: (inout InstrumentExposure) -> Void) -> String {
    var (copy, books) = (scenario, right)
    change(&books)
    return copy.audit(books)
  }
  #expect(audit { _ in } == "")
  #expect(
    audit { $0.position = SignedQuantity(rawValue: -5) ?? .zero } == "tripped exposure-mismatch 4>5"
  )
  #expect(audit { $0.buys = 7 } == "tripped exposure-mismatch 6>7")
  #expect(audit { $0.sells = 0 } == "tripped exposure-mismatch 3>0")
  #expect(scenario.audit(InstrumentExposure(position: .zero), of: 3) == "")
}
