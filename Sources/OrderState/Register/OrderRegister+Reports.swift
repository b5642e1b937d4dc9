internal import Core

// What the venue says happened. Each report is tried on a copy of the lifecycle and kept only if
// all of it is right.
extension OrderRegister {
  /// An immediate order left open is told once, and the later order is taken in all the same.
  mutating func accept(_ report: Accepted) throws(LifecycleViolation.Cause) {
    var lifecycle = try order(report.id, of: report.owner)
    try lifecycle.move(.accepted)
    store(lifecycle)
    let open = openImmediate(besides: report.id)
    if lifecycle.isImmediate { openImmediates.append(report.id) }
    if let open {
      openImmediates.removeAll { $0 == open }
      throw .leftResting(open)
    }
  }

  mutating func trade(_ fill: Fill) throws(LifecycleViolation.Cause) {
    var lifecycle = try order(fill.id, of: fill.owner)
    let isLate = lifecycle.state.isFinal
    try lifecycle.move(
      .filled(OrderFill(quantity: fill.quantity, number: fill.number, liquidity: fill.liquidity)))
    guard fill.side == lifecycle.order.side else { throw .wrongSide }
    if let limit = lifecycle.order.type.limitPrice, fill.side.isWorse(fill.price, than: limit) {
      throw .worseThanLimit(limit: limit, price: fill.price)
    }
    // What a venue calls left after the end is its own affair.
    if !isLate { try lifecycle.check(left: fill.remaining) }
    counters.fills &+= 1
    if isLate { counters.lateFills &+= 1 }
    store(lifecycle)
  }

  mutating func settle(
    _ id: OrderID, _ owner: PartyID, _ event: OrderEvent, left: Quantity
  ) throws(LifecycleViolation.Cause) {
    var lifecycle = try order(id, of: owner)
    try lifecycle.move(event)
    try lifecycle.check(left: left)
    store(lifecycle)
  }

  mutating func replace(_ report: Amended) throws(LifecycleViolation.Cause) {
    var lifecycle = try order(report.id, of: report.owner)
    try lifecycle.move(
      .replaced(Replacement(price: report.price, quantity: report.quantity)))
    try lifecycle.check(left: report.remaining)
    store(lifecycle)
    if let slot = liveSlot(of: report.id) { live[slot].showWaiting() }
  }

  func order(
    _ id: OrderID, of owner: PartyID
  ) throws(LifecycleViolation.Cause) -> OrderLifecycle {
    guard let lifecycle = lifecycle(of: id) else { throw .unknownOrder }
    guard lifecycle.owner == owner else {
      throw .wrongOwner(kept: lifecycle.owner, stated: owner)
    }
    return lifecycle
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
