import Core
import Measurement

/// Parses, selects, measures, prints.
enum BenchProgram {
  static func run(_ words: [String]) -> ExitCode {
    do {
      let arguments = try BenchArguments.parse(words)
      switch arguments.action {
      case .help: Console.data(BenchArguments.help)
      case .version: Console.data("bench \(TrueTape.version)")
      case .list: for benchmark in try selected(arguments) { Console.data(benchmark.name) }
      case .measure: return measure(try selected(arguments), arguments)
      }
      return .done
    } catch {
      Console.talk("bench: \(error.message)")
      return .badUsage
    }
  }

  private static func selected(
    _ arguments: BenchArguments
  ) throws(BenchArguments.UsageError) -> [Benchmark] {
    guard let filter = arguments.filter else { return Registry.benchmarks }
    guard let pattern = try? Regex(filter) else {
      throw BenchArguments.UsageError(message: "--filter '\(filter)' is no regular expression")
    }
    let found = Registry.benchmarks.filter { $0.name.contains(pattern) }
    if found.isEmpty {
      throw BenchArguments.UsageError(
        message: "--filter '\(filter)' matches no benchmark; see bench --list")
    }
    return found
  }

  /// With JSON the circumstances go to stderr, so that stdout is one document.
  private static func measure(
    _ benchmarks: [Benchmark], _ arguments: BenchArguments
  ) -> ExitCode {
    let tell = arguments.isJSON ? Console.talk : Console.data
    let plan: MeasurementPlan =
      arguments.isSmoke
      ? .smoke : .full(repetitions: arguments.repetitions ?? MeasurementPlan.publishableRepetitions)
    let core = Machine.pinToOneCore()
    let scale = TickScale.calibrate(nanos: arguments.isSmoke ? 2_000_000 : 50_000_000)
    for line in Circumstances(plan: plan, core: core, scale: scale).lines { tell(line) }
    var measurements: [Measurement] = []
    for benchmark in benchmarks {
      do {
        measurements.append(
          try benchmark.measure(plan, scale: scale, progress: Console.progress))
      } catch {
        Console.progress("")
        Console.talk("bench: \(error)")
        return .found
      }
    }
    Console.progress("")
    if arguments.isJSON {
      Console.data(MeasurementJSON.document(measurements))
    } else {
      for line in MeasurementTable.lines(measurements) { Console.data(line) }
    }
    return .done
  }
}
