import Core
import OrderFlowSim

/// One run of a market: its settings in words, what happened, how it stood in the end.
struct MarketRun {
  private(set) var simulator: Simulator
  private(set) var events: [Event] = []

  /// Runs a market with settings such as `duration=1s inbox.capacity=4` to its end.
  init(_ settings: String) throws(ConfigurationError) {
    self.init(Simulator(try SimulatorConfiguration(settings)))
  }

  /// Runs a market from where it stands to its end.
  init(_ simulator: Simulator) {
    self.simulator = simulator
    self.simulator.advance(to: .farthest, into: &events)
  }

  var metrics: SimulationMetrics { simulator.metrics }
  var report: SimulationReport { SimulationReport(simulator) }
  var header: TapeHeader { simulator.header }

  /// The report's figure with this name; zero where it is no count.
  func count(_ name: String) -> UInt64 {
    guard case .count(let count) = report.figures.first(where: { $0.name == name })?.value else {
      return 0
    }
    return count
  }

  /// Events of one kind.
  func events(_ kind: EventKind) -> [Event] { events.filter { $0.kind == kind } }

  /// Number of the party that is called like this.
  func party(_ name: String) -> PartyID? { header.parties.number(of: name).map { PartyID($0) } }

  /// Names of the regimes in the order in which they were entered, with the times.
  var phases: [(name: String, time: Timestamp)] {
    events.compactMap { event in
      guard case .regime(let change) = event.payload else { return nil }
      return (header.regimes.name(change.regime.rawValue) ?? "?", event.time)
    }
  }
}

extension SimulatorConfiguration {
  /// The default market with settings such as `duration=1s inbox.capacity=4`.
  init(_ settings: String) throws(ConfigurationError) {
    self.init()
    for setting in settings.split(separator: " ") {
      let words = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      try apply(key: String(words[0]), text: words.count == 2 ? String(words[1]) : "")
    }
  }
}

extension Timestamp {
  /// Later than any run.
  static let farthest = Timestamp.zero.advanced(by: Nanoseconds(.max))
}

extension Nanoseconds {
  static func milliseconds(_ count: Int64) -> Nanoseconds { Nanoseconds(count * 1_000_000) }
}
