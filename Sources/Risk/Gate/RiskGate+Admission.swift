public import Core

/// Who asks, which decides which rules apply.
public enum RequestPurpose: Sendable, Equatable {
  /// A strategy, or a person in its place: every rule.
  case trading
  /// The operator's `flatten`, also through a latched kill switch: may only bring the owner's
  /// position nearer to zero, whatever else is working; no other rule applies.
  case closing
}

extension RiskGate {
  /// Whether a request may leave. What is let through is held against every limit from here on.
  ///
  /// Otherwise the decision behind it, and that of a trip that it causes, are appended, and nothing
  /// else has changed. Payloads that ask nothing of a venue pass.
  /// - Complexity: O(1) expected.
  public mutating func admit(
    _ request: EventPayload, instrument: InstrumentID, reference: ReferencePrice?,
    at now: Timestamp, purpose: RequestPurpose = .trading,
    into decisions: inout [RiskDecision]
  ) -> Bool {
    let asked: Asked
    switch request {
    case .newOrder(let order): asked = Asked(order, purpose)
    case .amend(let amend): asked = Asked(amend)
    case .cancel, .accepted, .amended, .cancelled, .expired, .reject, .fill, .trade, .bookUpdate,
      .snapshot, .quote, .instrument, .regime, .gap, .drop, .timer, .riskDecision,
      .operatorCommand, .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      return true
    }
    guard let violation = judge(asked, instrument, reference, now) else { return true }
    deny(violation, asked, at: now, into: &decisions)
    return false
  }

  @inline(__always)
  private mutating func judge(
    _ asked: Asked, _ instrument: InstrumentID, _ reference: ReferencePrice?, _ now: Timestamp
  ) -> Violation? {
    if !asked.isClosing {
      if let it = killSwitch() { return it }
      if let it = operatorHalt() { return it }
    }
    guard let seat = seat(of: asked.owner) else { return Violation(reason: .unknownParty) }
    guard let place = place(of: instrument) else {
      return Violation(reason: .unknownInstrument)
    }
    if !asked.isClosing, let it = unknownInstrument(place) { return it }
    let slot = exposure.slot(of: asked.id)
    var (side, filled, held) = (asked.side, Int64(0), Int64(0))
    if asked.kind == .new {
      if slot != nil { return Violation(reason: .duplicateID) }
    } else {
      guard let slot, exposure.isWorking(slot, seat, place) else {
        return Violation(reason: .unknownOrder)
      }
      (side, filled, held) = exposure.standing(slot)
    }
    if let reference { exposure.mark(reference.price, at: place) }
    let open = max(0, asked.quantity - filled)
    let beside = exposure.beside(
      asked.id, side, seat: Int32(truncatingIfNeeded: seat),
      place: Int32(truncatingIfNeeded: place))
    let added = WorkingExposure.growth(from: held, to: max(held, open), beside: beside)
    var proposal = Proposal(
      kind: asked.kind, seat: seat, place: place, side: side, limit: asked.price,
      quantity: asked.quantity, open: open, added: added,
      worth: exposure.worth(adding: added, to: side, seat: seat, place: place),
      reference: reference)
    if asked.isClosing {
      if let it = notClosing(proposal) { return it }
    } else {
      if let window = inForce.instruments[place].duplicateWindow, slot == nil {
        proposal.sighting = recent[place].sighting(of: proposal.terms, at: now, window: window)
      }
      if let it = violation(of: &proposal, at: now) { return it }
      take(&proposal, at: now)
    }
    counters.admitted &+= 1
    if let slot {
      exposure.ask(asked.quantity, at: slot, worth: proposal.worth)
    } else {
      exposure.hold(
        HeldOrder(id: asked.id, seat: seat, place: place, side: side, total: asked.quantity),
        worth: proposal.worth)
    }
    return nil
  }

  /// A request that is let through takes its tokens and its place among the recent ones.
  @inline(__always) private mutating func take(_ proposal: inout Proposal, at now: Timestamp) {
    if var bucket = orderRate {
      bucket.take(at: now)
      orderRate = bucket
    }
    if var bucket = throttles[proposal.seat] {
      bucket.take(at: now)
      throttles[proposal.seat] = bucket
    }
    if proposal.kind == .new, let window = inForce.instruments[proposal.place].duplicateWindow {
      recent[proposal.place].add(proposal.terms, proposal.sighting, at: now, window: window)
    }
  }

  @inline(never)
  private mutating func deny(
    _ violation: Violation, _ asked: Asked, at now: Timestamp,
    into decisions: inout [RiskDecision]
  ) {
    counters.countDenial(violation.reason)
    decisions.append(
      RiskDecision(
        verdict: .denied, id: asked.id, owner: asked.owner, request: asked.kind,
        reason: violation.reason, limit: violation.limit, observed: violation.observed))
    // A closed gate denies everything: that says nothing about the strategy.
    guard isOpen, let seat = seat(of: asked.owner), var allowance = denialAllowances[seat] else {
      return
    }
    if allowance.holdsToken(at: now) {
      allowance.take(at: now)
      denialAllowances[seat] = allowance
    } else {
      let count = UInt64(allowance.pace.count)
      trip(.denialStorm, asked.owner, limit: count, observed: count + 1, at: now, into: &decisions)
    }
  }
}
