internal import Core

extension BookImage {
  /// Everything that is wrong, bids before offers, best level first; empty for a sound book.
  /// - Complexity: O(orders).
  public var violations: [BookViolation] {
    var found: [BookViolation] = []
    if let bid = bids.first, let ask = asks.first, bid.price >= ask.price {
      found.append(.crossed(bid: bid.price, ask: ask.price))
    }
    Self.checkLevels(bids, of: .buy, into: &found)
    Self.checkLevels(asks, of: .sell, into: &found)
    checkIndex(into: &found)
    return found
  }

  private static func checkLevels(
    _ levels: [Level], of side: Side, into found: inout [BookViolation]
  ) {
    var before: Price?
    for level in levels {
      if let before, side == .buy ? level.price >= before : level.price <= before {
        found.append(.levelsUnsorted(side, level.price))
      }
      before = level.price
      checkQueue(level, of: side, into: &found)
      for entry in level.entries {
        if entry.order.side != side || entry.order.price != level.price {
          found.append(.misplaced(entry.order.id))
        }
        checkQuantities(entry.order, into: &found)
      }
    }
  }

  private static func checkQueue(
    _ level: Level, of side: Side, into found: inout [BookViolation]
  ) {
    if level.entries.isEmpty { found.append(.emptyLevel(side, level.price)) }
    if !level.isReversible { found.append(.queueTorn(side, level.price)) }
    if level.orderCount != level.entries.count { found.append(.wrongCount(side, level.price)) }
    if level.total != sum(of: level.entries) { found.append(.wrongTotal(side, level.price)) }
    for (front, back) in zip(level.entries, level.entries.dropFirst())
    where front.arrival >= back.arrival {
      found.append(.queueUnsorted(back.order.id))
    }
  }

  /// What the orders of a queue show; nil outside the legal range.
  private static func sum(of entries: [Entry]) -> Quantity? {
    var total = Quantity.zero
    for entry in entries {
      guard let sum = total.adding(entry.order.shown) else { return nil }
      total = sum
    }
    return total
  }

  private static func checkQuantities(_ order: BookOrder, into found: inout [BookViolation]) {
    if order.filled < .zero || order.shown <= .zero || order.reserve < .zero
      || (order.display == .zero ? order.reserve > .zero : order.shown > order.display)
    {
      found.append(.wrongQuantity(order.id))
    }
    // Each fill is at least one unit, so there are at most as many fills as filled units.
    let units = UInt64(clamping: order.filled.rawValue)
    if order.fillCount > units || (order.fillCount == 0) != (units == 0) {
      found.append(.wrongFillCount(order.id))
    }
  }

  private func checkIndex(into found: inout [BookViolation]) {
    var seen = IdentifierMap<Bool>()
    var orderCount = 0
    for level in bids + asks {
      for entry in level.entries {
        orderCount += 1
        if seen[entry.order.id.rawValue] != nil { found.append(.duplicate(entry.order.id)) }
        seen[entry.order.id.rawValue] = true
        if !entry.isIndexed { found.append(.unindexed(entry.order.id)) }
      }
    }
    if indexedCount != orderCount { found.append(.wrongIndexCount(indexedCount)) }
  }
}
