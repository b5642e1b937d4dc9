import Backtest
import Core
import HostIO
import PlanHost

extension BacktestCommand {
  static let sweeping = CommandDescription(
    "sweep", "Runs every combination of some settings' values, on all processors.",
    options: [
      OptionGroup(
        "Sweep",
        [
          .value(
            "vary", "NAME=VALUE;VALUE…", "A setting and its values; repeated for a grid.",
            repeatable: true),
          .value("workers", "N", "Threads; results do not depend on it. [default: all processors]"),
          .value("shard", "I/N", "Runs every N-th combination from the I-th on.", default: "1/1"),
          .value(
            "out", "DIR", "Keeps a row a combination; the same command goes on where it stopped."),
          .value("format", "FORMAT", "Form of the result: text or json.", default: "text"),
        ]), PlanOptions.market, PlanOptions.plan,
    ],
    notes: [
      "Shards of one sweep may run on any machines; `backtest merge DIR` puts their rows together."
    ],
    examples: [
      CommandExample(
        "backtest sweep --vary 'exec.entry=fixed:0ms;fixed:1ms;fixed:5ms'", "what delay costs"),
      CommandExample(
        "backtest sweep --vary 'market-maker.size=1;5' --shard 2/4 --out rows", "one of four"),
    ])

  static let merging = CommandDescription(
    "merge", "Puts the rows of a sweep's shards together; the result is that of one process.",
    operands: [OperandDescription("DIR", "The directory that the shards wrote to.")],
    options: [
      OptionGroup(
        "Merge", [.value("format", "FORMAT", "Form of the result: text or json.", default: "text")])
    ])

  /// `backtest sweep`.
  static func sweep(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let base = try PlanOptions.plan(arguments)
    let plan: SweepPlan
    do throws(PlanError) {
      var axes: [SweepAxis] = []
      for text in try varied(arguments) { axes.append(try SweepAxis(parsing: text)) }
      plan = try SweepPlan(base, axes: axes)
    } catch { throw arguments.badValue("vary", value: error.text, expected: error.expected) }
    let shard = try shard(arguments)
    let market = try MarketInput.whole(arguments, seed: base.seed)
    let name = plan.identity(on: market)
    let files = try arguments.valueIfGiven("out", as: .text).map {
      SweepFiles(directory: try OutputDirectory(path: $0))
    }
    var result = try files?.rows() ?? SweepResult()
    if let known = result.sweep, known != name {
      throw BadInput(
        "\(files?.directory.path ?? ""): rows of another sweep: give each a directory of its own")
    }
    let indices = (0..<plan.count).filter {
      $0 % shard.count == shard.number - 1 && !result.contains($0)
    }
    var file = try files?.begin(shard: shard.number, of: shard.count)
    var progress = ProgressLine("sweeping", unit: "runs", total: Int64(indices.count))
    var done: Int64 = 0
    let threads = try workers(arguments)
    let workers = SweepWorkers(plan, on: market, sweep: name, indices: indices)
    try workers.run(threads: min(threads, max(1, indices.count))) { row in
      do throws(SweepResult.Refusal) { try result.add(row) } catch {
        throw BadInput("combination \(row.index) came out otherwise than before: \(error)")
      }
      try file?.write(row.line + [UInt8(ascii: "\n")])
      try file?.flush()
      done += 1
      progress.update(done: done)
    }
    progress.erase()
    if let file = file.take() { try file.finish() }
    try print(result, arguments, &output)
    return .done
  }

  /// `backtest merge DIR`.
  static func merge(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let path = try arguments.operand("DIR")
    let result = try SweepFiles(directory: OutputDirectory(existing: path)).rows()
    guard result.count > 0 else { throw BadInput("\(path): no rows of a sweep") }
    try print(result, arguments, &output)
    let missing = result.missing
    guard missing.isEmpty else {
      let some = missing.prefix(8).map(String.init).joined(separator: ", ")
      throw Finding(
        "\(path): \(missing.count) of \(result.count + missing.count) combinations are missing: "
          + "\(some)\(missing.count > 8 ? ", …" : ""): run their shards")
    }
    return .done
  }

  private static func print(
    _ result: SweepResult, _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws {
    if try arguments.value("format", as: .choice(of: ["text", "json"])) == "json" {
      try output.write(result.json + [UInt8(ascii: "\n")])
    } else {
      try output.writeLine(result.text)
    }
  }

  private static func varied(_ arguments: ParsedArguments) throws(PlanError) -> [String] {
    (try? arguments.values("vary", as: .text)) ?? []
  }

  private static func workers(_ arguments: ParsedArguments) throws -> Int {
    try arguments.valueIfGiven("workers", as: .integer(in: 1...256)) ?? HostThread.processorCount
  }

  private static func shard(_ arguments: ParsedArguments) throws -> (number: Int, count: Int) {
    let text = try arguments.value("shard", as: .text)
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], count >= 1,
      (1...count).contains(number)
    else {
      throw arguments.badValue("shard", value: text, expected: "I/N, such as 2/4")
    }
    return (number, count)
  }
}
