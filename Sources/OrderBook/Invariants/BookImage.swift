public import Core

/// A whole book laid open: every level, every queue, and what the book's own bookkeeping says about
/// them. What the invariant checker reads.
///
/// Any implementation of a book can draw one, so that all are judged by the same rules; and since
/// it is a plain value, each rule can be shown to catch a planted fault.
public struct BookImage: Sendable, Equatable {
  /// An order in its queue.
  public struct Entry: Sendable, Equatable {
    /// The order.
    public var order: BookOrder
    /// Rises with every order that joins a queue of the book.
    public var arrival: UInt64
    /// Whether the book's lookup by id finds exactly this order.
    public var isIndexed: Bool

    /// Takes every field.
    public init(order: BookOrder, arrival: UInt64, isIndexed: Bool = true) {
      self.order = order
      self.arrival = arrival
      self.isIndexed = isIndexed
    }
  }

  /// A price and its queue.
  public struct Level: Sendable, Equatable {
    /// Price of the level.
    public var price: Price
    /// What the book says its orders have left.
    public var total: Quantity
    /// How many orders the book says there are.
    public var orderCount: Int
    /// The queue, front first.
    public var entries: [Entry]
    /// Whether a walk from the back meets the same orders the other way round.
    public var isReversible: Bool

    /// Takes every field.
    public init(
      price: Price, total: Quantity, orderCount: Int, entries: [Entry], isReversible: Bool = true
    ) {
      self.price = price
      self.total = total
      self.orderCount = orderCount
      self.entries = entries
      self.isReversible = isReversible
    }
  }

  /// Bids, best first.
  public var bids: [Level]
  /// Offers, best first.
  public var asks: [Level]
  /// How many ids the book's lookup holds.
  public var indexedCount: Int

  /// Takes every field.
  public init(bids: [Level], asks: [Level], indexedCount: Int) {
    self.bids = bids
    self.asks = asks
    self.indexedCount = indexedCount
  }
}

extension ReferenceBook {
  /// The book as it stands, with all its bookkeeping.
  /// - Complexity: O(orders).
  public var image: BookImage {
    BookImage(bids: levels(of: .buy), asks: levels(of: .sell), indexedCount: index.count)
  }

  private func levels(of side: Side) -> [BookImage.Level] {
    ladders[side.ladder].levels.reversed().map { level in
      let forward = walk(from: level.front, atMost: level.orderCount, \.next)
      let backward = walk(from: level.back, atMost: level.orderCount, \.previous)
      return BookImage.Level(
        price: level.price, total: level.total, orderCount: level.orderCount,
        entries: forward.map(entry), isReversible: backward.reversed() == forward)
    }
  }

  private func entry(in slot: Int) -> BookImage.Entry {
    let order = slab[slot].order
    return BookImage.Entry(
      order: order, arrival: slab[slot].arrival, isIndexed: index[order.id.rawValue] == slot)
  }

  /// The slots along one kind of link; one more than `limit` shows that the queue is too long, and
  /// ends the walk even where links run in a circle.
  private func walk(
    from start: Int, atMost limit: Int, _ link: KeyPath<OrderSlab.Slot, Int>
  ) -> [Int] {
    var slots: [Int] = []
    var slot = start
    while slot != OrderSlab.none, slots.count <= limit {
      slots.append(slot)
      slot = slab[slot][keyPath: link]
    }
    return slots
  }
}
