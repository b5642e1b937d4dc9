internal import Core
internal import Engine

/// Chooses settings on one stretch of a market and tries them on the next: what a choice is worth
/// on data that it has not seen.
public struct WalkForward: Sendable {
  private let plan: SweepPlan
  private let windows: Int

  /// Splits the market into `windows` stretches of equal time, at least 2.
  public init(_ plan: SweepPlan, windows: Int) {
    self.plan = plan
    self.windows = max(2, windows)
  }

  /// A table with a line a test, the sum of the tests' P&L, and the hash as the last line; calls
  /// back after each stretch.
  /// - Complexity: O(windows × combinations × tape).
  public func run(
    on market: MarketTape, progress: (Int) -> Void
  ) throws(PlanError) -> String {
    let first = market.events.first?.time ?? .zero
    let length = (market.events.last?.time ?? first).since(first).count / Int64(windows)
    var table = TextTable()
    table.add(["test stretch"] + plan.axes.map(\.key) + ["net, chosen on", "net, tested on"])
    var (sum, hash) = (Int64(0), TraceHash())
    for window in 0..<(windows - 1) {
      var best: (index: Int, net: Int64)?
      for index in 0..<plan.count {
        let report = try self.report(market, index, window, length)
        hash.fold(report.traceHash)
        guard let net = report.seats.first?.net?.rawValue else { continue }
        if best.map({ net > $0.net }) ?? true { best = (index, net) }
      }
      guard let best else { continue }
      let test = try report(market, best.index, window + 1, length)
      hash.fold(test.traceHash)
      sum += test.seats.first?.net?.rawValue ?? 0
      let stretch =
        SettingText.text(Nanoseconds(length * Int64(window + 1))) + "…"
        + SettingText.text(Nanoseconds(length * Int64(window + 2)))
      table.add(
        [stretch] + plan.values(at: best.index)
          + [test.text(Money(rawValue: best.net)), test.text(test.seats.first?.net)])
      progress(window + 1)
    }
    let total = FigureText.fixed(
      Double(sum) / Double(plan.base.engine.moneyScale.unitsPerWhole), digits: 2)
    return
      (table.lines + [
        "", "net P&L of the tests \(total)", "", "trace-hash: \(String(hexadecimal: hash.value))",
      ]).joined(separator: "\n")
  }

  private func report(
    _ market: MarketTape, _ index: Int, _ window: Int, _ length: Int64
  ) throws(PlanError) -> BacktestReport {
    var own = try plan.plan(at: index)
    own.window = SessionWindow(
      from: Nanoseconds(length * Int64(window)), to: Nanoseconds(length * Int64(window + 1)))
    return try market.report(own)
  }
}
