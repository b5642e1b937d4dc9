import Core
import OrderBook
import OrderState

// What happens at the venue: the door, the inbox, the matching engine, the reports.

extension Simulator {
  /// A message reaches the door: its number is checked, then it queues.
  mutating func receive(_ message: Message, at now: Timestamp, into events: inout [Event]) {
    let participant = Int(message.source.rawValue) - 1
    switch trackers[participant].observe(message.number) {
    case .inOrder: break
    case .afterGap(let missing):
      metrics.numbersMissing += missing.last - missing.first + 1
      emit(
        .gap(Gap(missing: missing)), at: now, instrument: nil, source: message.source,
        number: message.number, into: &events)
    case .duplicate:
      drop(message, because: .duplicate, at: now, into: &events)
      return
    case .late:
      if configuration.channel.latePolicy == .drop {
        drop(message, because: .late, at: now, into: &events)
        return
      }
      metrics.messagesLate += 1
    }
    enqueue(message, from: participant, at: now, into: &events)
  }

  private mutating func enqueue(
    _ message: Message, from participant: Int, at now: Timestamp, into events: inout [Event]
  ) {
    switch inbox.receive(message) {
    case .queued: break
    case .queuedInstead(let oldest): drop(oldest, because: .overflowOldest, at: now, into: &events)
    case .dropped: drop(message, because: .overflowNewest, at: now, into: &events)
    case .refused:
      announce(message, at: now, into: &events)
      refuse(message, because: .queueFull, at: now, into: &events)
    case .blocked:
      metrics.messagesBlocked += 1
      participants[participant].blockedMessages += 1
    }
    metrics.queueDepth.look(inbox.depth)
    if let regime = director.regime {
      metrics.regimes[regime].deepestQueue = max(
        metrics.regimes[regime].deepestQueue, inbox.depth)
    }
    planService(after: now)
  }

  private mutating func planService(after now: Timestamp) {
    guard !isServing, inbox.depth > 0 else { return }
    isServing = true
    schedule.planService(at: configuration.clock.aligned(max(now, busyUntil)))
  }

  /// Handles the message that waited longest; on a fixed clock, all that fit into one tick.
  mutating func serve(at now: Timestamp, into events: inout [Event]) {
    isServing = false
    for _ in 0..<servicesAtOnce {
      guard let (message, unblocked) = inbox.take() else { break }
      if let unblocked {
        participants[Int(unblocked.source.rawValue) - 1].blockedMessages -= 1
      }
      handle(message, at: now, into: &events)
    }
    busyUntil = now.advanced(by: configuration.inbox.serviceTime)
    if director.isOver { enterNextPhase(at: now, into: &events) }
    planService(after: busyUntil)
  }

  private var servicesAtOnce: Int64 {
    switch configuration.clock {
    case .eventTime: 1
    case .ticks(let interval):
      max(1, interval.count / max(1, configuration.inbox.serviceTime.count))
    }
  }

  /// Puts a request on the tape, checks the owner's limit, and lets the engine answer.
  private mutating func handle(
    _ message: Message, at now: Timestamp, into events: inout [Event]
  ) {
    metrics.messagesHandled += 1
    announce(message, at: now, into: &events)
    let refusal = limitRefusal(message)
    reports.removeAll(keepingCapacity: true)
    engine.handle(
      message.request, instrument: message.instrument, at: now, refusal: refusal, into: &reports)
    if reports.contains(where: { $0.kind == .trade }) {
      excitements[Int(message.instrument.rawValue) - 1].rise(by: excitementJumps, at: now)
    }
    for place in reports.indices {
      let report = reports[place]
      emit(report, at: now, instrument: message.instrument, into: &events)
      inform(of: report, answering: message.request, at: now)
    }
  }

