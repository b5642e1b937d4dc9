public import Core

extension FastBook {
  /// Trades with the best opposite level, front of its queue first, as long as it is reached.
  @inlinable
  mutating func match<Reports: BookReports & ~Copyable>(
    _ taker: inout IncomingOrder, into reports: inout Reports
  ) {
    while taker.remaining > .zero, sides[taker.opposite].isReached(by: taker.limitRank) {
      sweep(sides[taker.opposite].best, &taker, into: &reports)
    }
  }

  /// Trades with one level until the taker or the level is used up.
  @inlinable @inline(always)
  mutating func sweep<Reports: BookReports & ~Copyable>(
    _ number: UInt32, _ taker: inout IncomingOrder, into reports: inout Reports
  ) {
    var level = levels[number]
    while taker.remaining > .zero, level.front != 0 {
      let front = level.front
      let maker = orders[front]
      let quantity = min(taker.remaining, maker.remaining)
      let remaining = maker.remaining - quantity
      let fill = maker.isPartlyFilled ? orders.fills[front].count &+ 1 : 1
      level.total = level.total - quantity
      taker.fill(by: quantity)
      trades &+= 1
      if remaining == .zero {
        identifiers.remove(maker.id.rawValue, slot: front, in: &orders)
        orders.free(front)
        level.front = maker.next
        level.count -= 1
      } else {
        orders.fill(front, by: quantity)
      }
      reports.executed(
        Execution(
          trade: TradeID(trades), price: level.price, quantity: quantity,
          aggressor: taker.side,
          maker: Execution.Participant(
            id: maker.id, owner: maker.owner, remaining: remaining, fillNumber: fill),
          taker: Execution.Participant(
            id: taker.id, owner: taker.owner, remaining: taker.remaining,
            fillNumber: taker.fills.count)))
    }
    orders[level.front].previous = 0
    if level.front == 0 { level.back = 0 }
    levels[number] = level
    if level.front == 0 { endLevel(number) }
  }

  /// Whether the opposite side holds the whole quantity within the limit.
  /// - Complexity: O(levels that it takes).
  @usableFromInline
  mutating func canFillAtOnce(_ taker: IncomingOrder) -> Bool {
    var missing = taker.remaining
    var isReached = true
    eachLevel(taker.side.opposite, while: { missing > .zero && isReached }) { level in
      isReached = rank(of: levels[level].price, taker.side.opposite) >= taker.limitRank
      if isReached { missing = missing - min(missing, levels[level].total) }
    }
    return missing == .zero
  }
}

extension OrderSlots {
  /// Notes that `quantity` of an order traded; something is left of it.
  @inlinable @inline(always) mutating func fill(_ slot: UInt32, by quantity: Quantity) {
    let place = slots[slot].place
    slots[slot].remaining = slots[slot].remaining - quantity
    if place & FastOrder.partlyFilled == 0 {
      slots[slot].place = place | FastOrder.partlyFilled
      fills.set(slot, FillRecord(filled: quantity, count: 1))
    } else {
      var record = fills[slot]
      record.filled = record.filled + quantity
      record.count &+= 1
      fills.set(slot, record)
    }
  }
}
