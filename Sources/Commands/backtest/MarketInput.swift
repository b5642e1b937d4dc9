import Core
import HostIO
import OrderFlowSim

/// Where a backtest's market comes from: a tape in a file, or one that is simulated as it is read.
struct MarketInput: ~Copyable {
  /// How reports name it.
  let name: String
  let header: TapeHeader
  private(set) var eventCount: UInt64 = 0
  private var tape: TapeInput?
  private var simulator: Simulator?

  /// Events that are handed out at a time.
  static let chunk = 65_536

  /// A tape in a file.
  init(path: String) throws {
    var tape = try TapeInput(path: path)
    header = try tape.begin()
    name = path.split(separator: "/").last.map(String.init) ?? path
    self.tape = consume tape
    simulator = nil
  }

  /// The default market, from this seed, for this long.
  init(seed: UInt64, duration: Nanoseconds) {
    var configuration = SimulatorConfiguration()
    configuration.seed = seed
    configuration.duration = duration
    let market = Simulator(configuration)
    header = market.header
    name = "simulated"
    tape = nil
    simulator = market
  }

  /// The next stretch; empty at the end.
  mutating func next() throws -> [Event] {
    var events: [Event] = []
    if var market = simulator.take() {
      while events.count < Self.chunk, !market.isFinished, let deadline = market.nextDeadline {
        market.advance(to: deadline, into: &events)
      }
      hash = market.hash.value
      simulator = market
    } else if var file = tape.take() {
      try file.read(into: &events, atMost: Self.chunk)
      hash = file.hash
      tape = consume file
    }
    eventCount += UInt64(events.count)
    return events
  }

  /// Hash of what was handed out; the tape's own once all of it was.
  private(set) var hash = TraceHash().value

  /// Takes the progress line away before something is printed.
  mutating func quiet() {
    guard var file = tape.take() else { return }
    file.quiet()
    tape = consume file
  }
}
