import Core
import Measurement
import OrderFlowSim

/// Simulates the default market: agents, channel, matching, lifecycle and trace hash; an operation
/// is one event. The result hash is the market's trace hash.
struct SimulationPass: BenchmarkPass {
  /// A market and the number of events that it makes, found by an untimed run.
  private struct Input {
    let configuration: SimulatorConfiguration
    let events: Int
  }

  private let input: Input
  private var simulator: Simulator
  private var events: [Event] = []

  static var benchmark: Benchmark {
    Benchmark(
      name: "sim.events", unit: "events/s", prepare: { Self.input($0) },
      pass: { SimulationPass(input: $0) })
  }

  private init(input: Input) {
    self.input = input
    simulator = Simulator(input.configuration)
  }

  var operationCount: Int { input.events }

  /// Steps of 10 ms of event time, as `orderflow` takes them.
  mutating func run() -> UInt64 {
    var limit = Timestamp.zero
    while !simulator.isFinished {
      limit = limit.advanced(by: Nanoseconds(10_000_000))
      events.removeAll(keepingCapacity: true)
      simulator.advance(to: limit, into: &events)
    }
    return simulator.hash.value
  }

  private static func input(_ scale: MeasurementPlan.Scale) -> Input {
    var configuration = SimulatorConfiguration()
    switch scale {
    case .full: configuration.duration = Nanoseconds(60_000_000_000)
    case .smoke: configuration.duration = Nanoseconds(500_000_000)
    }
    var trial = SimulationPass(input: Input(configuration: configuration, events: 0))
    _ = trial.run()
    return Input(configuration: configuration, events: Int(trial.simulator.eventCount))
  }
}
