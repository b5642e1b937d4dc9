public import Core

/// Who asks, which decides which rules apply.
public enum RequestPurpose: Sendable, Equatable {
  /// A strategy, or a person in its place: every rule.
  case trading
  /// The operator's `flatten`, also through a latched kill switch: may only bring the owner's
  /// position nearer to zero, whatever else is working; no other rule applies.
  case closing
}

/// What a request would do, with everything looked up.
struct Proposal: BitwiseCopyable {
  let kind: RequestKind
  let id: OrderID
  let seat: Int
  let place: Int
  let side: Side
  let limit: Price?
  /// Total asked for.
  let quantity: Int64
  /// What could still trade of it.
  let open: Int64
  /// How much more than now would be held.
  let added: Int64
  /// What the worst cases would then be worth.
  let worth: Worth
  let reference: ReferencePrice?
}

/// A rule that denies.
struct Violation: BitwiseCopyable {
  let reason: RiskReason
  var limit: UInt64 = 0
  var observed: UInt64 = 0
}

extension RiskGate {
  /// Whether a request may leave. What is let through is held against every limit from here on.
  ///
  /// Otherwise the decision behind it, and that of a trip that it causes, are appended, and nothing
  /// else has changed. Payloads that ask nothing of a venue pass.
  /// - Complexity: O(1) expected; O(seats) where the reference price has moved.
  public mutating func admit(
    _ request: EventPayload, instrument: InstrumentID, reference: ReferencePrice?,
    at now: Timestamp, purpose: RequestPurpose = .trading,
    into decisions: inout [RiskDecision]
  ) -> Bool {
    switch request {
    case .newOrder(let order):
      let violation = judge(order, instrument, reference, now, purpose)
      guard let violation else { return true }
      deny(violation, order.id, order.owner, .new, at: now, into: &decisions)
    case .amend(let amend):
      let violation = judge(amend, instrument, reference, now)
      guard let violation else { return true }
      deny(violation, amend.id, amend.owner, .amend, at: now, into: &decisions)
    case .cancel, .accepted, .amended, .cancelled, .expired, .reject, .fill, .trade, .bookUpdate,
      .snapshot, .quote, .instrument, .regime, .gap, .drop, .timer, .riskDecision,
      .operatorCommand:
      return true
    }
    return false
  }

  private mutating func judge(
    _ order: NewOrder, _ instrument: InstrumentID, _ reference: ReferencePrice?,
    _ now: Timestamp, _ purpose: RequestPurpose
  ) -> Violation? {
    if purpose == .trading, let it = killSwitch() { return it }
    if purpose == .trading, let it = operatorHalt() { return it }
    guard let seat = seat(of: order.owner) else { return Violation(reason: .unknownParty) }
    guard let place = place(of: instrument) else {
      return Violation(reason: .unknownInstrument)
    }
    if purpose == .trading, let it = unknownInstrument(place) { return it }
    if let it = duplicateID(order.id) { return it }
    if let reference { exposure.mark(reference.price, at: place) }
    let open = order.quantity.rawValue
    let proposal = Proposal(
      kind: .new, id: order.id, seat: seat, place: place, side: order.side,
      limit: order.type.limitPrice, quantity: open, open: open, added: open,
      worth: exposure.worth(adding: open, to: order.side, seat: seat, place: place),
      reference: reference)
    switch purpose {
    case .trading: if let it = violation(of: proposal, at: now) { return it }
    case .closing: if let it = notClosing(proposal) { return it }
    }
    take(proposal, at: now)
    exposure.hold(
      HeldOrder(id: order.id, seat: seat, place: place, side: order.side, total: order.quantity),
      worth: proposal.worth)
    return nil
  }

  private mutating func judge(
    _ amend: Amend, _ instrument: InstrumentID, _ reference: ReferencePrice?, _ now: Timestamp
  ) -> Violation? {
    if let it = killSwitch() { return it }
    if let it = operatorHalt() { return it }
    guard let seat = seat(of: amend.owner) else { return Violation(reason: .unknownParty) }
    guard let place = place(of: instrument) else {
      return Violation(reason: .unknownInstrument)
    }
    if let it = unknownInstrument(place) { return it }
    guard let slot = exposure.slot(of: amend.id), exposure.orders[slot].seat == seat,
      exposure.orders[slot].place == place
    else { return Violation(reason: .unknownOrder) }
    let order = exposure.orders[slot]
    if let reference { exposure.mark(reference.price, at: place) }
    let open = max(0, amend.quantity.rawValue - order.filled)
    let added = max(0, open - order.held)
    let proposal = Proposal(
      kind: .amend, id: amend.id, seat: seat, place: place, side: order.side, limit: amend.price,
      quantity: amend.quantity.rawValue, open: open, added: added,
      worth: exposure.worth(adding: added, to: order.side, seat: seat, place: place),
      reference: reference)
    if let it = violation(of: proposal, at: now) { return it }
    take(proposal, at: now)
    exposure.ask(amend.quantity.rawValue, at: slot)
    return nil
  }

  /// A request that is let through takes its tokens and its place among the recent ones.
  private mutating func take(_ proposal: Proposal, at now: Timestamp) {
    counters.admitted &+= 1
    orderRate?.take(at: now)
    throttles[proposal.seat]?.take(at: now)
    guard proposal.kind == .new,
      let window = inForce.instruments[proposal.place].duplicateWindow
    else { return }
    recent[proposal.place].add(proposal.terms, at: now, window: window)
  }
}

extension Proposal {
  /// By what the same order is known again.
  @inline(__always) var terms: RecentOrders.Terms {
    RecentOrders.Terms(
      seat: seat, side: side, price: limit, quantity: quantity)
  }
}

extension RiskGate {
  private mutating func deny(
    _ violation: Violation, _ id: OrderID, _ owner: PartyID, _ request: RequestKind,
    at now: Timestamp, into decisions: inout [RiskDecision]
  ) {
    counters.countDenial(violation.reason)
    decisions.append(
      RiskDecision(
        verdict: .denied, id: id, owner: owner, request: request, reason: violation.reason,
        limit: violation.limit, observed: violation.observed))
    // A closed gate denies everything: that says nothing about the strategy.
    guard isOpen, let seat = seat(of: owner), let allowance = denialAllowances[seat] else { return }
    if allowance.holdsToken(at: now) {
      denialAllowances[seat]?.take(at: now)
    } else {
      let count = UInt64(allowance.pace.count)
      trip(.denialStorm, owner, limit: count, observed: count + 1, at: now, into: &decisions)
    }
  }
}
