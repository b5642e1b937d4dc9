import Backtest
import Core
import HostIO
import PlanHost
import Telemetry

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
          .value(
            "control", "FILE",
            "Obeys commands appended to FILE, a line each, as it does those typed on the terminal: "
              + "halt, resume, cancel-all, flatten, kill, reset-kill, quit, limits FILE."),
          .value(
            "wal", "DIR",
            "Keeps the session in DIR: a write-ahead log of market and commands with its snapshots, "
              + "configuration, tape, report, metrics."),
          .value(
            "snapshot-every", "N", "Saves the session in its log each N records.",
            default: "65536"),
          .value(
            "commands", "FILE",
            "Gives the commands of FILE at their places on the session's tape: lines of place, "
              + "nanoseconds and word."),
          .flag("resume", "Goes on with the session in --wal DIR after it was cut off."),
          .value("replay", "DIR", "Runs the session of DIR again and compares the result."),
        ]), TelemetrySettings.options, PlanOptions.plan,
    ],
    notes: [
      "The same tape, settings, seed and commands give the same trace hash at any speed; without "
        + "commands it is the hash of `backtest`.",
      "Ctrl-C is the command quit: it is recorded, orders are taken out, the summary is printed.",
    ],
    examples: [
      CommandExample("paper --trace", "half a simulated minute, as fast as it goes"),
      CommandExample("paper --trace trace.rpl --speed 10x --wal session", "paced and kept"),
      CommandExample(
        "paper --trace --speed 1x --serve 127.0.0.1:9464", "watched by quanttop or Prometheus"),
      CommandExample("paper --wal session --resume", "goes on after a crash"),
      CommandExample("paper --replay session", "the same session again, commands included"),
    ])

  static func run(
    _ arguments: ParsedArguments, output: inout StandardOutput
  ) throws -> ProgramStatus {
    let settings = try TelemetrySettings(arguments)
    if let path = try arguments.valueIfGiven("replay", as: .text) {
      return try replay(path, settings, &output)
    }
    let commands = CommandSource(file: try arguments.valueIfGiven("control", as: .text))
    let kept = try arguments.valueIfGiven("wal", as: .text)
    if kept == nil, try arguments.isGiven("snapshot-every") {
      throw arguments.conflict("--snapshot-every is of a log: name it with --wal DIR")
    }
    let recorded = try arguments.valueIfGiven("commands", as: .text).map(RecordedCommand.all(in:))
    let session: PaperSession
    let directory: SessionDirectory?
    if try arguments.isGiven("resume") {
      guard let kept else { throw arguments.conflict("--resume goes with --wal DIR") }
      guard recorded == nil else {
        throw arguments.conflict("--commands are of a session from its beginning on")
      }
      let existing = SessionDirectory(existing: kept)
      (session, directory) = (try existing.session(), existing)
    } else {
      session = try asked(arguments)
      directory = try kept.map { try SessionDirectory.new($0, session) }
    }
    var run = try PaperRun.open(
      session, in: directory, again: recorded ?? [], obeying: commands, settings)
    let report = try played(&run, settings, &output)
    try output.flush()
    guard !Interruption.isRequested else { throw Interrupted() }
    try run.linger()
    return report.violations > 0 ? .found : .done
  }

  /// The session that the arguments ask for.
  private static func asked(_ arguments: ParsedArguments) throws -> PaperSession {
    var plan = try PlanOptions.plan(arguments)
    let tape = try arguments.operandIfGiven("FILE", as: .text)
    if let seed = try arguments.valueIfGiven("simulate", as: .integer(in: 0...UInt64.max)) {
      guard tape == nil else { throw arguments.conflict("name a tape or --simulate, not both") }
      plan.seed = seed
    }
    guard try arguments.isGiven("trace") || arguments.isGiven("simulate") else {
      throw arguments.conflict("say --trace [FILE] or --simulate SEED")
    }
    return PaperSession(
      plan: plan,
      market: PaperMarket(tape: tape, duration: try arguments.value("duration", as: .text)),
      snapshotInterval: try arguments.value(
        "snapshot-every", as: ValueForm<UInt64>.integer(in: 1...UInt64.max)))
  }

  /// The whole session and what it prints.
  private static func played(
    _ run: inout PaperRun, _ settings: TelemetrySettings, _ output: inout StandardOutput
  ) throws -> BacktestReport {
    try run.play()
    let report = try run.finish()
    if settings.printsMetrics {
      let hashLine = "trace-hash: \(String(hexadecimal: report.traceHash))"
      try output.write(String(report.text.dropLast(hashLine.count)))
      try output.write(run.page())
      try output.writeLine(hashLine)
    } else {
      try output.writeLine(report.text)
    }
    return report
  }

  private static func replay(
    _ path: String, _ settings: TelemetrySettings, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let directory = SessionDirectory(existing: path)
    let session = try directory.session()
    guard let expected = try directory.reportedHash() else {
      throw BadInput(
        "\(path): the session has no report yet: finish it with --wal \(path) --resume")
    }
    let commands = try directory.commands()
    var run = try PaperRun.open(session, in: nil, again: commands, obeying: nil, settings)
    let found = String(hexadecimal: try played(&run, settings, &output).traceHash)
    guard found == expected else {
      throw Finding("\(path): the replay gives \(found), the session was \(expected)")
    }
    StandardError().writeLine("paper: the same session, \(commands.count) commands included")
    return .done
  }
}
