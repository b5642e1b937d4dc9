internal import Core

// What parties ask for, and what comes of requests that come to nothing. None of it is a violation
// by itself: a party may ask for anything, at any time.
extension OrderRegister {
  /// A new id begins a life. A known one is a copy of the message or a mistake of its sender: it
  /// waits for its refusal and leaves the first order alone.
  mutating func submit(_ order: NewOrder, instrument: InstrumentID?) {
    guard let known = lifecycle(of: order.id) else {
      counters.submitted &+= 1
      var fresh = LiveOrder(order, instrument: instrument)
      fresh.lifecycle.conditions = conditions(of: order, instrument)
      return add(fresh)
    }
    counters.reusedIDs &+= 1
    if known.owner == order.owner, let slot = liveSlot(of: order.id) {
      changeWaiting(at: slot) { waiting, _ in waiting.copies.append(order) }
    }
  }

  /// The state shows the first unanswered request of a kind; more of the kind wait behind it.
  mutating func ask(_ request: OrderEvent, _ id: OrderID, _ owner: PartyID) {
    guard let slot = liveSlot(of: id), live[slot].lifecycle.owner == owner else {
      counters.futileRequests &+= 1
      return
    }
    do { try live[slot].lifecycle.apply(request) } catch {
      guard error.reason == .requestOutstanding else {
        counters.futileRequests &+= 1
        return
      }
      changeWaiting(at: slot) { waiting, _ in waiting.wait(request) }
    }
  }

  /// A request was refused, or was dropped on its way.
  mutating func refuse(
    _ request: RequestKind, _ id: OrderID, _ owner: PartyID, _ cause: RefusalCause
  ) throws(LifecycleViolation.Cause) {
    guard let slot = liveSlot(of: id), live[slot].lifecycle.owner == owner else {
      // A dropped order may have been thrown away before it reached the tape; a refused one not.
      if request == .new, case .refused = cause, lifecycle(of: id) == nil { throw .unknownOrder }
      counters.idleRefusals &+= 1
      return
    }
    switch request {
    case .new: try refuseOrder(at: slot, cause)
    case .cancel, .amend:
      let wasAwaited = changeWaiting(at: slot) { waiting, lifecycle in
        waiting.refuse(request, cause, in: &lifecycle)
      }
      if !wasAwaited { counters.idleRefusals &+= 1 }
    case .group: counters.idleRefusals &+= 1
    }
  }

  /// While the first message is unanswered a refusal is its own, and a waiting copy takes its
  /// place; afterwards, or where the reason is that the id is known, a copy is meant.
  private mutating func refuseOrder(
    at slot: Int, _ cause: RefusalCause
  ) throws(LifecycleViolation.Cause) {
    let isUnanswered = live[slot].lifecycle.standing == .new
    let meantCopy =
      live[slot].hasWaiting
      && changeWaiting(at: slot) { waiting, lifecycle in
        guard !waiting.copies.isEmpty else { return false }
        if isUnanswered, !cause.concernsCopy {
          lifecycle.resubmit(waiting.copies.removeFirst())
        } else {
          waiting.copies.removeLast()
        }
        return true
      }
    guard !meantCopy else {
      counters.idleRefusals &+= 1
      return
    }
    let meansOther = cause == .dropped(.duplicate) || (!isUnanswered && !cause.isFinalWord)
    guard !meansOther else {
      counters.idleRefusals &+= 1
      return
    }
    var lifecycle = live[slot].lifecycle
    try lifecycle.move(.rejected(cause))
    store(lifecycle, at: .live(UInt32(truncatingIfNeeded: slot)))
  }
}

extension RefusalCause {
  /// Whether the reason itself says that an order under this id was there before.
  fileprivate var concernsCopy: Bool {
    self == .dropped(.duplicate) || self == .refused(.duplicateOrder)
  }

  /// Whether the venue says about the order itself that it does not take it in; said of an order
  /// that it has taken in, that is a contradiction. A drop is a copy that never reached the tape.
  fileprivate var isFinalWord: Bool {
    switch self {
    case .refused(let reason): reason != .duplicateOrder
    case .dropped: false
    }
  }
}
