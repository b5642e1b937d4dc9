import Backtest
import Core
import HostIO
import OrderFlowSim
import PlanHost
import Wire

extension BacktestCommand {
  static let comparing = CommandDescription(
    "compare", "Runs the same plan ideally and realistically, side by side.",
    options: [PlanOptions.market, PlanOptions.plan])

  static let regimes = CommandDescription(
    "regimes", "Runs the plan on a calm, a bursting and a cancel-storm market, one by one.",
    options: [
      PlanOptions.plan,
      OptionGroup(
        "Market", [.value("duration", "TIME", "How long each market lasts.", default: "30s")]),
    ])

  static let walking = CommandDescription(
    "walk-forward",
    "Chooses a setting's value on each stretch of a market and tries it on the next.",
    options: [
      OptionGroup(
        "Walk",
        [
          .value("vary", "NAME=VALUE;VALUE…", "The setting and its values.", repeatable: true),
          .value(
            "windows", "N", "Stretches of equal time; the last N − 1 are tests.", default: "4"),
        ]), PlanOptions.market, PlanOptions.plan,
    ],
    notes: [
      "The value with the highest net P&L on a stretch is used on the next; the first of equals."
    ])

  /// `backtest compare`.
  static func compare(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let plan = try PlanOptions.plan(arguments)
    let market = try MarketInput.whole(arguments, seed: plan.seed)
    var comparison = ReportComparison()
    for model in ["ideal", "realistic"] {
      var own = plan
      do throws(PlanError) {
        if model == "ideal" { try own.apply(key: "exec", text: model) }
        comparison.add(try market.report(own), title: model)
      } catch { throw BadInput("\(error)") }
    }
    try output.writeLine(comparison.text)
    return .done
  }

  /// `backtest regimes`.
  static func compareRegimes(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let plan = try PlanOptions.plan(arguments)
    let text = try arguments.value("duration", as: .text)
    var comparison = ReportComparison()
    // The phases of the default market, each a market by itself: a burst comes back when it is over.
    for phase in RegimeScript.standard.phases {
      var configuration = SimulatorConfiguration()
      configuration.regimes = RegimeScript(first: phase, rest: [])
      do {
        try configuration.apply(key: "duration", text: text)
        try configuration.apply(key: "seed", text: "\(plan.seed)")
      } catch {
        throw arguments.badValue("duration", value: text, expected: error.expected)
      }
      var input = MarketInput(configuration)
      let market = try input.rest()
      do throws(PlanError) { comparison.add(try market.report(plan), title: phase.name) } catch {
        throw BadInput("\(error)")
      }
    }
    try output.writeLine(comparison.text)
    return .done
  }

  /// `backtest walk-forward`.
  static func walk(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let base = try PlanOptions.plan(arguments)
    let count = try arguments.value("windows", as: .integer(in: 2...1_000))
    let market = try MarketInput.whole(arguments, seed: base.seed)
    do throws(PlanError) {
      var axes: [SweepAxis] = []
      for text in (try? arguments.values("vary", as: .text)) ?? [] {
        axes.append(try SweepAxis(parsing: text))
      }
      let walk = WalkForward(try SweepPlan(base, axes: axes), windows: count)
      var progress = ProgressLine("walking", unit: "stretches", total: Int64(count - 1))
      let result = try walk.run(on: market) { progress.update(done: Int64($0)) }
      progress.erase()
      try? output.writeLine(result)
    } catch { throw BadInput("\(error)") }
    return .done
  }
}
