public import Core

// What the venue says happened, after the order registry has found it lawful.
extension RiskGate {
  /// Moves positions and releases what can no longer trade. Reports on orders of nobody here pass.
  /// - Complexity: O(1) expected.
  public mutating func note(
    _ report: EventPayload, instrument: InstrumentID, at now: Timestamp
  ) {
    switch report {
    case .fill(let fill): note(fill, instrument, now)
    case .amended(let it):
      if let slot = exposure.slot(of: it.id) { exposure.amend(to: it.quantity.rawValue, at: slot) }
    case .restated(let it):
      if let slot = exposure.slot(of: it.id) { exposure.amend(to: it.quantity.rawValue, at: slot) }
    case .cancelled(let it): end(it.id)
    case .expired(let it): end(it.id)
    case .reject(let it): refuse(it.id, it.request)
    case .drop(let it): refuse(it.id, it.request)
    case .orderGroup(let it): tie(OneCancelsOther(owner: it.owner, id: it.id, other: it.other))
    case .newOrder, .cancel, .amend, .accepted, .trade, .bookUpdate, .snapshot, .quote,
      .instrument, .regime, .gap, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .massCancel, .phaseChange, .triggered:
      break
    }
  }

  /// The venue has tied two orders together; legs that come later are tied when they do. From here
  /// on the larger is held for both (N1.4). Only for venues that take from one leg what the other
  /// trades within one step: where two fills can cross, both legs have to be held.
  /// - Complexity: O(1) expected.
  public mutating func tie(_ legs: OneCancelsOther) { exposure.tie(legs) }

  /// The tie of an order is gone while it may still trade: both legs are held again. A tie whose leg
  /// ends goes by itself.
  public mutating func untie(_ id: OrderID) { exposure.untie(id) }

  /// The market shows a price: what is held of the instrument is valued at it, by everybody. A check
  /// values what it is about by itself; call this for the rest, as often as the account is valued.
  /// - Complexity: O(seats).
  public mutating func mark(_ instrument: InstrumentID, _ reference: ReferencePrice) {
    guard let place = place(of: instrument) else { return }
    exposure.mark(reference.price, at: place)
    exposure.revalue(place)
  }

  private mutating func note(_ fill: Fill, _ instrument: InstrumentID, _ now: Timestamp) {
    guard let place = place(of: instrument), let seat = seat(of: fill.owner) else { return }
    if fill.side == .sell {
      let value = inForce.scale.unitValue(fill.price.rawValue, at: place)
        .value(fill.quantity.rawValue)
      account.sold(
        value, on: day(of: now), settlementDays: inForce.instruments[place].settlementDays)
      renewAllowance()
    }
    if let slot = exposure.slot(of: fill.id) {
      exposure.fill(fill.quantity.rawValue, isLast: fill.remaining == .zero, at: slot)
    } else {
      exposure.fill(late: fill.quantity.rawValue, fill.side, seat: seat, place: place)
    }
  }

  private mutating func end(_ id: OrderID) {
    if let slot = exposure.slot(of: id) { exposure.end(at: slot) }
  }

  private mutating func refuse(_ id: OrderID, _ request: RequestKind) {
    if request == .group { return untie(id) }
    guard let slot = exposure.slot(of: id) else { return }
    switch request {
    case .new: exposure.end(at: slot)
    case .amend: exposure.refuseAmend(at: slot)
    case .cancel, .group: break
    }
  }

  /// The day that losses are counted in and settlement goes by: -1 before the first one begins.
  func day(of now: Timestamp) -> Int64 {
    let since = now.nanoseconds - limits.account.dayBegins.count
    return since < 0 ? -1 : since / Pace.longestInterval.count
  }
}
