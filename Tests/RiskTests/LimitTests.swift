import Core
import Risk
import Samples
import Testing

/// The faults of limits made of a draft, as text.
private func faults(_ change: (inout GateScenario.Draft) -> Void) -> [String] {
  do throws(InvalidLimits) {
    _ = try RiskGate(
      GateScenario.limits(change), instruments: GateScenario.instruments,
      seats: GateScenario.seats, equity: 0)
    return []
  } catch { return error.faults.map(\.description) }
}

@Test func `limits that make no sense are refused as a whole, each field by its name`() {
  let positive = "must be more than zero; leave it out to have no such limit"
  #expect(
    faults {
      $0.account.dailyLoss = 0
      $0.account.drawdown = -1
      $0.account.dayBegins = Nanoseconds(86_400_000_000_000)
      $0.acme.multiplier = 0
      $0.acme.maximumAge = .zero
      $0.acme.orderSize = 0
      $0.acme.orderNotional = 0
      $0.acme.duplicateWindow = Nanoseconds(-1)
      $0.acme.position = 0
      $0.acme.settlementDays = 11
      $0.one.budget = 0
    } == [
      "account.dailyLoss: \(positive)", "account.drawdown: \(positive)",
      "account.dayBegins: must be within a day", "instruments[ACME].multiplier: \(positive)",
      "instruments[ACME].maximumAge: \(positive)", "instruments[ACME].orderSize: \(positive)",
      "instruments[ACME].orderNotional: \(positive)",
      "instruments[ACME].duplicateWindow: \(positive)",
      "instruments[ACME].position: \(positive)",
      "instruments[ACME].settlementDays: must be 0 to 10", "strategies[one].budget: \(positive)",
    ])
  #expect(
    faults {
      $0.future.symbol = "ACME"
    } == ["instruments[ACME]: named twice"])
}

@Test func `limits that do not fit the instruments or the strategies are refused`() {
  #expect(
    faults {
      $0.acme.symbol = "NONE"
      $0.one.name = "three"
    } == [
      "instruments[NONE]: no such instrument or strategy",
      "strategies[three]: no such instrument or strategy",
    ])
  #expect(faults { $0.account.currency = "EUR" } == [])
  let other = "is quoted in USD, but the money limits are in the account's currency"
  #expect(
    faults {
      $0.account.currency = "EUR"
      $0.one.budget = 1
    } == ["instruments[ACME]: \(other)", "instruments[FUT]: \(other)"])
}

@Test func `an instrument with more decimals than can be added to the others is refused`() throws {
  let fine = try #require(
    Instrument(
      id: 2, symbol: "FUT", priceScale: 18, quantityScale: 18, currency: "USD",
      rules: SampleTape.freeRules))
  let instruments = [GateScenario.instruments[0], fine]
  func field(_ change: (inout GateScenario.Draft) -> Void) throws -> String? {
    do throws(InvalidLimits) {
      _ = try RiskGate(
        GateScenario.limits(change), instruments: instruments, seats: GateScenario.seats, equity: 0)
      return nil
    } catch { return error.faults.first?.field }
  }
  #expect(try field { _ in } == nil)
  #expect(try field { $0.one.budget = .init(rawValue: .max) } == "account.currencyScale")
  #expect(
    try field {
      $0.one.budget = .init(rawValue: .max)
      $0.account.currencyScale = 18
    } == "instruments[ACME]")
}

@Test func `words of limits refuse what could not be a limit`() {
  #expect(Pace(0, per: .second) == nil && Pace(1, per: .zero) == nil)
  #expect(Pace(1, per: Pace.longestInterval) != nil)
  #expect(Pace(1, per: Nanoseconds(Pace.longestInterval.count + 1)) == nil)
  #expect(Pace(53_375, per: Pace.longestInterval) != nil)
  #expect(Pace(53_376, per: Pace.longestInterval) == nil)
  #expect(Leverage(hundredths: 0) == nil && Leverage(hundredths: 1)?.hundredths == 1)
  #expect(BasisPoints(0) == nil && BasisPoints(1_000_000) != nil && BasisPoints(1_000_001) == nil)
  #expect(OrderCount(0) == nil && OrderCount(65_536) == .capacity && OrderCount(65_537) == nil)
}

