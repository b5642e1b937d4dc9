public import Core

extension FastBook {
  /// Trades with the best opposite level, front of its queue first, as long as it is reached.
  @inlinable @inline(never)
  mutating func match<Reports: BookReports & ~Copyable>(
    _ taker: inout IncomingOrder, into reports: inout Reports
  ) {
    if taker.remaining > .zero, sides[taker.opposite].isReached(by: taker.limitRank) {
      sweepReached(&taker, into: &reports)
    }
  }

  /// Trades with the best level, which is reached, and all below that are.
  @inlinable @inline(always)
  mutating func sweepReached<Reports: BookReports & ~Copyable>(
    _ taker: inout IncomingOrder, into reports: inout Reports
  ) {
    repeat {
      sweep(sides[taker.opposite].best, &taker, into: &reports)
    } while taker.remaining > .zero && sides[taker.opposite].isReached(by: taker.limitRank)
  }

  /// Trades with one level until the taker or the level is used up.
  ///
  /// Makers that trade in full stay linked as they are and go to the free slots in one piece.
  @inlinable @inline(always)
  mutating func sweep<Reports: BookReports & ~Copyable>(
    _ number: UInt32, _ taker: inout IncomingOrder, into reports: inout Reports
  ) {
    var level = levels[number]
    let first = level.front
    var (left, last, gone, apart) = (taker.remaining, UInt32(0), UInt32(0), UInt32(0))
    repeat {
      let slot = level.front
      let maker = orders[slot]
      var fill: UInt64 = 1
      if maker.isPartlyFilled {
        if maker.isPartlyShown {
          apart = slot
          break
        }
        fill = orders.fills[slot].count &+ 1
      }
      let quantity = min(left, maker.remaining)
      left = left - quantity
      if quantity == maker.remaining {
        identifiers.remove(maker.id.rawValue, slot: slot, in: &orders)
        orders[slot].remaining = .zero
        level.front = maker.next
        last = slot
        gone &+= 1
      } else {
        orders.fill(slot, by: quantity)
      }
      trades &+= 1
      taker.fills.count &+= 1
      reports.executed(
        Execution(
          trade: TradeID(trades), price: level.price, quantity: quantity,
          aggressor: taker.side,
          maker: Execution.Participant(
            id: maker.id, owner: maker.owner, remaining: maker.remaining - quantity,
            fillNumber: fill),
          taker: Execution.Participant(
            id: taker.id, owner: taker.owner, remaining: left, fillNumber: taker.fills.count)))
    } while left > .zero && level.front != 0
    let traded = taker.remaining - left
    taker.remaining = left
    taker.fills.filled = taker.fills.filled + traded
    if gone != 0 { orders.free(from: first, to: last, count: gone) }
    if level.front == 0 {
      level.back = 0
      levels[number] = level
      endLevel(number)
    } else {
      orders[level.front].previous = 0
      level.total = level.total - traded
      level.count -= gone
      levels[number] = level
      if apart != 0 { trade(&taker, with: apart, into: &reports) }
    }
  }

  /// Whether the opposite side shows the whole quantity within the limit.
  /// - Complexity: O(levels that it takes).
  @usableFromInline
  mutating func canFillAtOnce(_ taker: IncomingOrder) -> Bool {
    var missing = taker.remaining
    eachLevel(taker.side.opposite) { level in
      let rank = rank(of: levels[level].price, taker.side.opposite)
      guard missing > .zero, rank >= taker.limitRank else { return false }
      missing = missing - min(missing, levels[level].total)
      return true
    }
    return missing == .zero
  }
}

extension OrderSlots {
  /// Gives a run of linked slots back, of which nothing remains.
  @inlinable @inline(always)
  mutating func free(from first: UInt32, to last: UInt32, count gone: UInt32) {
    slots[last].next = firstFree
    firstFree = first
    count &-= Int(gone)
  }

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
