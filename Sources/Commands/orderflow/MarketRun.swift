import Core
import HostIO
import OrderFlowSim

/// One run: lets the market go on tick by tick and writes down what happens.
struct MarketRun: ~Copyable {
  /// Event time between two looks at the clock and the interrupt flag.
  private static let tick = Nanoseconds(10_000_000)

  private(set) var performance = PerformanceSummary()
  private(set) var simulator: Simulator
  private var tape: TapeOutput?
  private let traces: Bool

  init(_ simulator: Simulator, tape path: String?, continuesTape: Bool, traces: Bool) throws {
    self.simulator = simulator
    self.traces = traces
    switch path {
    case nil: tape = nil
    case let path? where continuesTape: tape = try TapeOutput.goOn(path, simulator)
    case let path?: tape = try TapeOutput.begin(path, simulator)
    }
  }

  /// Goes on until the market's limits are reached or somebody presses Ctrl-C.
  mutating func play(output: inout StandardOutput) throws {
    var lines = TapeWriter.excerpt(simulator.header)
    var events: [Event] = []
    var text: [UInt8] = []
    var limit = simulator.now
    let goal = Goal(simulator)
    var progress = ProgressLine("simulating", unit: goal.unit, total: goal.total)
    while !simulator.isFinished, !Interruption.isRequested {
      // Silence is skipped: nothing happens before the next deadline.
      limit = max(limit, simulator.nextDeadline ?? limit).advanced(by: Self.tick)
      events.removeAll(keepingCapacity: true)
      let start = HostClock.monotonicNanos
      simulator.advance(to: limit, into: &events)
      performance.tick(nanos: HostClock.monotonicNanos - start, events: events.count)
      try tape?.write(events)
      if traces {
        text.removeAll(keepingCapacity: true)
        for event in events { try lines.write(event, into: &text) }
        try output.write(text)
      }
      progress.update(done: goal.done(simulator, at: limit))
    }
    if traces { try output.writeLine() }
  }

  /// Completes the tape.
  mutating func finish() throws {
    if let tape = tape.take() { try tape.finish() }
  }
}
