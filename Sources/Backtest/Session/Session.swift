public import Core
public import Engine
public import ExecSim
internal import Ledger

/// An engine and a simulated venue on one market tape: what a backtest, and paper trading, run.
///
/// The one place that merges what happens by time. At equal times: the market at the venue, then
/// requests that reach the venue, then the market at the engine, then reports, then timers. A
/// request that arrives together with a market event therefore comes behind it.
///
/// The tape is handed in by stretches; nothing here reads a file or a clock.
public struct Session: Sendable {
  /// The engine under test.
  public private(set) var engine: Engine
  /// The venue it trades at.
  public private(set) var venue: SimulatedVenue
  /// What the session did, for reports.
  public private(set) var record: SessionRecord
  /// How far the session has gone.
  public private(set) var now = Timestamp.zero
  /// Events of the market that have happened at the venue.
  public private(set) var marketCount: UInt64 = 0

  private var tape = TapeWindow()
  /// Arrival of the engine's next market event; drawn once an event.
  private var feedArrival: Timestamp?
  private var hasStarted = false
  /// Whether the window's end was passed.
  private var isOver = false
  private var effects: [Event] = []
  /// Whether the session's own tape is kept for the caller.
  private let keepsTape: Bool
  private var sessionEvents: [Event] = []

  /// The stretch of the tape on which strategies trade, counted from its first event.
  private let window: SessionWindow
  private var begins = Timestamp.zero
  private var ends = Timestamp.latestPossible

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

  /// Hands in the next stretch of the market's tape.
  public mutating func append(_ chunk: [Event]) {
    tape.append(chunk)
    if feedArrival == nil { drawFeedArrival() }
  }

  /// Says that the tape is complete: what is on its way still arrives, then the session is over.
  public mutating func completeTape() { tape.isComplete = true }

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

  /// Lets everything happen up to `limit`, or until more of the tape is needed.
  public mutating func advance(to limit: Timestamp) {
    while let step = nextStep, step.time <= limit { take(step) }
  }

  private mutating func endMarket() {
    tape.end()
    feedArrival = nil
  }

  private mutating func take(_ step: Step) {
    if now == .zero { open(at: step.time) }
    if step.time > ends {
      // The window is over: what is still on its way belongs to nobody.
      endMarket()
      isOver = true
      return
    }
    if !hasStarted, step.time >= begins { start(at: step.time) }
    now = max(now, step.time)
    perform(step)
  }

  /// Goes on until the next event of the session's tape would be `place`, or more of the market is
  /// needed: where a recorded command comes in again.
  public mutating func advance(toPlace place: TapeSequence) {
    while engine.sequence.next < place, let step = nextStep { take(step) }
  }

  /// When a command that is given now happens, and where on the session's tape: with both, a later
  /// run gives it again.
  public var commandPlace: (time: Timestamp, place: TapeSequence) {
    (max(now, engine.now), engine.sequence.next)
  }

  /// An operator says something. `time` is `commandPlace`'s, or a recorded one.
  public mutating func command(_ word: OperatorWord, from party: PartyID, at time: Timestamp) {
    give(
      Event(
        sequence: engine.sequence.next, time: time, source: party, instrument: nil,
        payload: .operatorCommand(OperatorCommand(word))), at: time)
    if engine.isQuitting { endMarket() }
  }

  /// Lets everything happen that the tape so far allows.
  public mutating func advance() { advance(to: .latestPossible) }
}

// The merge.
extension Session {
  private enum Step {
    case market(Timestamp)
    case requests(Timestamp)
    case feed(Timestamp)
    case report(Timestamp)
    case timer(Timestamp)

    var time: Timestamp {
      switch self {
      case .market(let time), .requests(let time), .feed(let time), .report(let time),
        .timer(let time):
        time
      }
    }
  }

  /// The earliest of what may happen; at equal times the one named first.
  private var nextStep: Step? {
    if isOver { return nil }
    var best: Step?
    var earliest = Timestamp.latestPossible
    if tape.hasVenueEvent {
      earliest = tape.events[tape.venuePlace].time
      best = .market(earliest)
    } else if !tape.isComplete {
      return nil
    }
    if let time = venue.nextRequestArrival, best == nil || time < earliest {
      (earliest, best) = (time, .requests(time))
    }
    if let time = feedArrival, best == nil || time < earliest {
      (earliest, best) = (time, .feed(time))
    }
    if let time = venue.nextReportArrival, best == nil || time < earliest {
      (earliest, best) = (time, .report(time))
    }
    // A timer alone does not keep a finished session alive.
    if let time = engine.nextDeadline, best != nil, time < earliest { best = .timer(time) }
    return best
  }

  private mutating func perform(_ step: Step) {
    switch step {
    case .market:
      venue.observe(tape.events[tape.venuePlace])
      tape.venuePlace += 1
      marketCount += 1
    case .requests(let time): venue.handleRequests(upTo: time)
    case .feed(let time):
      let event = tape.events[tape.enginePlace]
      tape.enginePlace += 1
      give(event, at: time)
      drawFeedArrival()
    case .report(let time):
      guard let report = venue.nextReport(upTo: time) else { return }
      give(report)
    case .timer(let time):
      guard let timer = engine.dueTimer(by: time) else { return }
      give(timer, at: timer.time)
    }
  }
}

// Both ways between engine and venue.
extension Session {
  private mutating func open(at first: Timestamp) {
    begins = first.advanced(by: window.from)
    if let to = window.to { ends = first.advanced(by: to) }
  }

  private mutating func start(at time: Timestamp) {
    hasStarted = true
    engine.start(at: time, into: &effects)
    sendEffects()
  }

  private mutating func drawFeedArrival() {
    feedArrival = nil
    guard tape.hasEngineEvent else { return }
    let place = tape.enginePlace
    feedArrival = venue.feedArrival(
      leaving: tape.events[place].time, received: tape.events[place].receiveTime)
  }

  private mutating func give(_ event: Event, at time: Timestamp) {
    if keepsTape { keep(event, at: time) }
    engine.apply(event, at: time, into: &effects)
    if engine.counters.marks != record.markCount { record.note(engine) }
    if !effects.isEmpty { sendEffects() }
  }

  private mutating func give(_ report: VenueReport) {
    let event = Event(
      sequence: engine.sequence.next, time: report.venueTime, receiveTime: report.arrival,
      sourceSequence: SourceSequence(report.because.rawValue), instrument: report.instrument,
      payload: report.payload)
    if keepsTape { keep(event, at: report.arrival) }
    let before = event.payload.owner.flatMap { engine.seat(of: $0) }.flatMap {
      engine.ledger(seat: $0).position(report.instrument)
    }
    engine.apply(event, at: report.arrival, into: &effects)
    record.note(report, sequence: event.sequence, before: before, engine)
    if engine.counters.marks != record.markCount { record.note(engine) }
    if !effects.isEmpty { sendEffects() }
  }

  /// What the engine asked for leaves for the venue at the engine's time.
  private mutating func sendEffects() {
    for effect in effects {
      if keepsTape { sessionEvents.append(effect) }
      if case .riskDecision(let decision) = effect.payload { record.note(decision, engine) }
      guard effect.payload.requestKind != nil else { continue }
      record.note(request: effect, engine)
      venue.send(effect, at: engine.now)
    }
    effects.removeAll(keepingCapacity: true)
  }

  private mutating func keep(_ event: Event, at time: Timestamp) {
    var copy = event
    copy.sequence = engine.sequence.next
    copy.receiveTime = max(time, engine.now)
    sessionEvents.append(copy)
  }
}
