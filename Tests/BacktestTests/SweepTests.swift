import Backtest
import Core
import Testing

@Suite struct SweepTests {
  @Test func `INV-SWEEP-1: rows in any order, repeated, or from shards give one result`() throws {
    let market = SessionTests.market(seconds: 1)
    let plan = try SweepPlan(
      BacktestPlan(),
      axes: [
        SweepAxis(parsing: "exec.entry=fixed:1ms;fixed:9ms"),
        SweepAxis(parsing: "market-maker.quantity=1;5;10"),
      ])
    let name = plan.identity(on: market)
    var rows: [SweepRow] = []
    for index in 0..<plan.count {
      rows.append(
        SweepRow(try market.report(plan.plan(at: index)), at: index, of: plan, sweep: name))
    }
    #expect(rows.count == 6)
    #expect(rows[4].values.map(\.value) == ["fixed:9ms", "5"])
    var straight = SweepResult()
    for row in rows { try straight.add(row) }
    var mixed = SweepResult()
    for row in rows.reversed() + rows { try mixed.add(row) }
    #expect(mixed.traceHash == straight.traceHash && mixed.text == straight.text)
    #expect(straight.missing.isEmpty)
    // A row's line says everything that the row does; a line that was cut off is none.
    for row in rows {
      #expect(SweepRow(line: row.line.span) == row)
      #expect(SweepRow(line: Array(row.line.dropLast()).span) == nil)
    }
  }

  @Test(arguments: ["", "entry", "=1", "a=", "a=1;1"])
  func `an axis that cannot be meant is refused`(text: String) {
    #expect(throws: PlanError.self) { try SweepAxis(parsing: text) }
  }

  @Test func `a value that does not fit is refused before anything runs`() throws {
    let axis = try SweepAxis(parsing: "exec.entry=fixed:1ms;slowly")
    #expect(throws: PlanError.self) { try SweepPlan(BacktestPlan(), axes: [axis]) }
  }

  @Test func `rows of another sweep, and one combination with two results, are refused`() throws {
    let market = SessionTests.market(seconds: 1)
    let axis = try SweepAxis(parsing: "market-maker.quantity=1;5")
    let plan = try SweepPlan(BacktestPlan(), axes: [axis])
    func row(_ index: Int, of sweep: UInt64, with other: Int? = nil) throws -> SweepRow {
      SweepRow(
        try market.report(plan.plan(at: other ?? index)), at: index, of: plan, sweep: sweep)
    }
    var result = SweepResult()
    try result.add(row(1, of: 7))
    #expect(result.missing == [0] && result.contains(1) && !result.contains(0))
    let (known, foreign, contrary) = (
      try row(1, of: 7), try row(0, of: 8), try row(1, of: 7, with: 0)
    )
    try result.add(known)
    #expect(throws: SweepResult.Refusal.otherSweep(8)) { try result.add(foreign) }
    #expect(throws: SweepResult.Refusal.contradiction(index: 1)) { try result.add(contrary) }
    try result.add(row(0, of: 7))
    // One axis gets its curve; the document says what the text does.
    #expect(result.text.contains("net P&L along market-maker.quantity"))
    let hash = String(hexadecimal: result.traceHash)
    #expect(result.text.hasSuffix("trace-hash: \(hash)"))
    #expect(String(decoding: result.json, as: UTF8.self).contains("\"trace_hash\": \"\(hash)\""))
  }

  @Test func `a sweep without an axis, or with too many combinations, is refused`() throws {
    #expect(throws: PlanError.self) { try SweepPlan(BacktestPlan(), axes: []) }
    let values = (1...1_001).map(String.init).joined(separator: ";")
    let axes = [
      try SweepAxis(parsing: "market-maker.quantity=" + values),
      try SweepAxis(parsing: "seed=" + values),
    ]
    #expect(throws: PlanError.self) { try SweepPlan(BacktestPlan(), axes: axes) }
  }
}
