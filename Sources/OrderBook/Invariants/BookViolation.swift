public import Core

/// One way in which a book contradicts itself; each is our own bug or damaged saved state.
public enum BookViolation: Sendable, Equatable {
  /// The best bid is not below the best offer.
  case crossed(bid: Price, ask: Price)
  /// A level is not worse than the level before it.
  case levelsUnsorted(Side, Price)
  /// A level holds no order.
  case emptyLevel(Side, Price)
  /// An order stands before one that came earlier.
  case queueUnsorted(OrderID)
  /// The queue reads differently from its back.
  case queueTorn(Side, Price)
  /// A level's total is not the sum of what its orders have left, or not a legal quantity.
  case wrongTotal(Side, Price)
  /// A level's order count is not the length of its queue.
  case wrongCount(Side, Price)
  /// An order stands at another side or price than its own.
  case misplaced(OrderID)
  /// An order's filled or remaining quantity is outside `0…quantity`, or nothing of it is left.
  case wrongQuantity(OrderID)
  /// An order has more fills than filled units, or fills without quantity, or the reverse.
  case wrongFillCount(OrderID)
  /// Two live orders have the same id.
  case duplicate(OrderID)
  /// The lookup by id does not find a live order.
  case unindexed(OrderID)
  /// The lookup holds more or fewer ids than orders are live.
  case wrongIndexCount(Int)

  /// The invariant that is broken, as INVARIANTS.md names it.
  public var invariant: StaticString {
    switch self {
    case .crossed: "INV-BOOK-1"
    case .levelsUnsorted, .emptyLevel: "INV-BOOK-2"
    case .queueUnsorted, .queueTorn: "INV-BOOK-3"
    case .wrongTotal, .wrongCount, .misplaced: "INV-BOOK-4"
    case .wrongQuantity, .wrongFillCount: "INV-BOOK-5"
    case .duplicate, .unindexed, .wrongIndexCount: "INV-BOOK-6"
    }
  }

  /// A word for messages and counters.
  public var name: StaticString {
    switch self {
    case .crossed: "crossed"
    case .levelsUnsorted: "levels-unsorted"
    case .emptyLevel: "empty-level"
    case .queueUnsorted: "queue-unsorted"
    case .queueTorn: "queue-torn"
    case .wrongTotal: "wrong-total"
    case .wrongCount: "wrong-count"
    case .misplaced: "misplaced"
    case .wrongQuantity: "wrong-quantity"
    case .wrongFillCount: "wrong-fill-count"
    case .duplicate: "duplicate"
    case .unindexed: "unindexed"
    case .wrongIndexCount: "wrong-index-count"
    }
  }
}
