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
  /// Slot of the order that trades first; of a free slot, the next free one.
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
}
