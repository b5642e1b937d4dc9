import Core
import HostIO
import OrderFlowSim

/// Where a run's market comes from: the defaults, a configuration file and flags, a saved state, or
/// the log of its venue.
enum MarketSource {
  static func market(
    _ arguments: ParsedArguments, _ file: ConfigurationFile?, logged: SimulatorConfiguration?
  ) throws -> Simulator {
    guard let path = try arguments.valueIfGiven("resume", as: .text) else {
      if let logged { return try again(logged, arguments, file) }
      if try arguments.isGiven("resume"), try !arguments.isGiven("wal") {
        throw arguments.conflict("--resume goes on from a saved market, FILE, or from --wal DIR")
      }
      return Simulator(try configuration(arguments, file))
    }
    return try resumed(path, arguments)
  }

  /// Defaults, then the file, then the flags.
  private static func configuration(
    _ arguments: ParsedArguments, _ file: ConfigurationFile?
  ) throws -> SimulatorConfiguration {
    var configuration = SimulatorConfiguration()
    try file?.apply(to: &configuration)
    try applyFlags(arguments, to: &configuration)
    return configuration
  }

  /// The market of a log, from its beginning: agents are not logged, they do again what they did.
  private static func again(
    _ logged: SimulatorConfiguration, _ arguments: ParsedArguments, _ file: ConfigurationFile?
  ) throws -> Simulator {
    var configuration = logged
    try file?.apply(to: &configuration)
    try applyFlags(arguments, to: &configuration)
    guard configuration.hash == logged.hash, configuration.seed == logged.seed else {
      throw arguments.conflict(
        "the log is of a market with other settings: only --duration and --events may be said anew")
    }
    return Simulator(configuration)
  }

  private static func applyFlags(
    _ arguments: ParsedArguments, to configuration: inout SimulatorConfiguration
  ) throws {
    for given in arguments.given(of: OrderflowCommand.settings) {
      let setting = SimulatorSetting.all.first { OrderflowCommand.flag($0.key) == given.name }
      guard let setting, let text = given.text else { continue }
      do { try configuration.apply(key: setting.key, text: text) } catch {
        throw arguments.badValue(given.name, value: text, expected: error.expected)
      }
    }
  }

  /// A saved market; only how far it goes may be said anew.
  private static func resumed(_ path: String, _ arguments: ParsedArguments) throws -> Simulator {
    if try arguments.isGiven("config") {
      throw arguments.conflict("--resume brings its own market: leave --config out")
    }
    var simulator = try saved(path)
    var limits = simulator.configuration
    try applyFlags(arguments, to: &limits)
    guard limits.hash == simulator.configuration.hash, limits.seed == simulator.configuration.seed
    else {
      throw arguments.conflict(
        "--resume takes only --duration and --events of the market's settings")
    }
    let reached = SimulationReport(simulator).timeText
    simulator.extend(duration: limits.duration, eventLimit: limits.eventLimit)
    if simulator.isFinished {
      StandardError().writeLine(
        "orderflow: already at \(reached) (\(simulator.eventCount) events): give a longer "
          + "--duration or more --events")
    }
    return simulator
  }

  private static func saved(_ path: String) throws -> Simulator {
    var file = try InputFile(path: path)
    do {
      return try SavedState.read(
        Simulator.self, from: try file.readAll(), format: Simulator.savedFormat)
    } catch let error as StateDecodingError {
      switch error.reason {
      case .wrongFormat:
        throw BadInput("\(path): not a saved market of this version: \(error.reason.message)")
      case .truncated, .invalidValue, .trailingBytes, .damaged:
        throw BadInput("\(path): not a sound saved market: \(error)")
      }
    }
  }
}
