import Backtest
import Core
import HostIO
import PlanHost
import Wire

extension BacktestCommand {
  static let verifying = CommandDescription(
    "verify", "Runs a report's inputs again and compares the result.",
    operands: [OperandDescription("REPORT", "A file that backtest --report has written.")],
    options: [
      OptionGroup(
        "Verify",
        [
          .value(
            "tape", "FILE", "The report's tape, where the market was not simulated.")
        ])
    ])

  /// `backtest verify REPORT`.
  static func verify(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let path = try arguments.operand("REPORT")
    var file = try InputFile(path: path)
    let bytes = try file.readAll()
    let document: JSONValue
    do { document = try JSONValue(parsing: bytes) } catch { throw BadInput("\(path):\(error)") }
    guard let inputs = document["inputs"], let hash = document["trace_hash"]?.string,
      let settings = inputs["settings"]?.members, let market = inputs["market"]?.string,
      let marketHash = inputs["market_hash"]?.string
    else { throw BadInput("\(path): not a report of backtest --report") }
    var plan = BacktestPlan()
    for setting in settings {
      do throws(PlanError) {
        try plan.apply(key: setting.name, text: setting.value.string ?? "")
      } catch { throw BadInput("\(path): inputs.settings: \(error)") }
    }
    var input = try source(arguments, market, inputs, plan)
    let report = try BacktestRun.report(plan, on: &input)
    guard String(hexadecimal: report.identity.marketHash) == marketHash else {
      throw Finding(
        "\(path): made from another market: its hash is \(marketHash), this one's "
          + String(hexadecimal: report.identity.marketHash))
    }
    guard String(hexadecimal: report.traceHash) == hash else {
      throw Finding(
        "\(path): the same inputs give \(String(hexadecimal: report.traceHash)), the report says "
          + "\(hash) (made by version \(inputs["build"]?.string ?? "-"), this is "
          + "\(TrueTape.version))")
    }
    guard report.json(withFills: true) + [UInt8(ascii: "\n")] == bytes else {
      throw Finding("\(path): the run is the same, but the report's text was altered")
    }
    try output.writeLine("\(path): the same, byte for byte")
    try output.writeLine("trace-hash: \(hash)")
    return .done
  }

  private static func source(
    _ arguments: ParsedArguments, _ market: String, _ inputs: JSONValue, _ plan: BacktestPlan
  ) throws -> MarketInput {
    if let tape = try arguments.valueIfGiven("tape", as: .text) {
      return try MarketInput(path: tape)
    }
    let words = market.split(separator: " ")
    guard words.count == 2, words[0] == "simulated" else {
      throw arguments.conflict("the report's market is \(market): name it with --tape")
    }
    do throws(SettingFailure) {
      return MarketInput(seed: plan.seed, duration: try SettingText.duration(String(words[1])))
    } catch { throw BadInput("inputs.market: expected \(error.expected)") }
  }
}
