internal import Core

extension FastBook {
  /// The book as it stands, with all its bookkeeping.
  ///
  /// Orders carry no arrival numbers here, which would cost each 8 of its 32 bytes: the image numbers
  /// every queue from its front. That queues keep arrival order is shown against the reference book.
  /// - Complexity: O(orders).
  public var image: BookImage {
    BookImage(
      bids: imageLevels(of: .buy), asks: imageLevels(of: .sell), indexedCount: orders.count)
  }

  private func imageLevels(of side: Side) -> [BookImage.Level] {
    var found: [BookImage.Level] = []
    eachLevel(side) { level in
      let forward = walk(from: levels[level].front, atMost: Int(levels[level].count)) { $0.next }
      let backward = walk(from: levels[level].back, atMost: Int(levels[level].count)) {
        $0.previous
      }
      let entries = forward.enumerated().map { position, slot in
        BookImage.Entry(
          order: restingOrder(in: slot), arrival: UInt64(position + 1),
          isIndexed: identifiers.slot(of: orders[slot].id.rawValue, in: orders) == slot)
      }
      found.append(
        BookImage.Level(
          price: levels[level].price, total: levels[level].total,
          orderCount: Int(levels[level].count), entries: entries,
          isReversible: backward.reversed() == forward))
      return true
    }
    return found
  }

  /// The slots along one kind of link; one more than `limit` shows that the queue is too long, and
  /// ends the walk even where links run in a circle.
  private func walk(
    from start: UInt32, atMost limit: Int, _ link: (FastOrder) -> UInt32
  ) -> [UInt32] {
    var slots: [UInt32] = []
    var slot = start
    while slot != 0, slots.count <= limit {
      slots.append(slot)
      slot = link(orders[slot])
    }
    return slots
  }
}
