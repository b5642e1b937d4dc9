public import Core

extension FastBook {
  /// Highest bid; nil when nobody bids.
  @inlinable public var bestBid: DepthLevel? { best(of: .buy) }

  /// Lowest offer; nil when nobody offers.
  @inlinable public var bestAsk: DepthLevel? { best(of: .sell) }

  /// How many orders rest.
  public var liveOrderCount: Int { index.count }

  /// How many prices of a side hold orders.
  public func levelCount(_ side: Side) -> Int { sides[side.index].ranks.count }

  /// Up to `limit` levels of a side, best first; all of them without a limit.
  /// - Complexity: O(levels returned).
  public func depth(_ side: Side, levels limit: Int = .max) -> [DepthLevel] {
    var found: [DepthLevel] = []
    eachLevel(side, atMost: limit) { found.append(DepthLevel(levels[$0])) }
    return found
  }

  /// The live order with this id.
  /// - Complexity: O(1); O(log orders) for the few ids that others crowd out.
  public func order(_ id: OrderID) -> BookOrder? {
    let slot = index.slot(of: id.rawValue, in: orders)
    return slot == 0 ? nil : restingOrder(in: slot)
  }

  /// What stands before a live order in the queue of its level.
  /// - Complexity: O(orders before it).
  public func queuePosition(of id: OrderID) -> QueuePosition? {
    let slot = index.slot(of: id.rawValue, in: orders)
    guard slot != 0 else { return nil }
    var ahead = QueuePosition(ordersAhead: 0, quantityAhead: .zero)
    var other = orders[slot].previous
    while other != 0 {
      ahead.ordersAhead += 1
      ahead.quantityAhead = ahead.quantityAhead + orders[other].remaining
      other = orders[other].previous
    }
    return ahead
  }

  /// The orders of one level, front of the queue first; empty when there is no such level.
  /// - Complexity: O(log levels + orders returned).
  public func queue(_ side: Side, at price: Price) -> [BookOrder] {
    let level = sides[side.index].ranks.slot(of: price.rank(side))
    guard level != 0 else { return [] }
    var found: [BookOrder] = []
    eachOrder(of: level) { found.append(restingOrder(in: $0)) }
    return found
  }

  /// What the book has done beyond the straight path since it was made.
  public var effort: BookEffort {
    var total = index.effort
    for part in [index.spill.effort, sides[0].ranks.effort, sides[1].ranks.effort] {
      total.visitedNodes += part.visitedNodes
      total.movedEntries += part.movedEntries
      total.chunks += part.chunks
    }
    total.chunks += UInt64(
      orders.slots.chunkCount + orders.fills.chunkCount + levels.slots.chunkCount
        + sides[0].recent.chunkCount + sides[1].recent.chunkCount)
    return total
  }

  @inlinable @inline(always) func best(of side: Side) -> DepthLevel? {
    let slot = sides[side.index].best
    return slot == 0 ? nil : DepthLevel(levels[slot])
  }

  /// The order in a taken slot, as everybody else sees it.
  @usableFromInline func restingOrder(in slot: UInt32) -> BookOrder {
    let order = orders[slot]
    let level = levels[order.level]
    let fills = order.isPartlyFilled ? orders.fills[slot] : .none
    return BookOrder(
      id: order.id, owner: order.owner, side: level.side, price: level.price,
      quantity: fills.filled + order.remaining, filled: fills.filled, fillCount: fills.count,
      isPostOnly: order.isPostOnly)
  }

  /// Visits up to `limit` levels of a side, best first.
  func eachLevel(_ side: Side, atMost limit: Int = .max, _ body: (UInt32) -> Void) {
    let index = side.index
    var place = sides[index].ranks.last
    var visited = 0
    while let found = place, visited < limit {
      body(sides[index].ranks.slot(at: found))
      visited += 1
      place = sides[index].ranks.below(found)
    }
  }

  /// Visits the orders of a level, front first.
  func eachOrder(of level: UInt32, _ body: (UInt32) -> Void) {
    var slot = levels[level].front
    while slot != 0 {
      body(slot)
      slot = orders[slot].next
    }
  }
}

extension DepthLevel {
  /// What the depth view shows of a level.
  @inlinable init(_ level: FastLevel) {
    self.init(price: level.price, quantity: level.total, orderCount: Int(level.count))
  }
}
