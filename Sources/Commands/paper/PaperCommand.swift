import Backtest
import Core
import HostIO
import PlanHost

/// `paper`: trades on a market as if it were live, and can be run again exactly.
enum PaperCommand {
  static let description = CommandDescription(
    "paper",
    "Trades on a replayed or simulated market as if it were live: paced, commanded, recorded.",
    usage: ["--trace [FILE] [options]", "--wal DIR --resume", "--replay DIR"],
    operands: [
      OperandDescription(
        "FILE", "The market's tape; without one a market is simulated.", .optional)
    ],
    options: [
      OptionGroup(
        "Session",
        [
          .flag("trace", "Trades on a tape: FILE, or a market simulated in memory."),
          .value("simulate", "SEED", "Simulates the market from this seed."),
          .value("duration", "TIME", "How long to simulate.", default: "30s"),
          .value("speed", "SPEED", "1x, 10x … of the market's time, or max.", default: "max"),
          .value(
            "control", "FILE",
            "Obeys commands appended to FILE, a line each: halt, resume, cancel-all, flatten, kill, "
              + "reset-kill, quit."),
          .value(
            "wal", "DIR",
            "Keeps the session in DIR: configuration, commands (synced before they act), tape, "
              + "report."),
          .flag("resume", "Goes on with the session in --wal DIR after it was cut off."),
          .value("replay", "DIR", "Runs the session of DIR again and compares the result."),
        ]), PlanOptions.plan,
    ],
    notes: [
      "The same tape, settings, seed and commands give the same trace hash at any speed; without "
        + "commands it is the hash of `backtest`.",
      "Ctrl-C is the command quit: it is recorded, orders are taken out, the summary is printed.",
    ],
    examples: [
      CommandExample("paper --trace", "half a simulated minute, as fast as it goes"),
      CommandExample("paper --trace trace.rpl --speed 10x --wal session", "paced and kept"),
      CommandExample("paper --replay session", "the same session again, commands included"),
    ])

  static func run(
    _ arguments: ParsedArguments, output: inout StandardOutput
  ) throws -> ProgramStatus {
    if let path = try arguments.valueIfGiven("replay", as: .text) {
      return try replay(path, arguments, &output)
    }
    if try arguments.isGiven("resume") { return try resume(arguments, &output) }
    var plan = try PlanOptions.plan(arguments)
    let tape = try arguments.operandIfGiven("FILE", as: .text)
    if let seed = try arguments.valueIfGiven("simulate", as: .integer(in: 0...UInt64.max)) {
      guard tape == nil else { throw arguments.conflict("name a tape or --simulate, not both") }
      plan.seed = seed
    }
    guard try arguments.isGiven("trace") || arguments.isGiven("simulate") else {
      throw arguments.conflict("say --trace [FILE] or --simulate SEED")
    }
    let market = PaperMarket(
      tape: tape, duration: try arguments.value("duration", as: .text))
    let kept = try arguments.valueIfGiven("wal", as: .text).map { path in
      try SessionDirectory.new(path, plan, market)
    }
    return try finish(plan, market, kept, [], arguments, &output)
  }

  private static func finish(
    _ plan: BacktestPlan, _ market: PaperMarket, _ directory: SessionDirectory?,
    _ commands: [RecordedCommand], _ arguments: ParsedArguments,
    _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    var run = try PaperRun.open(
      plan, market, directory, commands,
      control: try arguments.valueIfGiven("control", as: .text))
    try run.play(at: try arguments.value("speed", as: .speed))
    let report = try run.finish()
    try output.writeLine(report.text)
    if report.violations > 0 { return .found }
    guard Interruption.isRequested else { return .done }
    try output.flush()
    throw Interrupted()
  }

  /// Market, settings and commands are the session's own.
  private static func resume(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    guard let path = try arguments.valueIfGiven("wal", as: .text) else {
      throw arguments.conflict("--resume goes with --wal DIR")
    }
    let session = try SessionDirectory.existing(path)
    return try finish(
      session.plan, session.market, session, session.commands, arguments, &output)
  }

  private static func replay(
    _ path: String, _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let directory = try SessionDirectory.existing(path)
    guard let expected = try directory.reportedHash() else {
      throw BadInput(
        "\(path): the session has no report yet: finish it with --wal \(path) --resume")
    }
    var run = try PaperRun.open(
      directory.plan, directory.market, nil, directory.commands, control: nil)
    try run.play(at: .max)
    let report = try run.finish()
    try output.writeLine(report.text)
    let found = String(hexadecimal: report.traceHash)
    guard found == expected else {
      throw Finding("\(path): the replay gives \(found), the session was \(expected)")
    }
    StandardError().writeLine(
      "paper: the same session, \(directory.commands.count) commands included")
    return .done
  }
}
