internal import Core
internal import Engine
internal import ExecSim
internal import OrderBook
internal import Strategy

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
    followEngine()
  }

  mutating func give(_ report: VenueReport) {
    let event = Event(
      sequence: engine.sequence.next, time: report.venueTime, receiveTime: report.arrival,
      sourceSequence: SourceSequence(report.because.rawValue), instrument: report.instrument,
      payload: report.payload)
    if keepsTape { keep(event, at: report.arrival) }
    engine.apply(event, at: report.arrival, into: &effects)
    if let seat = event.payload.owner.flatMap(seat(of:)) {
      record.note(report, seat: seat, sequence: event.sequence, engine.lastFill)
    }
    followEngine()
  }

  /// A valuation is recorded, and what the engine asked for leaves for the venue.
  private mutating func followEngine() {
    if engine.counters.marks != record.markCount {
      let best = engine.market.bestPrices(InstrumentID(1))
      record.note(
        engine.seatMarks, count: engine.counters.marks, at: engine.now, bid: best.bid,
        ask: best.ask)
    }
    if !effects.isEmpty { sendEffects() }
  }

  /// What the engine asked for leaves for the venue at the engine's time.
  mutating func sendEffects() {
    for place in effects.indices {
      if keepsTape { sessionEvents.append(effects[place]) }
      if case .riskDecision(let decision) = effects[place].payload {
        if decision.verdict == .denied, let seat = seat(of: decision.owner) {
          record.noteDenial(seat: seat)
        }
        continue
      }
      guard let instrument = effects[place].instrument, let seat = seat(of: effects[place].source)
      else { continue }
      let best = engine.market.bestPrices(instrument)
      record.note(
        request: effects[place].payload, seat: seat, at: engine.now, bid: best.bid, ask: best.ask)
      venue.send(effects[place], at: engine.now)
    }
    effects.removeAll(keepingCapacity: true)
  }

  /// The seat that trades under a party's name.
  private func seat(of party: PartyID) -> Int? {
    let place = Int(party.rawValue) - Int(engine.firstParty.rawValue)
    return record.tallies.indices.contains(place) ? place : nil
  }

  private mutating func keep(_ event: Event, at time: Timestamp) {
    var copy = event
    copy.sequence = engine.sequence.next
    copy.receiveTime = max(time, engine.now)
    sessionEvents.append(copy)
  }
}
