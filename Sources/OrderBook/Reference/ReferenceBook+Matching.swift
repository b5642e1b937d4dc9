internal import Core

extension ReferenceBook {
  /// Trades with the best opposite level, front of its queue first, as long as it is reached.
  mutating func match(_ taker: inout Taker, into reports: inout [EventPayload]) {
    let opposite = taker.side.opposite.ladder
    while taker.remaining > .zero, let level = ladders[opposite].best,
      ladders[opposite].isReached(level.price, by: taker.limit)
    {
      if taker.selfTrade != .allow, slab[level.front].order.owner == taker.owner {
        avoidSelfTrade(&taker, with: level.front, into: &reports)
        if taker.isOut { return }
      } else {
        trade(&taker, with: level.front, at: level.price, into: &reports)
      }
    }
  }

  /// Whether the opposite side shows the whole quantity within the limit.
  /// - Complexity: O(levels that it takes).
  func canFillAtOnce(_ taker: Taker) -> Bool {
    let opposite = ladders[taker.side.opposite.ladder]
    var missing = taker.remaining
    for level in opposite.levels.reversed() {
      guard opposite.isReached(level.price, by: taker.limit) else { return false }
      if level.total >= missing { return true }
      missing = missing - level.total
    }
    return false
  }

  /// One match: both orders are filled, the maker leaves when nothing is left of it.
  private mutating func trade(
    _ taker: inout Taker, with slot: Int, at price: Price, into reports: inout [EventPayload]
  ) {
    let quantity = min(taker.remaining, slab[slot].order.shown)
    tradeCount &+= 1
    taker.fill(by: quantity)
    slab.fill(slot, by: quantity)
    let maker = slab[slot].order
    takeFromBest(of: maker.side, quantity)
    if maker.shown == .zero { remove(slot) }
    if maker.shown == .zero, maker.reserve > .zero { showNext(maker) }
    let number = TradeID(tradeCount)
    reports.append(
      .trade(
        Trade(
          trade: number, price: price, quantity: quantity, aggressor: taker.side, maker: maker.id,
          taker: taker.id)))
    reports.append(
      .fill(
        Fill(
          id: maker.id, owner: maker.owner, side: maker.side, price: price, quantity: quantity,
          remaining: maker.remaining, number: maker.fillCount, trade: number, liquidity: .maker)))
    reports.append(
      .fill(
        Fill(
          id: taker.id, owner: taker.owner, side: taker.side, price: price, quantity: quantity,
          remaining: taker.remaining, number: taker.fillCount, trade: number, liquidity: .taker)))
  }

  private mutating func takeFromBest(of side: Side, _ quantity: Quantity) {
    let best = ladders[side.ladder].levels.count - 1
    let total = ladders[side.ladder].levels[best].total
    ladders[side.ladder].levels[best].total = total - quantity
  }

  /// Puts an order at the end of the queue of its level.
  mutating func rest(_ order: BookOrder) {
    let ladder = order.side.ladder
    let position = ladders[ladder].position(of: order.price)
    if position == ladders[ladder].levels.count
      || ladders[ladder].levels[position].price != order.price
    {
      ladders[ladder].levels.insert(PriceLevel(price: order.price), at: position)
    }
    enqueue(order, at: position)
  }

  /// Puts an order at the end of the queue of the level at `position`.
  mutating func enqueue(_ order: BookOrder, at position: Int) {
    let ladder = order.side.ladder
    let level = ladders[ladder].levels[position]
    let slot = slab.insert(order, behind: level.back)
    if level.front == OrderSlab.none { ladders[ladder].levels[position].front = slot }
    ladders[ladder].levels[position].back = slot
    ladders[ladder].levels[position].orderCount += 1
    ladders[ladder].levels[position].total = level.total + order.shown
    index[order.id.rawValue] = slot
  }

  /// Takes an order out of its queue, and its level out when that is empty.
  mutating func remove(_ slot: Int) {
    let entry = slab[slot]
    let ladder = entry.order.side.ladder
    index[entry.order.id.rawValue] = nil
    slab.remove(slot)
    guard let position = ladders[ladder].existingPosition(of: entry.order.price) else { return }
    var level = ladders[ladder].levels[position]
    level.orderCount -= 1
    guard level.orderCount > 0 else {
      ladders[ladder].levels.remove(at: position)
      return
    }
    level.total = level.total - entry.order.shown
    if level.front == slot { level.front = entry.next }
    if level.back == slot { level.back = entry.previous }
    ladders[ladder].levels[position] = level
  }

  /// Gives an order a smaller total quantity; it keeps its place.
  mutating func shrink(_ slot: Int, to quantity: Quantity) {
    let order = slab[slot].order
    let less = order.quantity - quantity
    let hidden = min(less, order.reserve)
    slab.resize(slot, to: quantity, reserve: order.reserve - hidden)
    let ladder = order.side.ladder
    guard let position = ladders[ladder].existingPosition(of: order.price) else { return }
    let total = ladders[ladder].levels[position].total
    ladders[ladder].levels[position].total = total - (less - hidden)
  }
}
