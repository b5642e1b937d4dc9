internal import Core

// Reduce-only orders. What an owner's reduce-only orders of one side have left in the book is never
// more than the position that they may close: new ones are cut to what is open of it, and when the
// position becomes smaller, those that came last give way first.

extension BookFront {
  /// How much of an order may make its owner's position smaller, in whole lots; nil where positions
  /// are not followed.
  func reducible(_ order: NewOrder, _ lot: Quantity) -> Quantity? {
    guard followsPositions else { return nil }
    var open = closable(order.side, of: order.owner)
    for id in reducing where id != order.id {
      guard let other = orders[id.rawValue], other.order.owner == order.owner,
        other.order.side == order.side
      else { continue }
      open = open - min(open, other.order.quantity)
    }
    return Quantity(rawValue: open.rawValue - open.rawValue % lot.rawValue) ?? .zero
  }

  /// Why a reduce-only order may not come into force at all.
  func positionRefusal(of order: NewOrder, _ terms: OrderTerms) -> RejectReason? {
    guard terms.isReduceOnly else { return nil }
    guard followsPositions else { return .unknownPosition }
    guard let one = Quantity(rawValue: 1), reducible(order, one) != .zero else {
      return .wouldIncrease
    }
    return nil
  }

  /// Notes a reduce-only order that comes into the book, by arrival here.
  mutating func insertReducing(_ id: OrderID) {
    let arrival = orders[id.rawValue]?.arrival ?? arrivals
    let place = reducing.firstIndex { orders[$0.rawValue]?.arrival ?? 0 > arrival }
    reducing.insert(id, at: place ?? reducing.count)
  }

  /// What an order of this side could close of its owner's position.
  private func closable(_ side: Side, of owner: PartyID) -> Quantity {
    let position = positions[UInt64(owner.rawValue)] ?? 0
    let open = side == .sell ? position : -position
    return Quantity(rawValue: min(max(0, open), Quantity.magnitudeLimit)) ?? .zero
  }

  /// An order traded: its owner's position, its group and its owner's reduce-only orders follow.
  mutating func note<Book: OrderMatching & ~Copyable>(
    _ fill: Fill, _ book: inout Book, into reports: inout [EventPayload]
  ) {
    if followsPositions {
      let owner = UInt64(fill.owner.rawValue)
      let change = fill.side == .buy ? fill.quantity.rawValue : -fill.quantity.rawValue
      let (sum, isOver) = (positions[owner] ?? 0).addingReportingOverflow(change)
      if !isOver { positions[owner] = sum == 0 ? nil : sum }
    }
    if var order = orders[fill.id.rawValue], order.place == .working {
      // What is noted of an order in the book is what it has left.
      order.order.quantity = fill.remaining
      orders[fill.id.rawValue] = order
    }
    noteTied(fill, &book, into: &reports)
    if fill.remaining == .zero { noteEnd(of: fill.id, &book, into: &reports) }
    if !reducing.isEmpty { cutReducing(fill.owner, &book, into: &reports) }
  }

  /// Makes reduce-only orders in the book fit their owner's position.
  private mutating func cutReducing<Book: OrderMatching & ~Copyable>(
    _ owner: PartyID, _ book: inout Book, into reports: inout [EventPayload]
  ) {
    for side in [Side.buy, .sell] {
      var open = closable(side, of: owner)
      for id in reducing {
        guard let known = orders[id.rawValue], known.order.owner == owner,
          known.order.side == side, let order = book.order(id)
        else { continue }
        if open == .zero {
          takeOut(id, .cancelled(.reduceOnly), &book, into: &reports)
        } else if order.remaining > open {
          resize(order, to: open, .reduceOnly, &book, into: &reports)
          open = .zero
        } else {
          open = open - order.remaining
        }
      }
    }
  }

  /// Leaves an order in the book `remaining`, less than it has, and says why.
  mutating func resize<Book: OrderMatching & ~Copyable>(
    _ order: BookOrder, to remaining: Quantity, _ reason: RestateReason, _ book: inout Book,
    into reports: inout [EventPayload]
  ) {
    let total = order.filled + remaining
    if remaining < order.remaining {
      book.shrink(order.id, to: total)
    } else {
      var larger = order
      larger.quantity = total
      larger.reserve = remaining - BookOrder.shown(of: remaining, display: order.display)
      _ = book.takeOut(order.id)
      guard book.putIn(larger) else {
        _ = book.putIn(order)  // the level is full, the order stays as it was
        return
      }
    }
    restate(order, to: remaining, reason, into: &reports)
  }

  /// Notes and tells that an order, which had what `order` says, has `remaining` now.
  mutating func restate(
    _ order: BookOrder, to remaining: Quantity, _ reason: RestateReason,
    into reports: inout [EventPayload]
  ) {
    if var known = orders[order.id.rawValue] {
      known.order.quantity = remaining
      orders[order.id.rawValue] = known
    }
    reports.append(
      .restated(
        Restated(
          id: order.id, owner: order.owner, quantity: order.filled + remaining,
          remaining: remaining, reason: reason)))
  }
}
