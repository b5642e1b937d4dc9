public import Core

/// Something wrong with a front and its book.
public enum FrontViolation: Sendable, Equatable {
  /// A print has reached an order that waits still.
  case reachedButWaiting(OrderID)
  /// Legs of a group stand for different quantities.
  case unequalLegs(OrderID)
  /// An owner's reduce-only orders could turn its position.
  case exceedsPosition(PartyID)
  /// An order is in two places.
  case twofold(OrderID)
  /// An order has outlived its time.
  case overdue(OrderID)
  /// An order is noted as resting, but rests nowhere.
  case lost(OrderID)
}

extension BookFront {
  /// Checks the front against its book; empty when both are sound.
  /// - Complexity: O(orders known here).
  public func violations<Book: OrderMatching & ~Copyable>(
    with book: borrowing Book
  ) -> [FrontViolation] {
    var found: [FrontViolation] = []
    if let lastPrice {
      for queue in [rising, falling] {
        if let id = queue.reached(by: lastPrice) { found.append(.reachedButWaiting(id)) }
      }
    }
    if let next = deadlines.last, next.until <= now { found.append(.overdue(next.id)) }
    for key in orders.sortedKeys() {
      guard let order = orders[key] else { continue }
      let id = order.order.id
      let rests = book.order(id) != nil || call.order(id) != nil
      if order.isHere, rests { found.append(.twofold(id)) }
      if !order.isHere, !rests { found.append(.lost(id)) }
    }
    for number in ties.sortedKeys() { checkLegs(of: number, book, into: &found) }
    checkPositions(book, into: &found)
    return found
  }

  private func checkLegs<Book: OrderMatching & ~Copyable>(
    of number: UInt64, _ book: borrowing Book, into found: inout [FrontViolation]
  ) {
    guard let tie = ties[number], !tie.isAsleep else { return }
    for leg in tie.legs where leg.standing == .present {
      let here = orders[leg.id.rawValue].flatMap { $0.isHere ? $0.order.quantity : nil }
      let open = here ?? (call.order(leg.id) ?? book.order(leg.id))?.remaining
      if open.map({ $0 > tie.open }) ?? true { found.append(.unequalLegs(leg.id)) }
      if tie.entry == nil, open != tie.open { found.append(.unequalLegs(leg.id)) }
    }
  }

  private func checkPositions<Book: OrderMatching & ~Copyable>(
    _ book: borrowing Book, into found: inout [FrontViolation]
  ) {
    for id in reducing {
      guard let owner = orders[id.rawValue]?.order.owner, let order = book.order(id) else {
        continue
      }
      var sum: Int64 = 0
      for other in reducing where orders[other.rawValue]?.order.owner == owner {
        if let resting = book.order(other), resting.side == order.side {
          sum += resting.remaining.rawValue
        }
      }
      let position = positions[UInt64(owner.rawValue)] ?? 0
      if sum > (order.side == .sell ? position : -position) {
        found.append(.exceedsPosition(owner))
      }
    }
  }
}
