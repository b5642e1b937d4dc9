public import Backtest
public import Core
public import HostIO
public import OrderFlowSim

/// Where a backtest's market comes from: a tape in a file, or one that is simulated as it is read.
public struct MarketInput: ~Copyable {
  /// How reports name it.
  public let name: String
  /// What its tape says of itself.
  public let header: TapeHeader
  /// Events that were handed out.
  public private(set) var eventCount: UInt64 = 0
  private var tape: TapeInput?
  private var simulator: Simulator?

  /// Events that are handed out at a time.
  public static let chunk = 65_536

  /// A tape in a file.
  public init(path: String) throws {
    var tape = try TapeInput(path: path)
    header = try tape.begin()
    name = path.split(separator: "/").last.map(String.init) ?? path
    self.tape = consume tape
    simulator = nil
  }

  /// The default market, from this seed, for this long.
  public init(seed: UInt64, duration: Nanoseconds) {
    var configuration = SimulatorConfiguration()
    configuration.seed = seed
    configuration.duration = duration
    self.init(configuration)
  }

  /// A simulated market.
  public init(_ configuration: SimulatorConfiguration) {
    let market = Simulator(configuration)
    header = market.header
    name = "simulated \(SettingText.text(configuration.duration))"
    tape = nil
    simulator = market
  }

  /// The next stretch; empty at the end.
  public mutating func next(atMost limit: Int = MarketInput.chunk) throws -> [Event] {
    var events: [Event] = []
    if var market = simulator.take() {
      while events.count < limit, !market.isFinished, let deadline = market.nextDeadline {
        market.advance(to: deadline, into: &events)
      }
      hash = market.hash.value
      simulator = market
    } else if var file = tape.take() {
      try file.read(into: &events, atMost: limit)
      hash = file.hash
      tape = consume file
    }
    eventCount += UInt64(events.count)
    return events
  }

  /// All of the market that the arguments name, for runs that share it.
  public static func whole(_ arguments: ParsedArguments, seed: UInt64) throws -> MarketTape {
    var input = try PlanOptions.market(arguments, seed: seed)
    return try input.rest()
  }

  /// All that is left, in memory.
  public mutating func rest() throws -> MarketTape {
    var events: [Event] = []
    while true {
      let more = try next()
      if more.isEmpty { break }
      if Interruption.isRequested { throw Interrupted() }
      events += more
    }
    quiet()
    return MarketTape(name: name, header: header, events: events, hash: hash)
  }

  /// Hash of what was handed out; the tape's own once all of it was.
  public private(set) var hash = TraceHash().value

  /// Takes the progress line away before something is printed.
  public mutating func quiet() {
    guard var file = tape.take() else { return }
    file.quiet()
    tape = consume file
  }
}