@Test func `a reload is all or nothing, is recorded with both hashes, and keeps what was counted`()
  throws
{
  var scenario = try GateScenario {
    $0.account.orderRate = Pace(2, per: .second)
    $0.acme.position = 10
  }
  #expect(scenario.ask(.buy, 10) == "ok" && scenario.ask(.buy, 1) == "position-limit 11>10")
  let before = scenario.gate.stateHash
  let bad = try GateScenario.limits { $0.one.name = "nobody" }
  #expect(throws: InvalidLimits.self) {
    try scenario.reload(bad)
  }
  #expect(scenario.gate.stateHash == before)
  let good = try GateScenario.limits {
    $0.account.orderRate = Pace(2, per: .second)
    $0.acme.position = 11
  }
  let old = scenario.gate.limits.configurationHash
  try scenario.reload(good)
  #expect(
    scenario.decisions.last
      == RiskDecision(
        verdict: .reloaded, owner: .venue, reason: .operatorCommand, limit: old,
        observed: good.configurationHash))
  #expect(old != good.configurationHash && scenario.gate.limits == good)
  // The order before still works, and its token is still gone.
  #expect(scenario.ask(.buy, 1) == "ok" && scenario.ask(.buy, 1, by: 2) == "position-limit 12>11")
  #expect(scenario.ask(.sell, 1) == "order-rate 3>2")
}

@Test func `a reload does not open the kill switch and takes no limit of the old ones along`()
  throws
{
  var scenario = try GateScenario {
    $0.acme.collar = BasisPoints(1)
    $0.one.throttle = Pace(1, per: .second)
    $0.one.denials = Pace(1, per: .second)
  }
  scenario.obey(.kill)
  try scenario.reload(GateScenario.limits())
  #expect(scenario.ask(.buy, 1) == "kill-switch 26>0")
  scenario.obey(.resetKill)
  for _ in 1...3 { #expect(scenario.ask(.buy, 1, at: 20_000) == "ok") }
  try scenario.restart()
  #expect(scenario.ask(.buy, 1, at: 20_000) == "ok")
}

@Test func `limits read back from their bytes, and their hash tells them apart`() throws {
  let changes: [(inout GateScenario.Draft) -> Void] = [
    { _ in }, { $0.account.currency = "EUR" }, { $0.account.currencyScale = 3 },
    { $0.account.openOrders = OrderCount(9) }, { $0.account.orderRate = Pace(1, per: .second) },
    { $0.account.leverage = Leverage(hundredths: 7) }, { $0.account.checksMargin = true },
    { $0.account.dailyLoss = 1 }, { $0.account.dayBegins = .second }, { $0.account.drawdown = 1 },
    { $0.acme.symbol = "OTHER" }, { $0.acme.multiplier = 2 }, { $0.acme.maximumAge = .second },
    { $0.acme.orderSize = 1 }, { $0.acme.collar = BasisPoints(1) }, { $0.acme.orderNotional = 1 },
    { $0.acme.duplicateWindow = .second }, { $0.acme.position = 1 },
    { $0.acme.marginRate = nil }, { $0.acme.settlementDays = 2 }, { $0.one.name = "two" },
    { $0.one.openOrders = OrderCount(9) }, { $0.one.budget = 1 },
    { $0.one.throttle = Pace(1, per: .second) }, { $0.one.denials = Pace(1, per: .second) },
  ]
  var hashes: [UInt64] = []
  for change in changes {
    let limits = try GateScenario.limits(change)
    var reader = ByteReader(limits.encoded())
    #expect(try RiskLimits(decoding: &reader) == limits)
    try reader.finish()
    #expect(!hashes.contains(limits.configurationHash))
    hashes.append(limits.configurationHash)
  }
}
