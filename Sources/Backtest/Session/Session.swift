public import Core
public import Engine
public import ExecSim
public import Risk

/// An engine and a simulated venue on one market tape: what a backtest, and paper trading, run.
///
/// The one place that merges what happens by time. At equal times: the market at the venue, then
/// requests that reach the venue, then the market at the engine, then reports, then timers. A
/// request that arrives together with a market event therefore comes behind it.
///
/// The tape is handed in by stretches; nothing here reads a file or a clock.
public struct Session: Sendable {
  /// The engine under test.
  public internal(set) var engine: Engine
  /// The venue it trades at.
  public internal(set) var venue: SimulatedVenue
  /// What the session did, for reports.
  public internal(set) var record: SessionRecord
  /// How far the session has gone.
  public internal(set) var now = Timestamp.zero
  /// Events of the market that have happened at the venue.
  public internal(set) var marketCount: UInt64 = 0

  var tape = TapeWindow()
  var hasStarted = false
  /// Whether the window's end was passed.
  var isOver = false
  /// Emptied after each use: what the engine asked for.
  var effects: [Event] = []
  /// Whether the session's own tape is kept for the caller.
  let keepsTape: Bool
  var sessionEvents: [Event] = []

  /// The stretch of the tape on which strategies trade, counted from its first event.
  let window: SessionWindow
  var begins = Timestamp.zero
  var ends = Timestamp.latestPossible

  /// A session before its first event.
  public init(
    _ engine: Engine, at venue: SimulatedVenue, window: SessionWindow = .whole,
    keepsTape: Bool = false
  ) {
    self.engine = engine
    self.window = window
    self.venue = venue
    self.keepsTape = keepsTape
    record = SessionRecord(seatCount: engine.seatCount)
  }

  /// Hands in the next stretch of the market's tape. The first is taken as it is, without a copy.
  public mutating func append(_ chunk: [Event]) { tape.append(chunk, from: &venue) }

  /// Hands in the next stretch from where a reader has it.
  public mutating func append(_ chunk: borrowing Span<Event>) {
    tape.append(chunk, from: &venue)
  }

  /// Says that the tape is complete: what is on its way still arrives, then the session is over.
  public mutating func completeTape() { tape.complete() }

  /// Events of the session's own tape since the last call: inputs and outputs in the engine's order,
  /// arrival times as receive times.
  public mutating func takeTape(into buffer: inout [Event]) {
    buffer.append(contentsOf: sessionEvents)
    sessionEvents.removeAll(keepingCapacity: true)
  }

  /// Whether an operator ended it before the market's end.
  public var isQuit: Bool { engine.isQuitting }

  /// Whether the tape is complete and everything that was on its way has arrived.
  public var isFinished: Bool { tape.isComplete && nextStep == nil }

  /// When the next thing happens; nil when more of the tape is needed, or nothing will happen.
  public var nextTime: Timestamp? { nextStep?.time }

  /// Lets everything happen that the tape so far allows.
  public mutating func advance() { advance(to: .latestPossible) }

  /// Lets everything happen up to `limit`, or until more of the tape is needed.
  public mutating func advance(to limit: Timestamp) {
    while let step = nextStep, step.time <= limit { take(step, limit) }
  }

  /// When a command that is given now happens, and where on the session's tape: given again when a
  /// later run has come to both, it does the same.
  public var commandPlace: (time: Timestamp, place: TapeSequence) {
    (max(now, engine.now), engine.sequence.next)
  }

  /// An operator says something; `time` is `commandPlace`'s.
  public mutating func command(_ word: OperatorWord, from party: PartyID, at time: Timestamp) {
    give(
      Event(
        sequence: engine.sequence.next, time: time, source: party, instrument: nil,
        payload: .operatorCommand(OperatorCommand(word))), at: time)
    if engine.isQuitting { tape.end() }
  }

  /// An operator takes other limits into force, all of them or, where they do not fit, none; then
  /// nothing has happened. On the tape it is the command `reload`, and the gate's decision behind it.
  public mutating func reload(
    _ limits: RiskLimits, from party: PartyID, at time: Timestamp
  ) throws(InvalidLimits) {
    try engine.risk.check(limits)
    command(.reload, from: party, at: time)
    try engine.reload(limits, into: &effects)
    sendEffects()
  }
}
