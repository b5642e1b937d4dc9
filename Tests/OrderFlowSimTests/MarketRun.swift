import Core
import OrderFlowSim

/// One run of a market: its settings in words, what happened, how it stood in the end.
struct MarketRun {
  let simulator: Simulator
  let events: [Event]
  let report: SimulationReport
  private let figures: [SimulationReport.Figure]

  /// Runs a market with settings such as `duration=1s inbox.capacity=4` to its end.
  init(_ settings: String) throws(ConfigurationError) {
    self.init(Simulator(try SimulatorConfiguration(settings)))
  }

  /// Runs a market from where it stands to its end.
  init(_ simulator: Simulator) {
    var (simulator, events) = (simulator, [Event]())
    simulator.advance(to: .farthest, into: &events)
    self.simulator = simulator
    self.events = events
    report = SimulationReport(simulator)
    figures = report.figures
  }

  var metrics: SimulationMetrics { simulator.metrics }
  var header: TapeHeader { simulator.header }

  /// The report's figure with this name; nil when there is none.
  func figure(_ name: String) -> SimulationReport.Figure.Value? {
    figures.first { $0.name == name }?.value
  }

  /// The report's count with this name; zero where it is no count.
  func count(_ name: String) -> UInt64 {
    if case .count(let count) = figure(name) { count } else { 0 }
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
