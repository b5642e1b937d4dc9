internal import Core
internal import Engine
internal import ExecSim
internal import Ledger

// Both ways between engine and venue.
extension Session {
  mutating func open(at first: Timestamp) {
    begins = first.advanced(by: window.from)
    if let to = window.to { ends = first.advanced(by: to) }
  }

  mutating func start(at time: Timestamp) {
    hasStarted = true
    engine.start(at: time, into: &effects)
    sendEffects()
  }

  mutating func give(_ event: Event, at time: Timestamp) {
    if keepsTape { keep(event, at: time) }
    engine.apply(event, at: time, into: &effects)
    if engine.counters.marks != record.markCount { record.note(engine) }
    if !effects.isEmpty { sendEffects() }
  }

  mutating func give(_ report: VenueReport) {
    let event = Event(
      sequence: engine.sequence.next, time: report.venueTime, receiveTime: report.arrival,
      sourceSequence: SourceSequence(report.because.rawValue), instrument: report.instrument,
      payload: report.payload)
    if keepsTape { keep(event, at: report.arrival) }
    let before = event.payload.owner.flatMap { engine.seat(of: $0) }.flatMap {
      engine.position(seat: $0, report.instrument)
    }
    engine.apply(event, at: report.arrival, into: &effects)
    record.note(report, sequence: event.sequence, before: before, engine)
    if engine.counters.marks != record.markCount { record.note(engine) }
    if !effects.isEmpty { sendEffects() }
  }

  /// What the engine asked for leaves for the venue at the engine's time.
  mutating func sendEffects() {
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
