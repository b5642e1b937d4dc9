internal import Core

// Cancels and amends of what waits here, of many orders at once, and of what its time ends.

extension BookFront {
  /// Takes an order out for its owner, wherever it is.
  mutating func cancel<Book: OrderMatching & ~Copyable>(
    _ request: Cancel, _ book: inout Book, into reports: inout [EventPayload]
  ) {
    guard let owner = ownerHere(of: request.id) else {
      return book.cancel(request, into: &reports)
    }
    guard owner == request.owner else {
      return reports.append(
        .reject(
          Reject(id: request.id, owner: request.owner, request: .cancel, reason: .notOwner)))
    }
    takeOut(request.id, .cancelled(request.reason), &book, into: &reports)
  }

  /// The owner of an order that is in front of the book.
  private func ownerHere(of id: OrderID) -> PartyID? {
    if let order = orders[id.rawValue], order.isHere { return order.order.owner }
    return call.order(id)?.owner
  }

  /// How an order leaves.
  enum Leaving {
    case cancelled(CancelReason)
    case expired(ExpireReason)
  }

  /// Takes an order out, wherever it is, and reports that; nothing when it is nowhere.
  mutating func takeOut<Book: OrderMatching & ~Copyable>(
    _ id: OrderID, _ leaving: Leaving, _ book: inout Book, into reports: inout [EventPayload]
  ) {
    let (owner, remaining): (PartyID, Quantity)
    if let order = orders[id.rawValue], order.isHere {
      unwatch(id)
      forget(id)
      (owner, remaining) = (order.order.owner, order.order.quantity)
    } else if let order = call.takeOut(id) {
      (owner, remaining) = (order.owner, order.remaining)
    } else if let order = book.takeOut(id) {
      (owner, remaining) = (order.owner, order.remaining)
    } else {
      return
    }
    switch leaving {
    case .cancelled(let reason):
      reports.append(
        .cancelled(Cancelled(id: id, owner: owner, remaining: remaining, reason: reason)))
    case .expired(let reason):
      reports.append(
        .expired(Expired(id: id, owner: owner, remaining: remaining, reason: reason)))
    }
  }

  /// Changes an order for its owner, wherever it is.
  mutating func amend<Book: OrderMatching & ~Copyable>(
    _ request: Amend, _ outer: RejectReason?, _ book: inout Book,
    into reports: inout [EventPayload]
  ) {
    guard let owner = ownerHere(of: request.id) else {
      let own = phase == .closed ? RejectReason.notInPhase : amendRefusal(request, book)
      return book.amend(request, refusal: RejectReason.first(own, outer), into: &reports)
    }
    let own = owner == request.owner ? refusalHere(of: request, book) : .notOwner
    if let reason = RejectReason.first(own, outer) {
      return reports.append(
        .reject(Reject(id: request.id, owner: request.owner, request: .amend, reason: reason)))
    }
    if var order = orders[request.id.rawValue], order.isHere {
      order.order.type = .limit(request.price)
      order.order.quantity = request.quantity
      orders[request.id.rawValue] = order
      reports.append(
        .amended(
          Amended(
            id: request.id, owner: owner, price: request.price, quantity: request.quantity,
            remaining: request.quantity, keepsPriority: true)))
    } else if let report = call.amend(request) {
      reports.append(.amended(report))
    }
  }

  /// What the collar and a reduce-only order's position say of an amend of what is in the book.
  private func amendRefusal<Book: OrderMatching & ~Copyable>(
    _ request: Amend, _ book: borrowing Book
  ) -> RejectReason? {
    guard let order = book.order(request.id) else { return nil }
    if orders[request.id.rawValue]?.terms.isReduceOnly == true, request.quantity > order.quantity {
      return .wouldIncrease
    }
    guard let edge = collarEdge(order.side) else { return nil }
    let isOutside = order.side == .buy ? request.price > edge : request.price < edge
    return isOutside ? .outsideCollar : nil
  }

  /// Why an order that is in front of the book may not be changed like this. A market order has no
  /// price to change, and a leg that sleeps stands for what its entry will have filled.
  private func refusalHere<Book: OrderMatching & ~Copyable>(
    of request: Amend, _ book: borrowing Book
  ) -> RejectReason? {
    if phase == .closed { return .notInPhase }
    if let broken = book.rules.violation(
      price: request.price, quantity: request.quantity, quantityScale: book.quantityScale)
    {
      return broken
    }
    if let order = orders[request.id.rawValue], order.isHere {
      return order.order.type == .market || order.place == .asleep ? .contradictoryTerms : nil
    }
    guard let order = call.order(request.id) else { return .unknownOrder }
    if call.isMarket(request.id) { return .contradictoryTerms }
    let keeps = request.price == order.price && request.quantity <= order.quantity
    if order.isPostOnly, !keeps { return .notInPhase }
    if request.quantity <= order.filled { return .quantityBelowFilled }
    return call.admits(request.quantity - order.filled, order.side, freeing: order.remaining)
      ? nil : .quantityOverflow
  }

  /// Takes every order out that is meant, by number.
  /// - Complexity: O(orders · log orders).
  mutating func massCancel<Book: OrderMatching & ~Copyable>(
    _ request: MassCancel, _ book: inout Book, into reports: inout [EventPayload]
  ) {
    var meant: [OrderID] = []
    func note(_ id: OrderID, _ owner: PartyID) {
      if request.scope == .everyone || owner == request.owner { meant.append(id) }
    }
    for key in orders.sortedKeys() {
      if let order = orders[key], order.isHere { note(order.order.id, order.order.owner) }
    }
    for order in call.orders { note(order.id, order.owner) }
    let image = book.image
    for level in image.bids + image.asks {
      for entry in level.entries { note(entry.order.id, entry.order.owner) }
    }
    for id in meant.sorted() { takeOut(id, .cancelled(.mass), &book, into: &reports) }
  }

  /// Ends the orders whose time is over, soonest first, then by number.
  mutating func expire<Book: OrderMatching & ~Copyable>(
    _ book: inout Book, into reports: inout [EventPayload]
  ) {
    while let next = deadlines.last, next.until <= now {
      deadlines.removeLast()
      takeOut(next.id, .expired(.goodTillDate), &book, into: &reports)
    }
  }

  /// Ends the orders of the day, by number.
  mutating func endDay<Book: OrderMatching & ~Copyable>(
    _ book: inout Book, into reports: inout [EventPayload]
  ) {
    for key in orders.sortedKeys() {
      guard let order = orders[key], order.terms.endsWithDay else { continue }
      takeOut(order.order.id, .expired(.dayOver), &book, into: &reports)
    }
  }

  mutating func insert(_ deadline: Deadline) {
    deadlines.insert(deadline, at: place(of: deadline))
  }

  /// Forgets an order that is over.
  mutating func forget(_ id: OrderID) {
    guard let order = orders[id.rawValue] else { return }
    orders[id.rawValue] = nil
    if order.terms.isReduceOnly { reducing.removeAll { $0 == id } }
    guard let until = order.terms.until else { return }
    let deadline = Deadline(until: until, id: id)
    let place = place(of: deadline)
    if place < deadlines.count, deadlines[place] == deadline { deadlines.remove(at: place) }
  }

  private func place(of deadline: Deadline) -> Int {
    var low = 0
    var high = deadlines.count
    while low < high {
      let middle = (low + high) / 2
      if deadline.isSooner(than: deadlines[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
