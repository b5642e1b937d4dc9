import Core
import HostIO
import Measurement
import Workloads

/// `bench`: selects, measures, prints.
enum BenchCommand {
  static let description = CommandDescription(
    "bench", "Measures this package's own code on inputs that it makes itself.",
    options: [
      OptionGroup(
        "What",
        [
          .value("filter", "REGEX", "Only benchmarks whose name has a match."),
          .flag("list", "Prints the names; measures nothing."),
          .value(
            "repetitions", "N", "Timed passes of each benchmark.",
            default: String(MeasurementPlan.publishableRepetitions)),
          .value(
            "passes", "N",
            "Makes N passes of each, measures nothing, and prints the operations of one: for a "
              + "counter outside, such as valgrind."),
          .flag("smoke", "Tiny inputs, one repetition: shows that benchmarks work, not how fast."),
          .value(
            "write-tape", "FILE",
            "Writes the tape that tape.text.* reads and writes; measures nothing."),
          .value(
            "write-market", "FILE",
            "Writes the market of levels that backtest.* runs on; measures nothing."),
          .value("rows", "N", "Rows of --write-market.", default: "5000000"),
          .value(
            "write-log", "DIR",
            "Writes a venue's log for restarts to be timed on; measures nothing."),
          .value("live", "N", "Live orders in the snapshot of --write-log.", default: "100000"),
          .value("tail", "N", "Requests behind that snapshot.", default: "100000"),
        ]),
      OptionGroup(
        "Output",
        [
          .flag("json", "One JSON document on stdout instead of the table."),
          .value(
            "compare", "OLD.json",
            "Sets the run beside an earlier one's JSON; other work or more allocations: status 1."),
        ]),
    ],
    notes: [
      "Rates are minimum, median and maximum over the repetitions. Percentiles and allocations come "
        + "from passes of their own. A result hash is the same on every machine: other hash, other "
        + "work."
    ],
    examples: [
      CommandExample("swift run -c release bench", "everything"),
      CommandExample("swift run -c release bench --filter '^book' --json", "the books, for a file"),
      CommandExample("swift run bench --smoke", "does it work?"),
    ])

  static func run(
    _ arguments: ParsedArguments, output: inout StandardOutput
  ) throws -> ProgramStatus {
    let benchmarks = try selected(arguments)
    if try arguments.isGiven("list") {
      for benchmark in benchmarks { try output.writeLine(benchmark.name) }
      return .done
    }
    let plan = try plan(arguments)
    if let path = try arguments.valueIfGiven("write-tape", as: .text) {
      return try writeTape(to: path, plan.scale)
    }
    if let path = try arguments.valueIfGiven("write-market", as: .text) {
      let rows = try arguments.value("rows", as: .integer(in: 1...1_000_000_000))
      return try writeMarket(to: path, rows: rows)
    }
    if let path = try arguments.valueIfGiven("write-log", as: .text) {
      var log = WrittenLog(
        liveOrders: try arguments.value("live", as: .integer(in: 0...10_000_000)),
        tail: try arguments.value("tail", as: .integer(in: 0...100_000_000)))
      try log.write(to: path)
      return .done
    }
    if let passes = try arguments.valueIfGiven("passes", as: .integer(in: 1...1_000_000)) {
      for benchmark in benchmarks {
        let operations = benchmark.repeatPasses(passes, scale: plan.scale)
        try output.writeLine("\(benchmark.name) \(operations)")
      }
      return .done
    }
    let earlier = try earlierRun(arguments)
    let isJSON = try arguments.isGiven("json")
    let core = Machine.pinToOneCore()
    let scale = TickScale.calibrate(nanos: plan.scale == .smoke ? 2_000_000 : 50_000_000)
    let circumstances = Circumstances(plan: plan, core: core, scale: scale).lines
    // With JSON the circumstances go to stderr, so that stdout is one document.
    for line in circumstances {
      if isJSON { StandardError().writeLine(line) } else { try output.writeLine(line) }
    }
    try output.flush()
    let measurements = try benchmarks.map { try measured($0, plan, scale) }
    if isJSON {
      try output.writeLine(MeasurementJSON.document(measurements))
    } else {
      for line in MeasurementTable.lines(measurements) { try output.writeLine(line) }
    }
    guard let earlier else { return .done }
    return try compare(measurements, with: earlier)
  }

