import Backtest
import Core
import Foundation
import Risk
import Samples
import Testing

/// The settings of the risk gate: all of its rules, each with its effect, none by halves.
@Suite struct LimitSettingTests {
  private static let figures = [
    "QUANTITY": "5", "AMOUNT": "5", "PERCENT": "5%", "TIME": "5ms", "N": "5", "N/TIME": "5/1s",
    "MULTIPLE": "0.5", "on|off": "on", "DAYS": "2",
  ]

  private static func limits(_ settings: (String, String)...) throws -> RiskLimits {
    try BacktestPlan().limits(
      settings.map { RunIdentity.Setting("limits.\($0.0)", $0.1) },
      on: SessionTests.market(seconds: 1).header)
  }

  @Test func `the page of settings is the one that the table makes`() throws {
    let page = URL(fileURLWithPath: "\(Fixture.root)/docs/limits.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let start = try #require(text.range(of: "| setting |")).lowerBound
    let end = try #require(text.range(of: "\n\n", range: start..<text.endIndex)).lowerBound
    let table = LimitSetting.table.dropLast()
    if TestRun.records {
      try text.replacingCharacters(in: start..<end, with: table)
        .write(to: page, atomically: true, encoding: .utf8)
    } else {
      #expect(text[start..<end] == table, "re-record with RECORD=1")
    }
  }

  @Test func `every rule that the catalogue of reasons names can be set`() {
    let fields = Set(RiskCatalogue.entries.map(\.field)).subtracting(["", "instruments"])
    #expect(fields.isSubset(of: LimitSetting.all.map(\.field)))
    #expect(Set(LimitSetting.all.map(\.name)).count == LimitSetting.all.count)
  }

  @Test func `each setting changes the limits, and is read back as it was typed`() throws {
    let none = try Self.limits()
    for setting in LimitSetting.all {
      let figure = try #require(Self.figures[setting.placeholder])
      let limits = try Self.limits((setting.name, figure))
      #expect(limits != none, "\(setting.name)")
      var plan = BacktestPlan()
      try plan.apply(key: "limits.\(setting.name)", text: figure)
      #expect(plan.settings.contains { $0.name == "limits.\(setting.name)" && $0.value == figure })
    }
  }

  @Test(
    arguments: [
      ("order-size", "0"), ("order-size", "1.5"), ("order-size", ""), ("order-size", "-1"),
      ("order-size", "5,5"), ("order-size", "ACME=5,ACME=6"), ("order-size", "NONE=5"),
      ("open-orders", "65537"), ("open-orders", "ACME=5"), ("collar", "5"), ("collar", "0%"),
      ("order-rate", "20"), ("order-rate", "0/1s"), ("order-rate", "1/48h"), ("leverage", "0"),
      ("margin", "yes"), ("settlement-days", "11"), ("day-begins", "24h"),
      ("duplicate-window", "0s"), ("strategy-budget", "twap=5"), ("daily-loss", "1.123456789"),
      ("positon", "5"),
    ])
  func `a figure that is none is refused`(setting: String, text: String) {
    #expect(throws: PlanError.self) { try Self.limits((setting, text)) }
  }

  @Test func `a name has its own figure, wherever it stands among those of all`() throws {
    for text in ["60,ACME=20", "ACME=20,60"] {
      #expect(try Self.limits(("position", text)).instruments[0].position == 20)
    }
    let own = try Self.limits(("strategy-budget", "1000,market-maker=50.5"))
    #expect(own.strategies.map(\.budget) == [Money(rawValue: 50_5000_0000)])
    #expect(own.account == (try Self.limits().account))
  }

  @Test func `N1.9: with two days of settlement a session buys less with what it sold`() throws {
    // The same session on an account that a position fills, once with T+2 and once without.
    func denials(_ days: String) throws -> UInt64 {
      var plan = BacktestPlan()
      for (key, text) in [
        ("capital", "5000"), ("limits.margin", "on"), ("limits.settlement-days", days),
      ] { try plan.apply(key: key, text: text) }
      let report = try SessionTests.market().report(plan)
      return try #require(report.seats.first).requests.denials
    }
    let (atOnce, twoDaysLater) = (try denials("0"), try denials("2"))
    #expect(atOnce == 0 && twoDaysLater > 0)
  }
}
