public import Core

/// A price of the fast book with its queue, 32 bytes.
///
///     0       8       16     20    24     28    32
///     │ price │ total │ front│ back│ count│ side│
@usableFromInline
struct FastLevel: BitwiseCopyable, Sendable {
  @usableFromInline var price: Price
  /// Sum of what the orders have left; INV-BOOK-4.
  @usableFromInline var total: Quantity
  /// Slot of the order that trades first; 0 while nothing stands here.
  @usableFromInline var front: UInt32
  /// Slot of the order that came last.
  @usableFromInline var back: UInt32
  /// Length of the queue.
  @usableFromInline var count: UInt32
  @usableFromInline var side: Side

  /// A level without orders.
  @inlinable init(price: Price, side: Side) {
    self.price = price
    total = .zero
    front = 0
    back = 0
    count = 0
    self.side = side
  }

  /// Takes an order in behind all others and answers which one is before it, 0 for none; nil and
  /// unchanged when the total would leave the legal range.
  @inlinable @inline(always)
  mutating func join(_ slot: UInt32, _ quantity: Quantity) -> UInt32? {
    guard let sum = total.adding(quantity) else { return nil }
    total = sum
    let last = back
    back = slot
    front = last == 0 ? slot : front
    count += 1
    return last
  }

  /// Lets an order go, and answers whether it was the only one.
  @inlinable @inline(always) mutating func leave(_ order: FastOrder) -> Bool {
    front = order.previous == 0 ? order.next : front
    back = order.next == 0 ? order.previous : back
    count -= 1
    total = total - order.remaining
    return front == 0
  }
}
