import Core
import Foundation
import Risk
import Samples
import Testing

@Test func `codes, words and rank of the reasons stay as published`() {
  let words = RiskReason.allCases.map { "\($0.rawValue) \($0.token)" }
  #expect(
    words == [
      "1 kill-switch", "2 operator-halt", "3 unknown-party", "4 unknown-instrument",
      "5 unknown-order", "6 duplicate-id", "7 stale-market", "8 no-reference-price",
      "9 order-size", "10 price-collar", "11 order-notional", "12 overflow", "13 duplicate-order",
      "14 open-orders", "15 strategy-orders", "16 position-limit", "17 strategy-budget",
      "18 leverage", "19 margin", "20 order-rate", "21 strategy-throttle", "22 daily-loss",
      "23 drawdown", "24 denial-storm", "25 exposure-mismatch", "26 operator",
      "27 impossible-report", "28 unpostable-fill",
    ])
  #expect(RiskReason.allCases == RiskReason.allCases.sorted())
  #expect(RiskCatalogue.entries.map(\.reason) == RiskReason.allCases)
  #expect(RiskReason.allCases.allSatisfy { $0.entry.reason == $0 })
}

@Test func `the catalogue in the documents is the one that the enum makes`() throws {
  let page = URL(fileURLWithPath: "\(Fixture.root)/docs/risk-reasons.md")
  let text = try String(decoding: Data(contentsOf: page), as: UTF8.self)
  let start = try #require(text.range(of: "| code |")).lowerBound
  let end = try #require(text.range(of: "\n\n", range: start..<text.endIndex)).lowerBound
  let table = RiskCatalogue.table.dropLast()
  if TestRun.records {
    try text.replacingCharacters(in: start..<end, with: table)
      .write(to: page, atomically: true, encoding: .utf8)
  } else {
    #expect(text[start..<end] == table, "re-record with RECORD=1")
  }
}

/// A gate and an order that break every rule there is; then one thing after another is put right,
/// and each time the next reason in rank order is named.
@Test func `INV-RISK-1: of several rules the first in rank order is named`() throws {
  // What is wrong, in rank order; each entry puts right what is named first.
  var draft = GateScenario.Draft()
  draft.acme.maximumAge = Nanoseconds(1)
  draft.acme.orderSize = 5
  draft.acme.collar = BasisPoints(1)
  draft.acme.orderNotional = Money(rawValue: 1)
  draft.acme.duplicateWindow = .second
  draft.account.openOrders = OrderCount(1)
  draft.one.openOrders = OrderCount(1)
  draft.acme.position = 1
  draft.one.budget = Money(rawValue: 1)
  draft.account.leverage = Leverage(hundredths: 1)
  draft.account.checksMargin = true
  draft.account.orderRate = Pace(1, per: .second)
  draft.one.throttle = Pace(1, per: .second)
  let full = draft
  let repairs: [(RiskReason, (inout GateScenario.Draft) -> Void)] = [
    (.staleMarket, { $0.acme.maximumAge = nil }), (.orderSize, { $0.acme.orderSize = nil }),
    (.priceCollar, { $0.acme.collar = nil }), (.orderNotional, { $0.acme.orderNotional = nil }),
    (.duplicateOrder, { $0.acme.duplicateWindow = nil }),
    (.openOrders, { $0.account.openOrders = nil }), (.strategyOrders, { $0.one.openOrders = nil }),
    (.positionLimit, { $0.acme.position = nil }), (.strategyBudget, { $0.one.budget = nil }),
    (.leverage, { $0.account.leverage = nil }), (.margin, { $0.account.checksMargin = false }),
    (.orderRate, { $0.account.orderRate = nil }), (.strategyThrottle, { $0.one.throttle = nil }),
  ]
  // One order is there already, let through under the same paces, so that it has taken the tokens.
  var scenario = try GateScenario {
    $0.account.orderRate = full.account.orderRate
    $0.one.throttle = full.one.throttle
    $0.acme.duplicateWindow = full.acme.duplicateWindow
  }
  #expect(scenario.ask(.buy, 200, at: 20_000) == "ok")
  scenario.wait(2, marketToo: false)
  var named: [RiskReason] = []
  for step in repairs.indices {
    var limits = full
    for (_, repair) in repairs[..<step] { repair(&limits) }
    try scenario.reload(GateScenario.limits { $0 = limits })
    var copy = scenario
    _ = copy.ask(.buy, 200, at: 20_000)
    named.append(try #require(copy.decisions.last?.reason))
  }
  #expect(named == repairs.map(\.0) && named == named.sorted())
}

@Test func `what closes the gate is named before what is wrong with the order`() throws {
  var scenario = try GateScenario { $0.acme.collar = BasisPoints(1) }
  scenario.reference = nil
  #expect(scenario.ask(.buy, 1, id: 7) == "no-reference-price")
  scenario.reference = ReferencePrice(10_000, at: scenario.now)
  #expect(scenario.ask(.buy, 1, id: 7) == "ok")
  scenario.reference = nil
  #expect(scenario.ask(.buy, 1, id: 7) == "duplicate-id")
  #expect(scenario.amend(8, to: 1) == "unknown-order")
  #expect(scenario.amend(7, to: 1, by: 2) == "unknown-order")
  #expect(scenario.amend(7, to: 1, 2) == "unknown-order")
  #expect(scenario.ask(.buy, 1, 3, id: 7) == "unknown-instrument")
  #expect(scenario.ask(.buy, 1, 4, id: 7) == "unknown-instrument")
  #expect(scenario.amend(8, to: 1, 3) == "unknown-instrument")
  for stranger: PartyID in [0, 3, 70_000, PartyID(.max)] {
    #expect(scenario.ask(.buy, 1, by: stranger, 3) == "unknown-party")
    #expect(scenario.amend(7, to: 1, by: stranger, 3) == "unknown-party")
  }
  scenario.obey(.halt)
  #expect(scenario.ask(.buy, 1, by: 9) == "operator-halt")
  #expect(scenario.amend(7, to: 1, by: 9) == "operator-halt")
  scenario.obey(.kill)
  #expect(scenario.ask(.buy, 1, by: 9) == "kill-switch 26>0")
  #expect(scenario.amend(7, to: 1, by: 9) == "kill-switch 26>0")
}
