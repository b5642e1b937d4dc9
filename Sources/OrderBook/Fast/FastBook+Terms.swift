public import Core

// Orders that show only a part of themselves, orders that avoid their owner's others, and the ways
// in and out for what stands in front of the book. None of it lies on a straight path: an order that
// shows a part of itself is met where fill records are asked for, and its id is always displaced.

extension FastBook {
  /// One match with the front of a queue, whatever it shows.
  @inlinable @inline(never)
  mutating func trade<Reports: BookReports & ~Copyable>(
    _ taker: inout IncomingOrder, with slot: UInt32, into reports: inout Reports
  ) {
    let maker = restingOrder(in: slot)
    let number = orders[slot].level
    let quantity = min(taker.remaining, maker.shown)
    trades &+= 1
    taker.fill(by: quantity)
    levels[number].total = levels[number].total - quantity
    if quantity == maker.remaining {
      orders[slot].remaining = .zero
      takeOut(slot, maker.id)
    } else {
      orders.fill(slot, by: quantity)
      if quantity == maker.shown { showNext(slot, at: number) }
    }
    reports.executed(
      Execution(
        trade: TradeID(trades), price: maker.price, quantity: quantity, aggressor: taker.side,
        maker: Execution.Participant(
          id: maker.id, owner: maker.owner, remaining: maker.remaining - quantity,
          fillNumber: maker.fillCount &+ 1),
        taker: Execution.Participant(
          id: taker.id, owner: taker.owner, remaining: taker.remaining,
          fillNumber: taker.fills.count)))
  }

  /// The shown part of the front order is used up: the next one joins the back of the queue. It is
  /// no more than the level has room for, which is at least what has just traded.
  @usableFromInline
  mutating func showNext(_ slot: UInt32, at number: UInt32) {
    var reserve = orders.reserves[slot]
    let room = Quantity(rawValue: Quantity.magnitudeLimit - levels[number].total.rawValue) ?? .zero
    let part = min(reserve.display, reserve.hidden, room)
    reserve.hidden = reserve.hidden - part
    orders.reserves.set(slot, reserve)
    orders[slot].remaining = part
    levels[number].total = levels[number].total + part
    let back = levels[number].back
    guard back != slot else { return }
    let next = orders[slot].next
    levels[number].front = next
    levels[number].back = slot
    orders[next].previous = 0
    orders[back].next = slot
    orders[slot].previous = back
    orders[slot].next = 0
  }

  /// Trades as far as the limit reaches, but never with an order of the taker's owner: there its
  /// policy decides. False when that took the taker out.
  @inlinable @inline(never)
  mutating func match<Reports: BookReports & ~Copyable>(
    _ taker: inout IncomingOrder, _ policy: SelfTradePolicy, into reports: inout Reports
  ) -> Bool {
    while taker.remaining > .zero, sides[taker.opposite].isReached(by: taker.limitRank) {
      let slot = levels[sides[taker.opposite].best].front
      if orders[slot].owner != taker.owner {
        trade(&taker, with: slot, into: &reports)
      } else if !avoidSelfTrade(&taker, policy, with: slot, into: &reports) {
        return false
      }
    }
    return true
  }

  /// The taker would trade with an order of its own owner; false when it is out.
  @inlinable
  mutating func avoidSelfTrade<Reports: BookReports & ~Copyable>(
    _ taker: inout IncomingOrder, _ policy: SelfTradePolicy, with slot: UInt32,
    into reports: inout Reports
  ) -> Bool {
    let maker = restingOrder(in: slot)
    switch policy {
    case .allow: trade(&taker, with: slot, into: &reports)
    case .cancelOldest: cancelSelfTrade(slot, maker, into: &reports)
    case .cancelNewest:
      leave(taker, into: &reports)
      return false
    case .cancelBoth:
      cancelSelfTrade(slot, maker, into: &reports)
      leave(taker, into: &reports)
      return false
    case .decrement:
      let quantity = min(taker.remaining, maker.remaining)
      if quantity == maker.remaining {
        cancelSelfTrade(slot, maker, into: &reports)
      } else {
        shrink(slot, by: quantity)
        reports.restated(
          Restated(
            id: maker.id, owner: maker.owner, quantity: maker.quantity - quantity,
            remaining: maker.remaining - quantity, reason: .selfTrade))
      }
      guard quantity < taker.remaining else {
        leave(taker, into: &reports)
        return false
      }
      taker.remaining = taker.remaining - quantity
      reports.restated(
        Restated(
          id: taker.id, owner: taker.owner, quantity: taker.fills.filled + taker.remaining,
          remaining: taker.remaining, reason: .selfTrade))
    }
    return true
  }

