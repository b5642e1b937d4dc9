public import Core

extension FastBook {
  /// Highest bid; nil when nobody bids.
  @inlinable public var bestBid: DepthLevel? {
    @inline(always) get { best(of: .buy) }  // A call would copy the book.
  }

  /// Lowest offer; nil when nobody offers.
  @inlinable public var bestAsk: DepthLevel? {
    @inline(always) get { best(of: .sell) }
  }

  /// How many orders rest.
  public var liveOrderCount: Int { orders.count }

  /// How many prices of a side hold orders.
  public func levelCount(_ side: Side) -> Int { sides[side.index].levelCount }

  /// Up to `limit` levels of a side, best first; all of them without a limit.
  /// - Complexity: O(levels returned).
  public func depth(_ side: Side, levels limit: Int = .max) -> [DepthLevel] {
    var found: [DepthLevel] = []
    eachLevel(side) { level in
      guard found.count < limit else { return false }
      found.append(DepthLevel(levels[level]))
      return true
    }
    return found
  }

  /// Visits up to `limit` levels of a side, best first, without allocating.
  /// - Complexity: O(levels visited).
  public func forEachLevel(_ side: Side, atMost limit: Int, _ body: (DepthLevel) -> Void) {
    var left = limit
    eachLevel(side) { level in
      guard left > 0 else { return false }
      left -= 1
      body(DepthLevel(levels[level]))
      return true
    }
  }

  /// The live order with this id.
  /// - Complexity: O(1); O(log orders) for the few ids that others crowd out.
  public func order(_ id: OrderID) -> BookOrder? {
    let slot = identifiers.slot(of: id.rawValue, in: orders)
    return slot == 0 ? nil : restingOrder(in: slot)
  }

  /// Side and price at which the order with this id rests; nil when none does.
  ///
  /// For a question on the way of every message; `mutating` like all that is asked there, so that the
  /// book is not copied for the call.
  /// - Complexity: as `order`.
  @inlinable @inline(always)
  public mutating func place(of id: OrderID) -> (side: Side, price: Price)? {
    let slot = identifiers.find(id.rawValue, in: &orders)
    guard slot != 0 else { return nil }
    let level = orders[slot].level
    return (levels[level].side, levels[level].price)
  }

  /// What stands before a live order in the queue of its level.
  /// - Complexity: O(orders before it).
  public func queuePosition(of id: OrderID) -> QueuePosition? {
    let slot = identifiers.slot(of: id.rawValue, in: orders)
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
    let rank = rank(of: price, side)
    let block = sides[side.index].blocks.slot(of: PriceBlock.number(of: rank))
    let level = PriceBlock.level(of: rank, in: block)
    guard levels.holds(price, level) else { return [] }
    var found: [BookOrder] = []
    eachOrder(of: level) { found.append(restingOrder(in: $0)) }
    return found
  }

  /// What the book has done beyond the straight path since it was made.
  public var effort: BookEffort {
    var total = identifiers.crowded.effort
    for part in [identifiers.crowded.spill.effort, sides[0].blocks.effort, sides[1].blocks.effort] {
      total.visitedNodes += part.visitedNodes
      total.movedEntries += part.movedEntries
      total.chunks += part.chunks
    }
    total.rehashed += identifiers.replaced
    total.chunks += UInt64(
      orders.slots.chunkCount + orders.fills.chunkCount + orders.reserves.chunkCount
        + levels.chunkCount
        + identifiers.entries.chunkCount
        + recent.blocks.chunkCount)
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
    let reserve = order.isPartlyShown ? orders.reserves[slot] : .none
    return BookOrder(
      id: order.id, owner: order.owner, side: level.side, price: level.price,
      quantity: fills.filled + order.remaining + reserve.hidden, filled: fills.filled,
      fillCount: fills.count, isPostOnly: order.isPostOnly, display: reserve.display,
      reserve: reserve.hidden)
  }

  /// Visits levels of a side, best first, until one answers that it is enough: false.
  func eachLevel(_ side: Side, _ goesOn: (UInt32) -> Bool) {
    let index = side.index
    var position = sides[index].blocks.last
    while let found = position {
      let block = sides[index].blocks.slot(at: found)
      var place: UInt32 = 16
      while let level = levels.blocks[block].best(below: place) {
        guard goesOn(block &<< PriceBlock.bits | level) else { return }
        place = level
      }
      position = sides[index].blocks.below(found)
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