  /// What the position limit says of a request; the engine ranks it among its own reasons.
  // Inlined, because a call would copy the whole market to it.
  @inline(__always)
  private func limitRefusal(_ message: Message) -> RejectReason? {
    let owner = Int(message.source.rawValue) - 1
    let refuses: Bool
    switch message.request {
    case .newOrder(let order):
      refuses = PositionLimit.refuses(order, of: participants[owner].account, limit: positionLimit)
    case .amend(let amend):
      refuses = PositionLimit.refuses(amend, of: participants[owner].account, limit: positionLimit)
    case .cancel, .accepted, .amended, .cancelled, .expired, .reject, .fill, .trade, .bookUpdate,
      .snapshot, .quote, .instrument, .regime, .gap, .drop, .timer, .riskDecision,
      .operatorCommand, .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      refuses = false
    }
    return refuses ? .positionLimit : nil
  }

  /// The request itself as an event.
  private mutating func announce(
    _ message: Message, at now: Timestamp, into events: inout [Event]
  ) {
    emit(
      message.request, at: now, instrument: message.instrument, source: message.source,
      number: message.number, into: &events)
  }

  private mutating func refuse(
    _ message: Message, because reason: RejectReason, at now: Timestamp, into events: inout [Event]
  ) {
    guard let id = message.request.orderID, let kind = message.request.requestKind else { return }
    let reject = Reject(id: id, owner: message.source, request: kind, reason: reason)
    emit(.reject(reject), at: now, instrument: message.instrument, into: &events)
    inform(of: .reject(reject), answering: message.request, at: now)
  }

  private mutating func drop(
    _ message: Message, because reason: DropReason, at now: Timestamp, into events: inout [Event]
  ) {
    guard let id = message.request.orderID, let kind = message.request.requestKind else { return }
    metrics.drops.add(reason)
    emit(
      .drop(Drop(id: id, owner: message.source, request: kind, reason: reason)), at: now,
      instrument: message.instrument, source: message.source, number: message.number,
      into: &events)
  }

  /// Gives an event its sequence, counts it, and holds it against the orders' lives.
  mutating func emit(
    _ payload: EventPayload, at now: Timestamp, instrument: InstrumentID?,
    source: PartyID = .venue, number: UInt64? = nil, into events: inout [Event]
  ) {
    let event = sequencer.stamp(
      payload, at: now, source: source, sourceSequence: number.map { SourceSequence($0) },
      instrument: instrument)
    hash.fold(event)
    metrics.events.add(event.kind)
    director.observe(event.kind)
    if let regime = director.regime { metrics.regimes[regime].events.add(event.kind) }
    do { try register.apply(event) } catch { metrics.lifecycleViolations += 1 }
    events.append(event)
  }

  /// Lets the owner's account and agent hear a report.
  private mutating func inform(
    of report: EventPayload, answering request: EventPayload, at now: Timestamp
  ) {
    if case .trade(let trade) = report, let index = instrumentIndex(of: request) {
      metrics.instruments[index].traded(trade)
      lastPrices[index] = trade.price
    }
    guard let owner = report.owner, owner != .venue else { return }
    let index = Int(owner.rawValue) - 1
    switch report {
    case .accepted:
      if case .newOrder(let order) = request {
        participants[index].account.confirmed(order, at: now)
      }
    case .fill(let fill): participants[index].account.filled(fill)
    case .amended(let amended): participants[index].account.amended(amended)
    case .cancelled(let cancelled): participants[index].account.ended(cancelled.id)
    case .expired(let expired): participants[index].account.ended(expired.id)
    case .reject(let reject):
      metrics.rejects.add(reject.reason)
      participants[index].agent.heardReject(reject)
    case .newOrder, .cancel, .amend, .trade, .bookUpdate, .snapshot, .quote, .instrument, .regime,
      .gap, .drop, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
  }

  // Inlined, because a call would copy the whole market to it.
  @inline(__always)
  private func instrumentIndex(of request: EventPayload) -> Int? {
    guard let owner = request.owner, owner != .venue else { return nil }
    return Int(participants[Int(owner.rawValue) - 1].instrument.rawValue) - 1
  }
}
