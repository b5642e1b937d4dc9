public import HostIO
internal import Obs

/// What a command line asks a run to show of itself.
public struct TelemetrySettings {
  /// The options, for a program's description.
  public static let options = OptionGroup(
    "Watching",
    [
      .flag("metrics", "Prints the run's metrics as a Prometheus page before the trace hash."),
      .value(
        "serve", "ADDRESS",
        "Answers /metrics and /healthz on a port of this machine, such as 127.0.0.1:9464 (port 0: a "
          + "free one), during the run and after it until Ctrl-C."),
      .value(
        "speed", "SPEED", "Market time against the clock: 1x, 10x, or max without waiting.",
        default: "max"),
      .value("sample", "N", "Times one operation in N.", default: "16"),
      .value("log", "FILE", "Writes log records to FILE, one line of JSON each."),
      .value("log-level", "LEVEL", "Most detailed level of the log.", default: "info"),
      .value("spans", "FILE", "Writes the pipeline's spans to FILE, for ui.perfetto.dev."),
    ])

  /// Whether the page is printed at the end.
  public let printsMetrics: Bool
  let address: LoopbackAddress?
  let speed: PlaybackSpeed
  let samplingInterval: UInt64
  let log: String?
  let logLevel: LogLevel
  let spans: String?

  /// Reads the options.
  public init(_ arguments: ParsedArguments) throws(ArgumentError) {
    printsMetrics = try arguments.isGiven("metrics")
    address = try arguments.valueIfGiven("serve", as: .loopbackAddress)
    speed = try arguments.value("speed", as: .speed)
    samplingInterval = try arguments.value("sample", as: .integer(in: 1...1_000_000))
    log = try arguments.valueIfGiven("log", as: .text)
    logLevel = try arguments.value("log-level", as: .logLevel)
    spans = try arguments.valueIfGiven("spans", as: .text)
  }

  /// Whether anything is to be shown beside the pace.
  public var watches: Bool { printsMetrics || address != nil || log != nil || spans != nil }

  /// The files that will be written, for `OutputPaths.check`.
  public var outputs: [UsedPath] {
    [("--log", log), ("--spans", spans)].compactMap { option, path in
      path.map { UsedPath(option, $0) }
    }
  }
}

extension ValueForm where Value == LogLevel {
  /// A level by its name.
  fileprivate static var logLevel: Self {
    let names = LogLevel.allCases.filter { $0 <= LogLevel.built }.map(\.name.description)
    return Self(
      expected: "one of \(names.joined(separator: ", ")), which this build contains",
      choices: names
    ) { names.contains($0) ? LogLevel(name: $0) : nil }
  }
}
