import Core
import Risk
import Samples
import Testing

/// What a seat holds and has working, as `position +buys -sells`.
private func held(
  _ scenario: GateScenario, _ party: PartyID = 1, _ instrument: InstrumentID = 1
) -> String {
  guard let found = scenario.gate.exposure(of: party, instrument) else { return "nobody" }
  return "\(found.position.rawValue) +\(found.buys) -\(found.sells)"
}

@Test func `what is let through is held until a report releases it`() throws {
  var scenario = try GateScenario()
  for id: OrderID in [1, 2, 3, 4, 5] { #expect(scenario.ask(.buy, 10, id: id) == "ok") }
  #expect(scenario.ask(.sell, 7, id: 6) == "ok" && scenario.ask(.buy, 9, by: 2, id: 7) == "ok")
  #expect(held(scenario) == "0 +50 -7" && held(scenario, 2) == "0 +9 -0")
  scenario.note(.accepted(Accepted(id: 1, owner: 1)))
  scenario.note(.reject(Reject(id: 1, owner: 1, request: .cancel, reason: .unknownOrder)))
  #expect(held(scenario) == "0 +50 -7")
  scenario.note(.reject(Reject(id: 1, owner: 1, request: .new, reason: .wouldTrade)))
  scenario.note(.drop(Drop(id: 2, owner: 1, request: .new, reason: .overflowNewest)))
  #expect(held(scenario) == "0 +30 -7")
  scenario.fill(3, .buy, 4, left: 6)
  #expect(held(scenario) == "4 +26 -7")
  scenario.note(.cancelled(Cancelled(id: 3, owner: 1, remaining: 6, reason: .requested)))
  scenario.note(.expired(Expired(id: 4, owner: 1, remaining: 10, reason: .immediateOrCancel)))
  #expect(held(scenario) == "4 +10 -7")
  scenario.fill(5, .buy, 10)
  scenario.fill(6, .sell, 7)
  #expect(held(scenario) == "7 +0 -0" && scenario.gate.workingOrderCount == 1)
  // A fill of an order that is over moves the position all the same.
  scenario.fill(3, .buy, 6)
  #expect(held(scenario) == "13 +0 -0")
  scenario.fill(99, .sell, 6, by: 3)
  scenario.fill(99, .sell, 6, 9)
  #expect(held(scenario) == "13 +0 -0" && held(scenario, 2) == "0 +9 -0")
  #expect(held(scenario, 3) == "nobody" && held(scenario, 1, 9) == "nobody")
}

@Test func `a limit of the account counts all strategies, and frees what a report releases`() throws
{
  var scenario = try GateScenario { $0.acme.position = 100 }
  #expect(scenario.ask(.buy, 60, id: 1) == "ok" && scenario.ask(.buy, 40, by: 2, id: 2) == "ok")
  #expect(scenario.ask(.buy, 1) == "position-limit 101>100")
  scenario.note(.cancelled(Cancelled(id: 2, owner: 2, remaining: 40, reason: .requested)))
  #expect(scenario.ask(.buy, 40, id: 3) == "ok")
  scenario.fill(1, .buy, 60)
  #expect(scenario.ask(.buy, 1) == "position-limit 101>100")
  // What works on the other side is no room: it may never trade.
  #expect(scenario.ask(.sell, 160, id: 4) == "ok")
  #expect(scenario.ask(.buy, 1) == "position-limit 101>100")
  #expect(scenario.ask(.sell, 1) == "position-limit 101>100")
}

@Test func `what brings the position back passes where a limit was lowered below it`() throws {
  var scenario = try GateScenario()
  #expect(scenario.ask(.buy, 150, id: 1) == "ok")
  scenario.fill(1, .buy, 150)
  let limits = try GateScenario.limits {
    $0.acme.position = 100
    $0.one.budget = 100
    $0.account.leverage = Leverage(hundredths: 1)
    $0.account.checksMargin = true
  }
  try scenario.reload(limits)
  #expect(scenario.ask(.buy, 1) == "position-limit 151>100")
  #expect(scenario.ask(.sell, 150) == "ok")
  #expect(scenario.ask(.sell, 100) == "ok")
  #expect(scenario.ask(.sell, 1) == "position-limit 101>100")
}

@Test func `an amend holds the larger of both sizes until the venue has answered`() throws {
  var scenario = try GateScenario { $0.acme.position = 100 }
  #expect(scenario.ask(.buy, 50, id: 1) == "ok")
  #expect(scenario.amend(1, to: 101) == "position-limit 101>100")
  #expect(scenario.amend(1, to: 80) == "ok")
  #expect(held(scenario) == "0 +50 -0")
  #expect(scenario.ask(.buy, 21) == "position-limit 101>100")
  #expect(scenario.amend(1, to: 10) == "ok")
  #expect(scenario.ask(.buy, 21) == "position-limit 101>100")
  scenario.note(
    .amended(Amended(id: 1, owner: 1, price: 10_000, quantity: 80, remaining: 80)))
  #expect(held(scenario) == "0 +80 -0")
  scenario.note(.reject(Reject(id: 1, owner: 1, request: .amend, reason: .priceOffTick)))
  #expect(scenario.ask(.buy, 20, id: 2) == "ok")
  #expect(scenario.amend(1, to: 10) == "ok")
  #expect(scenario.ask(.buy, 1) == "position-limit 101>100")
  scenario.fill(1, .buy, 5, left: 75)
  scenario.note(
    .amended(Amended(id: 1, owner: 1, price: 10_000, quantity: 10, remaining: 5)))
  #expect(held(scenario) == "5 +25 -0")
  #expect(scenario.ask(.buy, 70) == "ok")
  #expect(scenario.ask(.buy, 1) == "position-limit 101>100")
}

@Test func `an amend is judged by its own price, size and value`() throws {
  var scenario = try GateScenario {
    $0.acme.orderSize = 100
    $0.acme.collar = BasisPoints(100)
    $0.acme.orderNotional = 200_000
  }
  #expect(scenario.ask(.buy, 20, id: 1) == "ok")
  #expect(scenario.amend(1, to: 101) == "order-size 101>100")
  #expect(scenario.amend(1, to: 20, at: 10_101) == "price-collar 101>100")
  #expect(scenario.amend(1, to: 21) == "order-notional 210000>200000")
  scenario.fill(1, .buy, 15, left: 5)
  // Of 35 in all, 20 may still trade.
  #expect(scenario.amend(1, to: 35) == "ok")
  #expect(scenario.amend(1, to: 36) == "order-notional 210000>200000")
}

@Test func `exposure is what the worst of the working orders would leave, at the latest price`()
  throws
{
  var scenario = try GateScenario()
  #expect(scenario.ask(.buy, 10, id: 1) == "ok" && scenario.ask(.sell, 4, id: 2) == "ok")
  #expect(scenario.gate.grossExposure == 100_000)
  #expect(scenario.ask(.sell, 12, by: 2, id: 3) == "ok")
  // The account nets what its strategies hold; each strategy stands for itself.
  #expect(scenario.gate.grossExposure == 160_000)
  #expect(
    scenario.gate.grossExposure(of: 1) == 100_000 && scenario.gate.grossExposure(of: 2) == 120_000)
  scenario.reference = ReferencePrice(-20_000, at: scenario.now)
  #expect(scenario.ask(.buy, 1, at: -20_000, by: 2, id: 4) == "ok")
  // What nobody asked about is valued when the gate is told to.
  #expect(scenario.gate.grossExposure == 320_000 && scenario.gate.grossExposure(of: 1) == 100_000)
  try scenario.restart()
  scenario.gate.mark(1, ReferencePrice(-20_000, at: scenario.now))
  scenario.gate.mark(9, ReferencePrice(1, at: scenario.now))
  #expect(scenario.gate.grossExposure == 320_000 && scenario.gate.grossExposure(of: 1) == 200_000)
  #expect(scenario.gate.grossExposure(of: 3) == nil)
}

