public import Core

// Levels begin and end here, and orders join and leave their queues.
//
// What requests call is `mutating` even where nothing changes: the book is then passed by address,
// while a borrowed value of many words is copied for the call.

extension FastBook {
  /// Slot of the level at a price; 0 when there is none.
  /// - Complexity: O(1) for a level used lately, and where there can be none; else O(log levels).
  @inlinable @inline(always)
  mutating func findLevel(_ side: Side, at price: Price) -> UInt32 {
    let index = side.index
    let rank = price.rank(side)
    guard sides[index].best != 0, rank <= sides[index].bestRank else { return 0 }
    let slot = recentLevel(side, at: price)
    return slot != 0 ? slot : sides[index].ranks.find(rank)
  }

  /// Slot of the level at a price if it was used lately; 0 says nothing.
  @inlinable @inline(always)
  mutating func recentLevel(_ side: Side, at price: Price) -> UInt32 {
    let slot = sides[side.index].recent[BookSide.place(of: price, shift: tickShift)]
    return slot != 0 && levels[slot].price == price ? slot : 0
  }

  /// Whether the level would leave the legal range.
  ///
  /// Exact although it is asked before anything is matched: an order that can trade finds no level
  /// of its own side at its limit (INV-BOOK-1), and what rests of it is at most the order itself.
  @inlinable @inline(always)
  mutating func overflows(_ level: UInt32, adding quantity: Quantity) -> Bool {
    level != 0 && levels[level].total.adding(quantity) == nil
  }

  /// Puts what is left of an order into the book, at a level that is made if there is none. That the
  /// level can take it was asked before.
  @usableFromInline
  mutating func rest(_ order: IncomingOrder, at price: Price, level found: UInt32) {
    let level = found == 0 ? beginLevel(order.side, at: price) : found
    let marks =
      (order.isPostOnly ? FastOrder.postOnly : 0)
      | (order.fills.count == 0 ? 0 : FastOrder.partlyFilled)
    let slot = orders.next()
    guard let last = levels[level].join(slot, order.remaining) else { return }
    orders.take(
      slot, id: order.id, remaining: order.remaining, previous: last, owner: order.owner,
      place: level * 4 + marks)
    if order.fills.count != 0 { orders.fills[slot] = order.fills }
    let place = index.find(order.id.rawValue, in: &orders)
    index.insert(order.id.rawValue, at: place, slot: slot, in: &orders)
  }

  /// Takes an order out of its queue, and its level out when that is empty.
  @inlinable @inline(always)
  mutating func leave(_ slot: UInt32, _ order: FastOrder) {
    orders.free(slot)
    if order.previous != 0 { orders[order.previous].next = order.next }
    if order.next != 0 { orders[order.next].previous = order.previous }
    if levels[order.level].leave(order) { endLevel(order.level) }
  }

  /// Gives an order a smaller total quantity; it keeps its place.
  @usableFromInline
  mutating func shrink(_ slot: UInt32, by less: Quantity) {
    let level = orders[slot].level
    orders[slot].remaining = orders[slot].remaining - less
    levels[level].total = levels[level].total - less
  }

  /// An empty level at a price that has none.
  @usableFromInline
  mutating func beginLevel(_ side: Side, at price: Price) -> UInt32 {
    let index = side.index
    let rank = price.rank(side)
    let level = levels.take(price, side)
    sides[index].ranks.insert(rank, slot: level)
    if sides[index].best == 0 || rank > sides[index].bestRank {
      sides[index].best = level
      sides[index].bestRank = rank
    }
    sides[index].recent[BookSide.place(of: price, shift: tickShift)] = level
    return level
  }

  /// Takes out a level that has no order left.
  @usableFromInline
  mutating func endLevel(_ level: UInt32) {
    let (side, price) = (levels[level].side.index, levels[level].price)
    let rank = price.rank(levels[level].side)
    let place = BookSide.place(of: price, shift: tickShift)
    if sides[side].recent[place] == level { sides[side].recent[place] = 0 }
    sides[side].ranks.remove(rank)
    levels.free(level)
    guard sides[side].best == level else { return }
    sides[side].best = 0
    if let last = sides[side].ranks.last {
      sides[side].best = sides[side].ranks.slot(at: last)
      sides[side].bestRank = sides[side].ranks.rank(at: last)
    }
  }
}
