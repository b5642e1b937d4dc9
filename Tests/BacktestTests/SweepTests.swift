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
}
