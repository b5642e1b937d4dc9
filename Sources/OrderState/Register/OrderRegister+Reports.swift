internal import Core

// What the venue says happened. Each report is tried on a copy of the lifecycle and kept only if
// all of it is right.
extension OrderRegister {
  /// An immediate order left open is told once, and the later order is taken in all the same.
  mutating func accept(_ report: Accepted) throws(LifecycleViolation.Cause) {
    var known = try order(report.id, of: report.owner)
    try known.lifecycle.move(.accepted)
    store(known.lifecycle, at: known.place)
    let open = openImmediate(besides: report.id)
    if known.lifecycle.isImmediate { openImmediates.append(report.id) }
    if let open {
      openImmediates.removeAll { $0 == open }
      throw .leftResting(open)
    }
  }

  mutating func trade(_ fill: Fill) throws(LifecycleViolation.Cause) {
    var known = try order(fill.id, of: fill.owner)
    let isLate = known.lifecycle.state.isFinal
    try known.lifecycle.move(
      .filled(OrderFill(quantity: fill.quantity, number: fill.number, liquidity: fill.liquidity)))
    guard fill.side == known.lifecycle.order.side else { throw .wrongSide }
    if let limit = known.lifecycle.order.type.limitPrice, fill.side.isWorse(fill.price, than: limit)
    {
      throw .worseThanLimit(limit: limit, price: fill.price)
    }
    // What a venue calls left after the end is its own affair.
    if !isLate { try known.lifecycle.check(left: fill.remaining) }
    counters.fills &+= 1
    if isLate { counters.lateFills &+= 1 }
    store(known.lifecycle, at: known.place)
  }

  mutating func settle(
    _ id: OrderID, _ owner: PartyID, _ event: OrderEvent, left: Quantity
  ) throws(LifecycleViolation.Cause) {
    var known = try order(id, of: owner)
    try known.lifecycle.move(event)
    try known.lifecycle.check(left: left)
    store(known.lifecycle, at: known.place)
  }

  mutating func replace(_ report: Amended) throws(LifecycleViolation.Cause) {
    var known = try order(report.id, of: report.owner)
    try known.lifecycle.move(
      .replaced(Replacement(price: report.price, quantity: report.quantity)))
    try known.lifecycle.check(left: report.remaining)
    store(known.lifecycle, at: known.place)
    if let slot = liveSlot(of: report.id), live[slot].hasWaiting {
      changeWaiting(at: slot) { waiting, lifecycle in waiting.showNext(in: &lifecycle) }
    }
  }

  /// A copy of an order's life, and where to put it back.
  func order(
    _ id: OrderID, of owner: PartyID
  ) throws(LifecycleViolation.Cause) -> (place: Place, lifecycle: OrderLifecycle) {
    guard let place = place(of: id) else { throw .unknownOrder }
    let lifecycle = lifecycle(at: place)
    guard lifecycle.owner == owner else {
      throw .wrongOwner(kept: lifecycle.owner, stated: owner)
    }
    return (place, lifecycle)
  }

  /// A venue works through one message at a time: when it takes in the next order of an
  /// instrument, an immediate order before it has been filled or has expired.
  private func openImmediate(besides id: OrderID) -> OrderID? {
    guard !openImmediates.isEmpty, let slot = liveSlot(of: id) else { return nil }
    return openImmediates.first { other in
      guard let otherSlot = liveSlot(of: other) else { return false }
      return live[otherSlot].instrument == live[slot].instrument
    }
  }
}

extension OrderLifecycle {
  mutating func move(_ event: OrderEvent) throws(LifecycleViolation.Cause) {
    do { try apply(event) } catch { throw .illegalTransition(error) }
  }

  func check(left stated: Quantity) throws(LifecycleViolation.Cause) {
    guard remaining == stated else {
      throw .wrongRemaining(kept: remaining, stated: stated)
    }
  }
}

extension Side {
  /// Whether an order of this side that trades at `price` breaks its limit.
  fileprivate func isWorse(_ price: Price, than limit: Price) -> Bool {
    switch self {
    case .buy: price > limit
    case .sell: price < limit
    }
  }
}
