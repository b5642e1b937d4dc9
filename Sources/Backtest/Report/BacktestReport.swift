public import Core
internal import Engine
internal import ExecSim
public import Risk
internal import Strategy

/// What went into a run: enough to run it again and know that it was the same.
public struct RunIdentity: Sendable, Equatable {
  /// Where the market came from: a file's name, or `simulated`.
  public var market: String
  /// Seed of the simulated market and of the venue's delays.
  public var seed: UInt64
  /// Trace hash of the market's tape.
  public var marketHash: UInt64
  /// Events on the market's tape.
  public var marketEvents: UInt64
  /// Digest of the configuration below.
  public var configurationHash: UInt64
  /// Every setting in force, in a fixed order.
  public var settings: [Setting]
  /// Version of the program.
  public var build: String

  /// One setting, as it would be typed.
  public struct Setting: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: String

    /// Takes both.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Hashes the settings.
  public init(
    market: String, seed: UInt64, marketHash: UInt64, marketEvents: UInt64, settings: [Setting],
    build: String = TrueTape.version
  ) {
    self.market = market
    self.seed = seed
    self.marketHash = marketHash
    self.marketEvents = marketEvents
    self.settings = settings
    self.build = build
    var writer = ByteWriter()
    for setting in settings {
      writer.append(setting.name)
      writer.append(setting.value)
    }
    configurationHash = TraceHash.of(writer.bytes)
  }
}

/// The result of a backtest.
///
/// Everything in it is a function of the identity: no wall clock, no path, no machine.
public struct BacktestReport: Sendable {
  /// What went in.
  public let identity: RunIdentity
  /// What the simulated venue assumed, a sentence each.
  public let assumptions: [String]
  /// The strategies' figures, in seat order.
  public let seats: [SeatFigures]
  /// Every fill with its cause.
  public let fills: [RecordedFill]
  /// Valuations.
  public let marks: [RecordedMark]
  /// Nanoseconds from a new order to its first answer.
  public let answerDelays: LogLinearHistogram
  /// First and last time of the session, by the engine's clock.
  public let span: (from: Timestamp, to: Timestamp)
  /// Instruments of the market.
  public let instruments: [Instrument]
  /// Name and digits of the money that figures are in.
  public let money: (currency: String, scale: DecimalScale)
  /// Inputs that cannot have been, and whether trading was stopped.
  public let violations: UInt64
  /// Which rule has latched the kill switch, and when.
  public let kill: KillState?
  /// Digest of market, configuration and every decision: equal runs, equal hashes.
  public let traceHash: UInt64

  /// Takes a session that is over.
  public init(_ session: borrowing Session, identity: RunIdentity) {
    let engine = session.engine
    self.identity = identity
    assumptions =
      session.venue.configuration.describe() + (session.venue.leads.sentence.map { [$0] } ?? [])
    seats = (0..<engine.seatCount).map { SeatFigures(seat: $0, of: session) }
    fills = session.record.fills
    marks = session.record.marks
    answerDelays = session.record.answerDelays
    span = (session.record.marks.first?.time ?? engine.now, engine.now)
    instruments = engine.market.instruments
    money = (engine.market.instruments.first?.currency ?? "-", engine.configuration.moneyScale)
    violations = engine.counters.violations
    kill = engine.risk.kill
    var hash = TraceHash()
    for word in [
      identity.marketHash, identity.marketEvents, identity.configurationHash,
      engine.decisionHash.value,
    ] {
      hash.fold(word)
    }
    traceHash = hash.value
  }
}
