import Core
import Risk
import Samples
import Testing

private let day = 86_400 * Nanoseconds.second.count

/// A cash account: all of a holding's value is margin, and sales settle two business days later.
private func cashAccount(equity: Int64 = 1_000_000) throws -> GateScenario {
  try GateScenario(equity: equity) {
    $0.account.checksMargin = true
    $0.acme.settlementDays = 2
  }
}

@Test(arguments: [
  // 1970-01-01 was a Thursday: sold on this day, unsettled through that day, free on the next.
  (sold: 0, last: 3, free: 4), (sold: 1, last: 4, free: 5), (sold: 4, last: 5, free: 6),
  (sold: 2, last: 4, free: 5), (sold: 3, last: 4, free: 5), (sold: 6, last: 7, free: 8),
])
func `N1.9: the proceeds of a sale are margin two business days later`(
  sold: Int64, last: Int64, free: Int64
) throws {
  var scenario = try cashAccount()
  scenario.now = Timestamp(integerLiteral: sold * day)
  scenario.reference = ReferencePrice(10_000, at: scenario.now)
  #expect(scenario.ask(.buy, 60, id: 1) == "ok")
  scenario.fill(1, .buy, 60)
  #expect(scenario.ask(.buy, 41) == "margin 1010000>1000000")
  #expect(scenario.ask(.sell, 60, id: 2) == "ok")
  scenario.fill(2, .sell, 60)
  #expect(scenario.ask(.buy, 41) == "margin 410000>400000")
  try scenario.restart()
  scenario.wait((last - sold) * day + day - 1)
  scenario.value(1_000_000)
  #expect(scenario.ask(.buy, 41) == "margin 410000>400000")
  scenario.now = Timestamp(integerLiteral: free * day)
  scenario.value(1_000_000)
  #expect(scenario.ask(.buy, 100) == "ok")
}

@Test func `sales of one day settle together, and a short sale's proceeds wait too`() throws {
  var scenario = try cashAccount()
  #expect(scenario.ask(.sell, 10, id: 1) == "ok" && scenario.ask(.sell, 20, id: 2) == "ok")
  scenario.fill(1, .sell, 10)
  scenario.fill(2, .sell, 20)
  // 30 short need 300,000, and the 300,000 received are not there yet.
  #expect(
    scenario.ask(.sell, 41) == "margin 710000>700000" && scenario.ask(.sell, 40, id: 3) == "ok")
}

@Test func `margin follows the rate of each instrument, and none is needed where none is set`()
  throws
{
  var scenario = try GateScenario(equity: 100_000) {
    $0.account.checksMargin = true
    $0.acme.marginRate = nil
    $0.future.marginRate = BasisPoints(500)
  }
  #expect(scenario.ask(.buy, 1_000_000) == "ok")
  #expect(scenario.ask(.buy, 4, 2) == "ok" && scenario.ask(.buy, 1, 2) == "margin 125000>100000")
  let limits = try GateScenario.limits {
    $0.account.checksMargin = true
    $0.future.marginRate = BasisPoints(400)
    $0.acme.marginRate = nil
  }
  try scenario.reload(limits)
  #expect(scenario.ask(.buy, 1, 2) == "ok" && scenario.ask(.buy, 1, 2) == "margin 120000>100000")
}