  @inlinable
  mutating func cancelSelfTrade<Reports: BookReports & ~Copyable>(
    _ slot: UInt32, _ order: BookOrder, into reports: inout Reports
  ) {
    takeOut(slot, order.id)
    reports.cancelled(
      Cancelled(
        id: order.id, owner: order.owner, remaining: order.remaining, reason: .selfTrade))
  }

  @inlinable
  func leave<Reports: BookReports & ~Copyable>(_ taker: IncomingOrder, into reports: inout Reports)
  {
    reports.cancelled(
      Cancelled(
        id: taker.id, owner: taker.owner, remaining: taker.remaining, reason: .selfTrade))
  }

  /// Takes an order out of queue and table.
  @usableFromInline
  mutating func takeOut(_ slot: UInt32, _ id: OrderID) {
    identifiers.remove(id.rawValue, slot: slot, in: &orders)
    leave(orders.free(slot))
  }

  /// What an order does not show.
  @usableFromInline
  func hidden(in slot: UInt32) -> Quantity {
    orders[slot].isPartlyShown ? orders.reserves[slot].hidden : .zero
  }

  /// Takes up to `quantity` from what an order does not show, and answers how much that was.
  mutating func takeHidden(_ quantity: Quantity, in slot: UInt32) -> Quantity {
    guard orders[slot].isPartlyShown else { return .zero }
    var reserve = orders.reserves[slot]
    let taken = min(quantity, reserve.hidden)
    reserve.hidden = reserve.hidden - taken
    orders.reserves.set(slot, reserve)
    return taken
  }

  /// Puts what is left of an order into the book, of which `display` is shown at a time.
  @usableFromInline
  mutating func rest(_ order: IncomingOrder, at price: Price, display: Quantity) {
    guard display > .zero else { return rest(order, at: price) }
    let shown = min(display, order.remaining)
    rest(
      order, at: price, shown: shown,
      ReserveRecord(display: display, hidden: order.remaining - shown))
  }

  private mutating func rest(
    _ order: IncomingOrder, at price: Price, shown: Quantity, _ reserve: ReserveRecord
  ) {
    let level = openLevel(order.side, at: price)
    let marks =
      (order.isPostOnly ? FastOrder.postOnly : 0) | FastOrder.partlyFilled | FastOrder.partlyShown
    let slot = orders.next()
    guard let last = levels[level].join(slot, shown) else { return }
    orders.take(
      slot, id: order.id, remaining: shown, previous: last, owner: order.owner,
      place: level &<< FastOrder.markBits | marks)
    orders.fills.set(slot, order.fills)
    orders.reserves.set(slot, reserve)
    identifiers.insert(order.id.rawValue, slot: slot, apart: true, in: &orders)
  }
}

extension FastBook {
  /// Takes an order out without a report, for whoever reports it; nil when there is none.
  /// - Complexity: as `cancel`.
  public mutating func takeOut(_ id: OrderID) -> BookOrder? {
    let slot = identifiers.find(id.rawValue, in: &orders)
    guard slot != 0 else { return nil }
    let order = restingOrder(in: slot)
    takeOut(slot, id)
    return order
  }

  /// Puts an order in behind the others at its price, without a report; it must reach nothing. False
  /// and unchanged where its id lives or the level would leave the legal range.
  /// - Complexity: as `submit`; O(orders) where its price is beside what the levels lie apart.
  public mutating func putIn(_ order: BookOrder) -> Bool {
    guard identifiers.find(order.id.rawValue, in: &orders) == 0 else { return false }
    if order.price.rawValue % unit.divisor != 0 {
      layOut(by: commonDivisor(unit.divisor, order.price.rawValue))
      entry = EntryRules(rules, quantityScale: quantityScale, unit: unit.divisor)
    }
    if overflows(findLevel(order.side, at: order.price), adding: order.shown) { return false }
    if order.display == .zero {
      rest(IncomingOrder(order), at: order.price)
    } else {
      rest(
        IncomingOrder(order), at: order.price, shown: order.shown,
        ReserveRecord(display: order.display, hidden: order.reserve))
    }
    return true
  }

  /// Gives an order a smaller total quantity, above what is filled; it keeps its place.
  /// - Complexity: O(1).
  public mutating func shrink(_ id: OrderID, to quantity: Quantity) {
    let slot = identifiers.find(id.rawValue, in: &orders)
    guard slot != 0 else { return }
    let order = restingOrder(in: slot)
    guard quantity < order.quantity, quantity > order.filled else { return }
    shrink(slot, by: order.quantity - quantity)
  }

  /// The number of a trade that is made outside of continuous matching.
  public mutating func nextTrade() -> TradeID {
    trades &+= 1
    return TradeID(trades)
  }
}
