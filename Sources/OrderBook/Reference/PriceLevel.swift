internal import Core

/// One price of the reference book with its queue: a list through the slab, front to back in
/// arrival order.
struct PriceLevel: PricedLevel, Sendable {
  let price: Price
  /// Sum of what the orders have left; INV-BOOK-4.
  var total = Quantity.zero
  /// Length of the queue.
  var orderCount = 0
  /// Slot of the order that trades first.
  var front = OrderSlab.none
  /// Slot of the order that came last.
  var back = OrderSlab.none
}