  /// The codec's input as a file, so that other programs can be timed on the same bytes.
  private static func writeTape(
    to path: String, _ scale: MeasurementPlan.Scale
  ) throws -> ProgramStatus {
    var file = try OutputFile(path: path, mode: .atomic)
    try file.write(TapeTextInput(scale).text)
    try file.finish()
    return .done
  }

  /// The backtests' market as a text tape, for other backtesters.
  private static func writeMarket(
    to path: String, rows: Int
  ) throws -> ProgramStatus {
    var file = try OutputFile(path: path, mode: .atomic)
    var writer = TapeWriter(LevelMarket.header)
    var market = LevelMarket(seed: 42)
    var text: [UInt8] = []
    writer.begin(into: &text)
    for _ in 0..<rows {
      try writer.write(market.next(), into: &text)
      if text.count < 65_536 { continue }
      try file.write(text)
      text.removeAll(keepingCapacity: true)
    }
    writer.finish(into: &text)
    try file.write(text)
    try file.finish()
    return .done
  }

  /// The document of `--compare`, read before anything is measured.
  private static func earlierRun(
    _ arguments: ParsedArguments
  ) throws -> (path: String, document: [UInt8])? {
    guard let path = try arguments.valueIfGiven("compare", as: .text) else { return nil }
    var file = try InputFile(path: path)
    return (path, try file.readAll())
  }

  /// Says on stderr how the rates moved; a finding ends the run with 1.
  private static func compare(
    _ measurements: [Measurement], with earlier: (path: String, document: [UInt8])
  ) throws -> ProgramStatus {
    guard let comparison = MeasurementComparison(measurements, with: earlier.document) else {
      throw BadInput("\(earlier.path): not a document of bench --json")
    }
    let errors = StandardError()
    for line in comparison.lines + comparison.findings { errors.writeLine(line) }
    return comparison.findings.isEmpty ? .done : .found
  }

  private static func selected(_ arguments: ParsedArguments) throws -> [Benchmark] {
    guard let filter = try arguments.valueIfGiven("filter", as: .text) else {
      return Registry.benchmarks
    }
    guard let pattern = try? Regex(filter) else {
      throw arguments.badValue("filter", value: filter, expected: "a regular expression")
    }
    let found = Registry.benchmarks.filter { $0.name.contains(pattern) }
    if found.isEmpty {
      throw arguments.badValue("filter", value: filter, expected: "part of a name of bench --list")
    }
    return found
  }

  private static func plan(_ arguments: ParsedArguments) throws -> MeasurementPlan {
    guard try arguments.isGiven("smoke") else {
      return .full(repetitions: try arguments.value("repetitions", as: .integer(in: 1...1000)))
    }
    if try arguments.isGiven("repetitions") {
      throw arguments.conflict("--smoke is one repetition: leave --repetitions out")
    }
    return .smoke
  }

  /// A wrong result is a finding: the figure of wrong work is worth nothing.
  private static func measured(
    _ benchmark: Benchmark, _ plan: MeasurementPlan, _ scale: TickScale
  ) throws -> Measurement {
    if Interruption.isRequested { throw Interrupted() }
    do {
      return try benchmark.measure(plan, scale: scale, progress: showProgress)
    } catch {
      showProgress("")
      throw Finding("\(error)")
    }
  }

  /// A line that the next one replaces; nothing when nobody watches.
  private static func showProgress(_ line: String) {
    if StandardStream.error.acceptsEscapes { StandardError().write("\r\u{1B}[K" + line) }
  }
}
