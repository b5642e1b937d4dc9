public import Core

// Levels begin and end here, and orders join and leave their queues.
//
// What requests call is `mutating` even where nothing changes: the book is then passed by address,
// while a borrowed value of many words is copied for the call.

extension LevelBlocks {
  /// Whether this level is the one of a price and holds orders.
  @inlinable @inline(always) func holds(_ price: Price, _ level: UInt32) -> Bool {
    levels[level].price == price && levels[level].front != 0
  }

  /// Whether this level lies in the block of this number and holds nothing.
  @inlinable @inline(always) func isVacant(_ level: UInt32, in number: Int64) -> Bool {
    level > 15 && blocks[level &>> PriceBlock.bits].number == number && levels[level].front == 0
  }
}

extension FastBook {
  /// Number of the level at a price on the tick; 0 when it holds nothing.
  /// - Complexity: O(1) for a level used lately, and where there can be none; else O(log levels).
  @usableFromInline
  mutating func findLevel(_ side: Side, at price: Price) -> UInt32 {
    let rank = rank(of: price, side)
    guard rank <= sides[side.index].bestRank else { return 0 }
    let level = PriceBlock.level(of: rank, in: findBlock(side, of: rank))
    return levels.holds(price, level) ? level : 0
  }

  /// The block that has a rank, in the table of recent ones from then on; 0 when there is none.
  mutating func findBlock(_ side: Side, of rank: Int64) -> UInt32 {
    let number = PriceBlock.number(of: rank)
    let known = recent[number, side]
    if known != 0, levels.blocks[known].number == number { return known }
    let block = sides[side.index].blocks.find(number)
    if block != 0 { recent[number, side] = block }
    return block
  }

  /// Whether the level would leave the legal range.
  ///
  /// Exact although it is asked before anything is matched: an order that can trade finds no level
  /// of its own side at its limit (INV-BOOK-1), and what rests of it is at most the order itself.
  @inlinable @inline(always)
  mutating func overflows(_ level: UInt32, adding quantity: Quantity) -> Bool {
    level != 0 && levels[level].total.adding(quantity) == nil
  }

  /// Puts what is left of an order into the book, at a level that is begun if it holds nothing. That
  /// the level can take it was asked before.
  @usableFromInline
  mutating func rest(_ order: IncomingOrder, at price: Price) {
    let level = openLevel(order.side, at: price)
    let marks =
      (order.isPostOnly ? FastOrder.postOnly : 0)
      | (order.fills.count == 0 ? 0 : FastOrder.partlyFilled)
    let slot = orders.next()
    guard let last = levels[level].join(slot, order.remaining) else { return }
    orders.take(
      slot, id: order.id, remaining: order.remaining, previous: last, owner: order.owner,
      place: level &<< FastOrder.markBits | marks)
    if order.fills.count != 0 { orders.fills.set(slot, order.fills) }
    identifiers.insert(order.id.rawValue, slot: slot, in: &orders)
  }

  /// Takes an order whose slot was given back out of its queue, and its level out when that is
  /// empty.
  @inlinable @inline(always)
  mutating func leave(_ order: FastOrder) {
    // Both may be slot 0, which takes what nobody reads.
    orders[order.previous].next = order.next
    orders[order.next].previous = order.previous
    if levels[order.level].leave(order) { endLevel(order.level) }
  }

  /// Gives an order a smaller total quantity; it keeps its place.
  @usableFromInline
  mutating func shrink(_ slot: UInt32, by less: Quantity) {
    let level = orders[slot].level
    let less = less - takeHidden(less, in: slot)
    orders[slot].remaining = orders[slot].remaining - less
    levels[level].total = levels[level].total - less
  }

  /// Number of the level at a price; it and its block are begun if they hold nothing.
  mutating func openLevel(_ side: Side, at price: Price) -> UInt32 {
    let rank = rank(of: price, side)
    var block = findBlock(side, of: rank)
    if block == 0 { block = beginBlock(side, PriceBlock.number(of: rank)) }
    let level = PriceBlock.level(of: rank, in: block)
    if levels.holds(price, level) { return level }
    beginLevel(level, side, price, rank)
    return level
  }

  /// Makes room for orders in a level that holds nothing.
  @inlinable @inline(always)
  mutating func beginLevel(_ level: UInt32, _ side: Side, _ price: Price, _ rank: Int64) {
    levels.blocks[level &>> PriceBlock.bits].occupied |= 1 &<< (level & 15)
    levels[level] = FastLevel(price: price, side: side)
    sides[side.index].begin(level, rank)
  }

  private mutating func beginBlock(_ side: Side, _ number: Int64) -> UInt32 {
    let block = levels.take(number)
    sides[side.index].blocks.insert(number, slot: block)
    recent[number, side] = block
    return block
  }

  /// Takes out a level that has no order left.
  @usableFromInline
  mutating func endLevel(_ level: UInt32) {
    let side = levels[level].side
    let block = level &>> PriceBlock.bits
    levels.blocks[block].occupied &= ~(1 &<< (level & 15))
    sides[side.index].levelCount -= 1
    let isBest = sides[side.index].best == level
    if isBest, let next = levels.blocks[block].best(below: level & 15) {
      sides[side.index].best = block &<< PriceBlock.bits | next
      sides[side.index].bestRank -= Int64(level & 15) - Int64(next)
      return
    }
    if levels.blocks[block].occupied == 0 { endBlock(block, side) }
    if isBest { findBest(side) }
  }

  mutating func endBlock(_ block: UInt32, _ side: Side) {
    let number = levels.blocks[block].number
    if recent[number, side] == block { recent[number, side] = 0 }
    sides[side.index].blocks.remove(number)
    levels.free(block)
  }

  /// The best level of the best block.
  mutating func findBest(_ side: Side) {
    guard let last = sides[side.index].blocks.last else {
      sides[side.index].best = 0
      sides[side.index].bestRank = .min
      return
    }
    let block = sides[side.index].blocks.slot(at: last)
    guard let place = levels.blocks[block].best(below: 16) else { return }
    sides[side.index].best = block &<< PriceBlock.bits | place
    sides[side.index].bestRank =
      levels.blocks[block].number &<< Int64(PriceBlock.bits) | Int64(place)
  }
}
