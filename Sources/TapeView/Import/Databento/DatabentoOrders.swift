internal import Core

/// The live orders of an `mbo` recording: tells a whole cancellation from a part of one, and an
/// execution from a cancellation.
///
/// Executions come in two records: F names the order and how much of it traded, and changes
/// nothing; a C or M of the same event then takes that much out. Such a C or M is an `execute`.
struct DatabentoOrders {
  private struct Order {
    let price: Price
    var quantity: Quantity
  }

  private var live = IdentifierMap<Order>()
  /// What F records of the event so far said and no C or M has done yet.
  private var fills = IdentifierMap<Quantity>()
  /// Fills of finished events that changed no order: mostly those of the order that took.
  private(set) var fillsWithoutChange: UInt64 = 0

  /// Takes an order in.
  mutating func add(_ id: OrderID, _ price: Price, _ quantity: Quantity) {
    live[id.rawValue] = Order(price: price, quantity: quantity)
  }

  /// Forgets every order.
  mutating func clear() { live = IdentifierMap() }

  /// Notes a fill. Sums beyond the legal range are kept at the last legal one.
  mutating func fill(_ id: OrderID, _ quantity: Quantity) {
    let earlier = fills[id.rawValue] ?? .zero
    fills[id.rawValue] = earlier.adding(quantity) ?? earlier
  }

  /// What a cancellation of `quantity` does to the book.
  mutating func cancel(_ id: OrderID, _ quantity: Quantity) -> BookAction {
    let isFill = takeFill(id) == quantity
    guard var order = live[id.rawValue], quantity < order.quantity else {
      live[id.rawValue] = nil
      return isFill ? .execute : .remove
    }
    order.quantity = order.quantity - quantity
    live[id.rawValue] = order
    return isFill ? .execute : .reduce
  }

  /// What a modification to `price` and `quantity` does to the book, and with which quantity.
  mutating func modify(
    _ id: OrderID, _ price: Price, _ quantity: Quantity
  ) -> (action: BookAction, quantity: Quantity) {
    let filled = takeFill(id)
    let earlier = live[id.rawValue]
    live[id.rawValue] = Order(price: price, quantity: quantity)
    if let earlier, let filled, earlier.price == price, quantity < earlier.quantity,
      earlier.quantity - quantity == filled
    {
      return (.execute, filled)
    }
    return (.change, quantity)
  }

  /// Ends the event.
  mutating func endEvent() {
    guard fills.count > 0 else { return }
    fillsWithoutChange += UInt64(fills.count)
    fills = IdentifierMap()
  }

  private mutating func takeFill(_ id: OrderID) -> Quantity? {
    guard let filled = fills[id.rawValue] else { return nil }
    fills[id.rawValue] = nil
    return filled
  }
}