@Test func `INV-RISK-5: cancels pass whatever the gate thinks, and so does what asks for nothing`()
  throws
{
  var scenario = try GateScenario { $0.account.orderRate = Pace(1, per: .second) }
  #expect(scenario.ask(.buy, 1, id: 1) == "ok" && scenario.ask(.buy, 1) == "order-rate 2>1")
  scenario.obey(.halt)
  scenario.obey(.kill)
  for (owner, instrument): (PartyID, InstrumentID) in [(1, 1), (9, 9), (0, 3)] {
    let cancel = Cancel(id: 1, owner: owner, reason: .requested)
    #expect(scenario.ask(.cancel(cancel), instrument) == "ok")
  }
  let before = scenario.gate.stateHash
  for payload in SampleTape.payloads where ![.new, .amend].contains(payload.requestKind) {
    #expect(scenario.ask(payload) == "ok")
  }
  #expect(scenario.gate.stateHash == before)
}

@Test func `quantities and values that could not be added up are denied, not wrapped`() throws {
  var scenario = try GateScenario()
  let most = Quantity(integerLiteral: Quantity.magnitudeLimit)
  scenario.reference = ReferencePrice(1, at: scenario.now)
  var admitted = 0
  while scenario.ask(.buy, most, at: 1) == "ok" { admitted += 1 }
  #expect(admitted == 1_000)
  #expect(
    scenario.ask(.buy, 1, at: 1) == "overflow 1000000000000000001>1000000000000000000")
  #expect(scenario.ask(.sell, most, at: 1) == "ok")
  // At the dearest of prices a value stays within what can be told apart.
  scenario.reference = ReferencePrice(
    Price(integerLiteral: Price.magnitudeLimit), at: scenario.now)
  #expect(scenario.ask(.sell, 1).hasPrefix("overflow"))
  try scenario.restart()
  #expect(scenario.ask(.sell, 1).hasPrefix("overflow"))
}

@Test func `without a reference a limit order passes where no rule needs one`() throws {
  var scenario = try GateScenario { $0.acme.orderSize = 10 }
  scenario.reference = nil
  #expect(scenario.ask(.buy, 10) == "ok" && scenario.ask(.buy, 10, at: nil) == "ok")
  let rules: [(inout GateScenario.Draft) -> Void] = [
    { $0.acme.maximumAge = .second }, { $0.acme.collar = BasisPoints(1) },
    { $0.acme.orderNotional = 1 }, { $0.one.budget = 1 },
    { $0.account.leverage = Leverage(hundredths: 1) }, { $0.account.checksMargin = true },
  ]
  for rule in rules {
    var scenario = try GateScenario(rule)
    scenario.reference = nil
    #expect(scenario.ask(.buy, 1) == "no-reference-price")
  }
}

@Test(arguments: [
  (Price(0), "ok", "price-collar 18446744073709551615>100"), (-100, "ok", "price-collar 200>100"),
])
func `a collar measures from any price, zero and negative ones too`(
  reference: Price, at: String, beyond: String
) throws {
  var scenario = try GateScenario { $0.acme.collar = BasisPoints(100) }
  scenario.reference = ReferencePrice(reference, at: scenario.now)
  let limit = reference == 0 ? Price(0) : -99
  #expect(scenario.ask(.buy, 1, at: limit) == at)
  #expect(scenario.ask(.buy, 1, at: Price(integerLiteral: limit.rawValue + 1)) == beyond)
  #expect(scenario.ask(.sell, 1, at: 10_000) == "ok")
}
