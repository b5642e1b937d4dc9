public import Core

/// Follows every order of a tape through its life, and names each event that no legal life allows.
///
/// Feed it the events in tape order; those that concern no order pass. A violation leaves every
/// order as it was and is counted, so that reading may go on. What only looks wrong is legal
/// traffic and stays without effect: a cancel that finds its order filled, its refusal, a second
/// order under a known id, its refusal.
///
/// Memory: a live order takes about 200 bytes; one that is over is packed into some 60 and a map
/// slot, because a late fill may still come, and is kept for the register's life.
public struct OrderRegister: Sendable {
  /// What was seen so far.
  public internal(set) var counters = OrderCounters()
  /// Orders that are not over, in no particular order.
  var live: [LiveOrder] = []
  /// Messages that wait for their turn, of the live orders that have any.
  var waiting = IdentifierMap<WaitingRequests>()
  /// Orders that are over, in the order in which they ended.
  var finished: [FinishedOrder] = []
  /// Immediate orders that the venue has taken in and not ended: one at most, on a legal tape.
  var openImmediates: [OrderID] = []
  /// Conditions that were announced of orders that have not come yet.
  var announced = IdentifierMap<Announcement>()
  /// Instruments whose orders gather in a call, ascending.
  var calls: [InstrumentID] = []
  private var places = IdentifierMap<Place>()

  /// Where an order is kept. 32 bits hold more orders than memory could.
  enum Place: Sendable {
    case live(UInt32)
    case finished(UInt32)
  }

  /// A register before the first event.
  public init() {}

  /// Takes one event of the tape.
  /// - Complexity: O(1) expected; a request that joins others of its kind makes their answers
  ///   O(number waiting).
  public mutating func apply(_ event: Event) throws(LifecycleViolation) {
    do { try take(event) } catch {
      let violation = LifecycleViolation(
        sequence: event.sequence, id: event.payload.orderID ?? OrderID(0), cause: error)
      counters.count(violation.kind)
      throw violation
    }
  }

  private mutating func take(_ event: Event) throws(LifecycleViolation.Cause) {
    switch event.payload {
    case .newOrder(let order): submit(order, instrument: event.instrument)
    case .cancel(let cancel): ask(.cancelRequested(cancel.reason), cancel.id, cancel.owner)
    case .amend(let amend):
      let terms = Replacement(price: amend.price, quantity: amend.quantity)
      ask(.replaceRequested(terms), amend.id, amend.owner)
    case .accepted(let report): try accept(report)
    case .amended(let report): try replace(report)
    case .cancelled(let report):
      try settle(report.id, report.owner, .cancelled(report.reason), left: report.remaining)
    case .expired(let report):
      try settle(report.id, report.owner, .expired(report.reason), left: report.remaining)
    case .fill(let fill): try trade(fill)
    case .reject(let reject):
      try refuse(reject.request, reject.id, reject.owner, .refused(reject.reason))
    case .drop(let drop): try refuse(drop.request, drop.id, drop.owner, .dropped(drop.reason))
    case .orderTerms(let terms): announce(OrderConditions(terms), terms.id, terms.owner)
    case .orderGroup(let group): tie(group)
    case .phaseChange(let change): turn(event.instrument, to: change.phase)
    case .triggered(let report): try trigger(report)
    case .restated(let report): try restate(report)
    case .trade, .bookUpdate, .snapshot, .quote, .instrument, .regime, .gap, .timer, .riskDecision,
      .operatorCommand, .massCancel:
      break
    }
  }
}

// Queries.
extension OrderRegister {
  /// How many orders are not over.
  public var liveCount: Int { live.count }

  /// The life of an order so far; nil for an id that the tape has not brought.
  /// - Complexity: O(1) expected.
  public func lifecycle(of id: OrderID) -> OrderLifecycle? { place(of: id).map(lifecycle) }
}

// Storage.
extension OrderRegister {
  func place(of id: OrderID) -> Place? { places[id.rawValue] }

  func lifecycle(at place: Place) -> OrderLifecycle {
    switch place {
    case .live(let slot): live[Int(slot)].lifecycle
    case .finished(let slot): finished[Int(slot)].lifecycle
    }
  }

  /// Where the order stands among the live ones; nil when it is over or unknown.
  func liveSlot(of id: OrderID) -> Int? {
    guard case .live(let slot) = places[id.rawValue] else { return nil }
    return Int(slot)
  }

  mutating func add(_ order: LiveOrder) {
    places[order.lifecycle.id.rawValue] = .live(UInt32(truncatingIfNeeded: live.count))
    live.append(order)
  }

  mutating func add(_ order: FinishedOrder, id: OrderID) {
    places[id.rawValue] = .finished(UInt32(truncatingIfNeeded: finished.count))
    finished.append(order)
  }

  /// Changes what waits behind a live order, and its lifecycle with it.
  mutating func changeWaiting<Answer>(
    at slot: Int, _ change: (inout WaitingRequests, inout OrderLifecycle) -> Answer
  ) -> Answer {
    let id = live[slot].lifecycle.id.rawValue
    let hadWaiting = live[slot].hasWaiting
    var requests = hadWaiting ? waiting[id] ?? WaitingRequests() : WaitingRequests()
    let answer = change(&requests, &live[slot].lifecycle)
    live[slot].hasWaiting = !requests.isEmpty
    if hadWaiting || !requests.isEmpty { waiting[id] = requests.isEmpty ? nil : requests }
    return answer
  }

  /// Takes the next state of an order that the tape has brought, and moves the order to those that
  /// are over when it is.
  mutating func store(_ lifecycle: OrderLifecycle, at place: Place) {
    switch place {
    case .live(let slot):
      counters.countMove(from: live[Int(slot)].lifecycle.state.phase, to: lifecycle.state.phase)
      live[Int(slot)].lifecycle = lifecycle
      if let over = FinishedOrder(lifecycle) {
        remove(at: Int(slot))
        add(over, id: lifecycle.id)
      }
    case .finished(let slot):
      counters.countMove(
        from: finished[Int(slot)].lifecycle.state.phase, to: lifecycle.state.phase)
      if let over = FinishedOrder(lifecycle) { finished[Int(slot)] = over }
    }
  }

  /// Fills the hole with the last one, so that the live orders stay dense.
  private mutating func remove(at slot: Int) {
    if live[slot].hasWaiting { waiting[live[slot].lifecycle.id.rawValue] = nil }
    if !openImmediates.isEmpty { openImmediates.removeAll { $0 == live[slot].lifecycle.id } }
    let last = live.removeLast()
    guard slot < live.count else { return }
    live[slot] = last
    places[last.lifecycle.id.rawValue] = .live(UInt32(truncatingIfNeeded: slot))
  }
}
