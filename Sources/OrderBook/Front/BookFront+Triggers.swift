internal import Core

// Orders that wait for a print, and how they come into force.

extension BookFront {
  /// An order that waits here begins to watch the prints; the last one may reach it at once.
  mutating func arm<Book: OrderMatching & ~Copyable>(
    _ id: OrderID, _ book: inout Book, into reports: inout [EventPayload]
  ) {
    guard var order = orders[id.rawValue], order.isHere else { return }
    order.place = .waiting
    switch order.terms.trigger {
    case .none: return activate(order, at: nil, &book, into: &reports)
    case .stop(let price), .touched(let price): order.triggerPrice = price
    case .trailing: trailing.append(id)
    }
    orders[id.rawValue] = order
    if let price = order.triggerPrice { watch(order, at: price) }
    guard let lastPrice else { return }
    if case .trailing = order.terms.trigger { trail(id, behind: lastPrice) }
    let queue = order.isRising ? rising : falling
    guard queue.reached(by: lastPrice) == id else { return }
    release(id, at: lastPrice, &book, into: &reports)
  }

  /// A print: stops trail behind it, and what it reaches comes into force.
  mutating func release<Book: OrderMatching & ~Copyable>(
    at price: Price, _ book: inout Book, into reports: inout [EventPayload]
  ) {
    for id in trailing { trail(id, behind: price) }
    while let id = rising.reached(by: price) { release(id, at: price, &book, into: &reports) }
    while let id = falling.reached(by: price) { release(id, at: price, &book, into: &reports) }
  }

  private mutating func release<Book: OrderMatching & ~Copyable>(
    _ id: OrderID, at price: Price, _ book: inout Book, into reports: inout [EventPayload]
  ) {
    unwatch(id)
    guard let order = orders[id.rawValue] else { return }
    activate(order, at: price, &book, into: &reports)
  }

  /// Puts an order that was held back into force. Those of its group go first, so that nothing of
  /// them can trade beside it.
  private mutating func activate<Book: OrderMatching & ~Copyable>(
    _ order: FrontOrder, at price: Price?, _ book: inout Book,
    into reports: inout [EventPayload]
  ) {
    let id = order.order.id
    if let told = price ?? lastPrice ?? order.order.type.limitPrice {
      reports.append(.triggered(Triggered(id: id, owner: order.order.owner, price: told)))
    }
    if price != nil {
      endGroup(of: id, by: .trigger, &book, into: &reports)
    }
    if isFollowed(id, order.terms) {
      orders[id.rawValue]?.place = .working
      if order.terms.isReduceOnly { insertReducing(id) }
    } else {
      orders[id.rawValue] = nil
    }
    var reason = positionRefusal(of: order.order, order.terms)
    if phase.isCall || phase == .closed { reason = .notInPhase }
    if let limit = order.order.type.limitPrice, let edge = collarEdge(order.order.side),
      order.order.side == .buy ? limit > edge : limit < edge
    {
      reason = RejectReason.first(reason, .outsideCollar)
    }
    pass(order.order, order.terms, reason, isNew: false, &book, into: &reports)
  }

  /// Moves a trailing stop behind a print that is better than all since it came.
  private mutating func trail(_ id: OrderID, behind price: Price) {
    guard var order = orders[id.rawValue], case .trailing(let distance) = order.terms.trigger,
      let stop = price.advanced(
        by: order.order.side == .buy ? distance.rawValue : -distance.rawValue)
    else { return }
    if let before = order.triggerPrice {
      guard order.order.side == .buy ? stop < before : stop > before else { return }
      queue(of: order) { $0.remove(id, at: before, arrival: order.arrival) }
    }
    order.triggerPrice = stop
    orders[id.rawValue] = order
    watch(order, at: stop)
  }

  mutating func watch(_ order: FrontOrder, at price: Price) {
    queue(of: order) { $0.insert(order.order.id, at: price, arrival: order.arrival) }
  }

  /// An order that waits stops watching the prints.
  mutating func unwatch(_ id: OrderID) {
    guard let order = orders[id.rawValue], order.place == .waiting else { return }
    if let price = order.triggerPrice {
      queue(of: order) { $0.remove(id, at: price, arrival: order.arrival) }
    }
    if case .trailing = order.terms.trigger { trailing.removeAll { $0 == id } }
  }

  private mutating func queue(of order: FrontOrder, _ change: (inout TriggerQueue) -> Void) {
    if order.isRising { change(&rising) } else { change(&falling) }
  }
}
