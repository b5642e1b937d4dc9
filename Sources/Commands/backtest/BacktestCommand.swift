import Backtest
import Core
import HostIO
import PlanHost
import Wire

/// `backtest`: runs strategies on a market and says what came of it.
enum BacktestCommand {
  static let output = OptionGroup(
    "Output",
    [
      .value("format", "FORMAT", "Form of the result: text, json or csv (fills).", default: "text"),
      .value("report", "FILE", "Writes the result with its inputs and fills as JSON."),
      .value("html", "FILE", "Writes the tearsheet: one page with charts, nothing beside it."),
      .value("fills", "FILE", "Writes every fill with its cause as CSV."),
    ])

  static let description = CommandDescription(
    "backtest",
    "Runs strategies on a market with honest execution; same inputs, same result.",
    usage: ["[options]", "COMMAND …"],
    options: [PlanOptions.market, PlanOptions.plan, output],
    subcommands: [comparing, sweeping, merging, regimes, walking, verifying],
    notes: [
      "A result is a function of its inputs: market, settings, seed. The last line of output is the "
        + "trace hash over all of them and every decision; two runs with the same hash did the same.",
      "stdout carries no wall-clock figure.",
    ],
    examples: [
      CommandExample("backtest", "the default strategy on half a simulated minute"),
      CommandExample("backtest --tape trace.rpl --exec ideal", "a tape, with nothing in the way"),
      CommandExample("backtest --html sheet.html", "the same with its tearsheet"),
    ])

  static func run(
    _ arguments: ParsedArguments, output: inout StandardOutput
  ) throws -> ProgramStatus {
    switch arguments.subcommand {
    case comparing.name: return try compare(arguments, &output)
    case sweeping.name: return try sweep(arguments, &output)
    case merging.name: return try merge(arguments, &output)
    case regimes.name: return try compareRegimes(arguments, &output)
    case walking.name: return try walk(arguments, &output)
    case verifying.name: return try verify(arguments, &output)
    default: return try test(arguments, &output)  // open set: no command was named
    }
  }

  private static func test(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let form = try arguments.value("format", as: .choice(of: ["text", "json", "csv"]))
    let plan = try PlanOptions.plan(arguments)
    try checkPaths(arguments)
    var files = try ReportFiles(arguments)
    var market = try PlanOptions.market(arguments, seed: plan.seed)
    let report = try BacktestRun.report(plan, on: &market)
    try files.write(report)
    switch form {
    case "json": try output.write(report.json(withFills: false) + [UInt8(ascii: "\n")])
    case "csv":
      try output.write(report.fillsCSV)
      StandardError().writeLine("trace-hash: \(String(hexadecimal: report.traceHash))")
    default: try output.writeLine(report.text)  // open set: the parser has let three words through
    }
    return report.violations == 0 ? .done : .found
  }

  private static func checkPaths(_ arguments: ParsedArguments) throws {
    func used(_ option: String) throws -> [UsedPath] {
      try arguments.values(option, as: .text).map { UsedPath("--\(option)", $0) }
    }
    try OutputPaths.check(
      inputs: try used("tape") + used("config"),
      outputs: try used("report") + used("html") + used("fills"))
  }
}
