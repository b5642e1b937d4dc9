import Core
import HostIO
import OrderFlowSim
import Telemetry

/// One run: lets the market go on batch by batch and writes down what happens.
struct MarketRun: ~Copyable {
  private(set) var performance = PerformanceSummary()
  private(set) var simulator: Simulator
  private var telemetry: MarketTelemetry
  private var tape: TapeOutput?
  private let traces: Bool
  private var venue: LoggedVenue?
  /// Trace hash of the logged venue's state at the end of the run; nil where there is none.
  private(set) var venueHash: UInt64?

  init(
    _ simulator: Simulator, tape path: String?, continuesTape: Bool, traces: Bool,
    watching settings: TelemetrySettings, venue: consuming LoggedVenue?
  ) throws {
    let tape: TapeOutput? = try path.map { path in
      continuesTape ? try TapeOutput.goOn(path, simulator) : try TapeOutput.begin(path, simulator)
    }
    telemetry = try MarketTelemetry(settings, simulator, program: "orderflow")
    self.tape = tape
    self.simulator = simulator
    self.traces = traces
    self.venue = venue
  }

  /// Goes on until the market's limits are reached or somebody presses Ctrl-C.
  mutating func play(output: inout StandardOutput) throws {
    var lines = TapeWriter.excerpt(simulator.header)
    var events: [Event] = []
    var text: [UInt8] = []
    let hasOutput = traces || tape != nil
    // In a variable of its own, the market is lent to others without a copy of it each time.
    var market = simulator
    defer { simulator = market }
    var goal = Goal(market)
    var progress = ProgressLine("simulating", unit: goal.unit, total: goal.total)
    while let due = market.nextDeadline, !Interruption.isRequested {
      let isCatchingUp = venue?.isCatchingUp() ?? false
      guard
        let limit = try telemetry.limit(
          due, market, isCatchingUp: isCatchingUp, flushing: &output)
      else { break }
      events.removeAll(keepingCapacity: true)
      let nanos = try telemetry.advance(&market, to: limit, into: &events)
      performance.tick(nanos: nanos, events: events.count)
      // What happened leaves only when the requests behind it are durable.
      try venue?.take(events, &output)
      if telemetry.showsPage { telemetry.venue = venue?.figures() }
      try tape?.write(events)
      if traces {
        text.removeAll(keepingCapacity: true)
        for event in events { try lines.write(event, into: &text) }
        try output.write(text)
      }
      try telemetry.wrote(hasOutput ? events.count : nil, of: market)
      progress.update(done: goal.done(events.count, at: limit))
    }
    if traces { try output.writeLine() }
  }

  /// Seals the venue's log, and completes tape, log and spans.
  mutating func finish(output: inout StandardOutput) throws {
    if var venue = venue.take() {
      try venue.close(&output)
      venueHash = venue.stateHash
    }
    if let tape = tape.take() { try tape.finish() }
    try telemetry.finish(simulator)
  }

  /// The metrics as they stand.
  var metrics: [UInt8] { telemetry.page(simulator) }

  /// Goes on answering clients, where it was asked to, until Ctrl-C.
  func linger() { telemetry.linger(simulator) }
}
