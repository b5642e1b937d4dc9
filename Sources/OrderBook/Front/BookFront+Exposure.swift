public import Core

extension BookFront {
  /// What a party's orders of one side could trade at most, wherever they are: what margin has to be
  /// held for. The legs of a group count once, because one of them at most can trade; legs that sleep
  /// count nothing, because they can trade no more than their entry will have filled.
  /// - Complexity: O(orders).
  public func exposure<Book: OrderMatching & ~Copyable>(
    of owner: PartyID, _ side: Side, book: borrowing Book
  ) -> Int128 {
    var sum: Int128 = 0
    func add(_ id: OrderID, _ remaining: Quantity) {
      if !isLeg(id) { sum += Int128(remaining.rawValue) }
    }
    for key in orders.sortedKeys() {
      guard let order = orders[key], order.isHere, order.order.owner == owner,
        order.order.side == side
      else { continue }
      add(order.order.id, order.order.quantity)
    }
    for order in call.orders where order.owner == owner && order.side == side {
      add(order.id, order.remaining)
    }
    let image = book.image
    for level in side == .buy ? image.bids : image.asks {
      for entry in level.entries where entry.order.owner == owner {
        add(entry.order.id, entry.order.remaining)
      }
    }
    for number in ties.sortedKeys() {
      guard let tie = ties[number], tie.owner == owner, tie.side == side,
        tie.legs.contains(where: { $0.standing == .present })
      else { continue }
      sum += Int128(tie.open.rawValue)
    }
    return sum
  }

  private func isLeg(_ id: OrderID) -> Bool {
    guard let number = memberships[id.rawValue], let tie = ties[number] else { return false }
    return tie.entry?.id != id
  }
}
