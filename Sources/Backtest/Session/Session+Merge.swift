internal import Core
internal import Engine
internal import ExecSim

// The merge. Market events go in runs, at the venue and at the engine, as far as nobody could notice:
// the venue answers to requests alone, and of the venue the engine sees reports alone, so only the
// order of what passes between the two matters.
//
//     venue    ▪▪▪▪▪▪▪▪▪▪▪▪▪│          up to the next request, report or timer, or the earliest
//     engine        ▪▪▪▪▪▪▪▪▪▪▪▪▪│     time at which a request that is not sent yet could arrive
extension Session {
  /// What can happen next, in the order of what happens at one time.
  enum StepKind {
    case market
    case requests
    case feed
    case report
    case timer
  }

  /// The earliest of what may happen; at equal times the kind named first. Where the tape goes on
  /// unseen, only what comes before the venue's time.
  var nextStep: (kind: StepKind, time: Timestamp)? {
    if isOver { return nil }
    var kind: StepKind?
    var earliest = Timestamp.latestPossible
    if let time = tape.nextVenueTime {
      (kind, earliest) = (.market, time)
    } else if !tape.isComplete {
      earliest = venue.time
    }
    // With the tape behind it a session still ends at the last possible time.
    let isLast = kind == nil && tape.isComplete
    if let time = venue.nextRequestArrival, time < earliest || isLast {
      (kind, earliest) = (.requests, time)
    }
    if let time = tape.arrivals.first, time < earliest || isLast && kind == nil {
      (kind, earliest) = (.feed, time)
    }
    if let time = venue.nextReportArrival, time < earliest || isLast && kind == nil {
      (kind, earliest) = (.report, time)
    }
    // A timer alone does not keep a finished session alive.
    if let time = engine.nextDeadline, time < earliest, !isLast || kind != nil {
      (kind, earliest) = (.timer, time)
    }
    return kind.map { ($0, earliest) }
  }

  /// Takes a step; of market events, as many as belong together up to `limit`.
  mutating func take(_ step: (kind: StepKind, time: Timestamp), _ limit: Timestamp) {
    if now == .zero { open(at: step.time) }
    if step.time > ends {
      // The window is over: what is still on its way belongs to nobody.
      tape.end()
      isOver = true
      return
    }
    if !hasStarted, step.time >= begins { start(at: step.time) }
    now = max(now, step.time)
    let end = min(limit.justAfter, hasStarted ? ends.justAfter : begins)
    switch step.kind {
    case .market: observeMarket(before: end)
    case .requests: venue.handleRequests(upTo: step.time)
    case .feed: giveMarket(before: end)
    case .report:
      guard let report = venue.nextReport(upTo: step.time) else { return }
      give(report)
    case .timer:
      guard let timer = engine.dueTimer(by: step.time) else { return }
      give(timer, at: timer.time)
    }
  }
}

extension Session {
  /// The market at the venue: the next event, and those behind it that come before anything can
  /// reach the venue from outside, and before the engine can hear of anything that it has done.
  private mutating func observeMarket(before end: Timestamp) {
    var end = end
    if let time = venue.nextRequestArrival { end = min(end, time.justAfter) }
    if let time = venue.nextReportArrival { end = min(end, time.justAfter) }
    if let time = nextDecision {
      end = min(end, time.advanced(by: venue.leastEntryDelay).justAfter)
    }
    let events = tape.events  // shared, not copied
    let next = venue.observe(events.span, from: tape.venuePlace, before: end)
    marketCount += UInt64(next - tape.venuePlace)
    tape.passVenue(to: next)
    now = max(now, venue.time)
  }

  /// Before this time the engine asks for nothing unless a report comes; nil where it never will.
  ///
  /// Mutating only so that the session is passed by address: borrowed, all of it would be copied.
  private var nextDecision: Timestamp? {
    mutating get {
      guard hasStarted else { return nil }
      let deadline = engine.nextDeadline
      guard let arrival = tape.arrivals.first ?? tape.nextVenueTime else { return deadline }
      let heard = max(arrival, engine.quietUntil ?? arrival)
      return min(heard, deadline ?? heard)
    }
  }

  /// The market at the engine: the next event, and those behind it that come before the market, a
  /// request or a report could change anything for it.
  private mutating func giveMarket(before end: Timestamp) {
    if !keepsTape, let quiet = engine.quietUntil, follow(before: min(end, quiet)) { return }
    guard let arrival = tape.arrivals.first else { return }
    let event = tape.events[tape.enginePlace]
    tape.passEngine(1, drawingFrom: &venue)
    give(event, at: arrival)
  }

  /// Lets the engine take in market events that nobody is called for; false where the next is none.
  private mutating func follow(before end: Timestamp) -> Bool {
    var end = end
    if let time = tape.nextVenueTime {
      end = min(end, time)
    } else if !tape.isComplete {
      end = min(end, venue.time)
    }
    if let time = venue.nextRequestArrival { end = min(end, time) }
    if let time = venue.nextReportArrival { end = min(end, time.justAfter) }
    if let time = engine.nextDeadline { end = min(end, time.justAfter) }
    let count = follow(tape, before: end)
    guard count > 0 else { return false }
    now = max(now, engine.now)
    tape.passEngine(count, drawingFrom: &venue)
    return true
  }
}

extension Session {
  /// Gives the engine what it may follow; answers how much that was. The tape is shared for the time
  /// of the call, not copied.
  private mutating func follow(_ tape: TapeWindow, before end: Timestamp) -> Int {
    engine.follow(
      tape.events.span.extracting(droppingFirst: tape.enginePlace),
      arriving: tape.arrivals.times.span.extracting(droppingFirst: tape.arrivals.place),
      before: end)
  }
}

extension Timestamp {
  /// A nanosecond later: everything up to this time lies before it.
  fileprivate var justAfter: Timestamp { advanced(by: Nanoseconds(1)) }
}
