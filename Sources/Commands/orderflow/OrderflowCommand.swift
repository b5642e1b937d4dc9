import Core
import HostIO
import OrderFlowSim
import Telemetry

/// `orderflow`: simulates a market and writes its tape and summary.
enum OrderflowCommand {
  static let settings = OptionGroup(
    "Market (also in --config FILE, as JSON such as {\"noise\": {\"count\": 8}}; flags win)",
    SimulatorSetting.all.map { setting in
      .value(
        flag(setting.key), setting.placeholder, setting.help,
        default: setting.read(SimulatorConfiguration()))
    })

  static let description = CommandDescription(
    "orderflow",
    "Simulates a market of agents around a real matching engine; same seed, same tape.",
    usage: ["[options]"],
    options: [
      OptionGroup(
        "Output",
        [
          .value(
            "out", "FILE", "Writes the tape to FILE: text, or binary where it ends with .tape."),
          .value("format", "FORMAT", "Form of the summary: text, json or csv.", default: "text"),
          .flag("trace", "Prints every event as a tape line before the summary."),
          .flag("perf", "Prints events a second, queue depth and tick durations on stderr."),
        ]),
      OptionGroup(
        "Runs",
        [
          .value(
            "config", "FILE", "Reads the market's settings and the format from a JSON file."),
          .value("snapshot", "FILE", "Saves the market's state at the end of the run."),
          .optionalValue(
            "resume", "FILE",
            "Goes on from a saved state; --duration and --events may say how far, and with --out "
              + "the tape of the first part is continued. With --wal and no FILE: from the log."),
        ] + VenueLogSource.options),
      TelemetrySettings.options,
      settings,
    ],
    notes: [
      "A run ends at its duration or number of events, whichever comes first. Its last line of "
        + "output is the trace hash: two runs with the same hash did the same."
    ],
    examples: [
      CommandExample("orderflow --seed 42", "ten simulated seconds of one stock"),
      CommandExample("orderflow --seed 42 --out trace.rpl", "the same, with its tape"),
      CommandExample(
        "orderflow --regimes calm:2s,burst:1s:spike=10:half-life=200ms,cancel-storm:1s:storm=2",
        "another script"),
      CommandExample(
        "orderflow --inbox-capacity 16 --inbox-overflow drop-oldest --faults-duplicates 1%",
        "a venue under stress"),
      CommandExample(
        "orderflow --serve 127.0.0.1:9464 --speed 1x --duration 1h", "an hour to be watched"),
      CommandExample(
        "orderflow --seed 42 --wal log", "the venue behind a log; after a crash: --wal log --resume"
      ),
    ])

  /// Flags carry the setting's name with `-` for `.`.
  static func flag(_ key: String) -> String { String(key.map { $0 == "." ? "-" : $0 }) }

  static func run(
    _ arguments: ParsedArguments, output: inout StandardOutput
  ) throws -> ProgramStatus {
    let file = try arguments.valueIfGiven("config", as: .text).map(ConfigurationFile.init(path:))
    let format = try format(arguments, file)
    let traces = try arguments.isGiven("trace")
    if traces, format != .text {
      throw arguments.conflict("--trace prints lines: use --format text")
    }
    let telemetry = try TelemetrySettings(arguments)
    if telemetry.printsMetrics, format != .text {
      throw arguments.conflict("--metrics prints a page: use --format text")
    }
    try checkPaths(arguments, telemetry)
    let log = try VenueLogSource.open(arguments)
    if log != nil, format != .text {
      throw arguments.conflict("--wal prints what is acknowledged: use --format text")
    }
    let market = try MarketSource.market(arguments, file, logged: try log?.configuration())
    // Opened before the run: what cannot be written is known before hours are spent.
    var snapshot = try SnapshotOutput(arguments.valueIfGiven("snapshot", as: .text))
    var run = try MarketRun(
      market, tape: try arguments.valueIfGiven("out", as: .text),
      continuesTape: try arguments.valueIfGiven("resume", as: .text) != nil, traces: traces,
      watching: telemetry, venue: try log?.begin(market))
    var failure: (any Error)?
    do {
      try run.play(output: &output)
    } catch let error as FileError where error.path == StandardOutput.name {
      failure = error
    }
    let isWatched = failure == nil
    do {
      // What was recorded is finished, whether or not the reader of the trace has gone.
      try run.finish(output: &output)
      try snapshot.save(run.simulator)
    } catch {
      // The summary is worth having even if the disk is full.
      failure = error
    }
    if isWatched {
      if let hash = run.venueHash {
        try output.writeLine("state-hash: \(String(hexadecimal: hash))")
      }
      try format.print(
        SimulationReport(run.simulator), metrics: telemetry.printsMetrics ? run.metrics : nil,
        to: &output)
    }
    if try arguments.isGiven("perf") { run.performance.print(run.simulator) }
    if let failure { throw failure }
    try output.flush()
    guard Interruption.isRequested else {
      run.linger()
      return .done
    }
    StandardError().writeLine("orderflow: interrupted; tape and summary end where it stopped")
    throw Interrupted()
  }

  /// The form typed, else the file's, else the default.
  private static func format(
    _ arguments: ParsedArguments, _ file: ConfigurationFile?
  ) throws -> SummaryFormat {
    if let format = file?.format, try !arguments.isGiven("format") { return format }
    return try arguments.value("format", as: .choice)
  }

  /// A saved market is read wholly before the next one is written, so that it may be replaced.
  /// The tape that `--resume` continues is input and output by the same option.
  private static func checkPaths(
    _ arguments: ParsedArguments, _ telemetry: TelemetrySettings
  ) throws {
    func used(_ option: String, mayReplace: [String] = []) throws -> [UsedPath] {
      try arguments.values(option, as: .text).map {
        UsedPath("--\(option)", $0, mayReplace: mayReplace)
      }
    }
    try OutputPaths.check(
      inputs: try used("config") + used("resume"),
      outputs: try used("out") + used("snapshot", mayReplace: ["--resume"])
        + telemetry.outputs)
  }
}
