internal import Core

/// An order of a recorded book, as far as its level needs it.
struct RecordedOrder: BitwiseCopyable, Sendable {
  let side: Side
  let price: Price
  var remaining: Quantity
  /// That of its level's orders when it was put there; when it is another, the place is lost.
  let epoch: UInt64
}

extension RecordedDepth {
  /// An order whose place is known.
  func order(_ id: OrderID) -> RecordedOrder? {
    guard let order = orders[id.rawValue] else { return nil }
    return place(of: order) == nil ? nil : order
  }

  /// An order whose place is known; mutating only so that the depth is passed by address.
  mutating func readOrder(_ id: OrderID) -> RecordedOrder? { order(id) }

  /// Adds an order that is not there; false when the level would leave the legal range.
  mutating func put(_ id: OrderID, _ side: Side, at price: Price, _ quantity: Quantity) -> Bool {
    guard quantity > .zero else { return true }
    let cell = openLevel(side, at: price)
    guard let total = levels[cell].total.adding(quantity) else { return false }
    levels[cell].total = total
    var part = attributedPart(cell)
    if part.orderCount == 0 {
      epochs &+= 1
      part.epoch = epochs
    }
    part.quantity = part.quantity + quantity
    part.orderCount += 1
    setAttributedPart(cell, part)
    placedOrders += 1
    orders[id.rawValue] = RecordedOrder(
      side: side, price: price, remaining: quantity, epoch: part.epoch)
    return true
  }

  /// Leaves an order `remaining`, nothing of which takes it out.
  /// Call only for a known order and at most what it had, or with room in the level.
  mutating func resize(_ id: OrderID, to remaining: Quantity) {
    guard var order = orders[id.rawValue], let place = place(of: order) else { return }
    var part = attributed[place.cell]
    part.quantity = part.quantity - order.remaining + remaining
    levels[place.cell].total = levels[place.cell].total - order.remaining + remaining
    order.remaining = remaining
    if remaining == .zero {
      orders[id.rawValue] = nil
      placedOrders -= 1
      part.orderCount -= 1
    } else {
      orders[id.rawValue] = order
    }
    attributed[place.cell] = part
    if levels[place.cell].total == .zero { pages.close(place.rank, in: place.slot) }
  }

  /// Takes their place from a level's orders if they have more than `quantity`; answers how many
  /// there were.
  mutating func loseOrders(_ cell: Int, beyond quantity: Quantity) -> Int {
    let part = attributed[cell]
    if quantity > .zero, quantity >= part.quantity { return 0 }
    attributed[cell] = AttributedPart()
    placedOrders -= part.orderCount
    if orders.count > 2 * placedOrders + 64 { forgetLostOrders() }
    return part.orderCount
  }

  /// Says what known orders have of a level.
  mutating func setAttributedPart(_ cell: Int, _ part: AttributedPart) {
    if cell >= attributed.count {
      let missing = pages.cellCount - attributed.count
      attributed.append(contentsOf: repeatElement(AttributedPart(), count: missing))
    }
    attributed[cell] = part
  }

  /// The orders that have a place, by ascending id.
  /// - Complexity: O(n log n).
  func ordersInOrder() -> [(id: UInt64, order: RecordedOrder)] {
    var placed: [(id: UInt64, order: RecordedOrder)] = []
    placed.reserveCapacity(placedOrders)
    for id in orders.sortedKeys() {
      if let order = order(OrderID(id)) { placed.append((id, order)) }
    }
    return placed
  }

  /// Where the order's level stands; nil when the order's place in it is lost.
  private func place(of order: RecordedOrder) -> (rank: UInt64, slot: Int, cell: Int)? {
    guard let place = find(order.side, order.price),
      attributedPart(place.cell).epoch == order.epoch
    else { return nil }
    return place
  }

  private mutating func forgetLostOrders() {
    let placed = ordersInOrder()
    orders = IdentifierMap()
    for (id, order) in placed { orders[id] = order }
  }
}
