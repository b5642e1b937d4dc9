public import Core

/// An order in the fast book: what cancelling and trading need, 32 bytes, two to a cache line.
///
///     0        8         16   20       24    28    32
///     │ id     │ remaining│next│previous│owner│place│      place: level · 8 + marks
///
/// What few orders have stands in records under the same slot, which only the marks lead to: a
/// `FillRecord` once an order was filled in part, a `ReserveRecord` where not all of it is shown.
/// Links are slot numbers, 0 for none.
@usableFromInline
struct FastOrder: BitwiseCopyable, Sendable {
  @usableFromInline var id: OrderID
  /// What may still trade; of an order that shows a part of itself, that part.
  @usableFromInline var remaining: Quantity
  /// The order behind it; of a free slot, the next free one.
  @usableFromInline var next: UInt32
  /// The order before it.
  @usableFromInline var previous: UInt32
  @usableFromInline var owner: PartyID
  @usableFromInline var place: UInt32

  /// Set in `place` for an order that may only rest.
  @inlinable static var postOnly: UInt32 { 1 }
  /// Set in `place` for an order with a fill record.
  @inlinable static var partlyFilled: UInt32 { 2 }
  /// Set in `place` for an order with a reserve record; it has a fill record too, so that who meets
  /// it in a queue asks about both at once, and its id is always displaced, so that the straight path
  /// of a cancel does not find it.
  @inlinable static var partlyShown: UInt32 { 4 }
  /// Bits of `place` that are marks.
  @inlinable static var markBits: UInt32 { 3 }

  /// What a free slot holds.
  @inlinable static var blank: FastOrder {
    FastOrder(
      id: OrderID(0), remaining: .zero, next: 0, previous: 0, owner: .venue, place: 0)
  }

  @inlinable init(
    id: OrderID, remaining: Quantity, next: UInt32, previous: UInt32, owner: PartyID, place: UInt32
  ) {
    self.id = id
    self.remaining = remaining
    self.next = next
    self.previous = previous
    self.owner = owner
    self.place = place
  }

  /// Becomes another order, and answers what followed this one: the next free slot.
  @inlinable @inline(always) mutating func replace(_ order: FastOrder) -> UInt32 {
    let following = next
    self = order
    return following
  }

  /// Leaves its slot to the list of free ones, and answers what it was.
  @inlinable @inline(always) mutating func release(before free: UInt32) -> FastOrder {
    let order = self
    next = free
    remaining = .zero
    return order
  }

  /// Whether it has this number and owner.
  @inlinable @inline(always) func isOf(_ id: OrderID, _ owner: PartyID) -> Bool {
    self.id == id && self.owner == owner
  }

  /// Number of the level it stands at.
  @inlinable var level: UInt32 { place &>> Self.markBits }
  @inlinable var isPostOnly: Bool { place & Self.postOnly != 0 }
  @inlinable var isPartlyFilled: Bool { place & Self.partlyFilled != 0 }
  @inlinable var isPartlyShown: Bool { place & Self.partlyShown != 0 }
}

/// How much of an order has traded, for orders that were filled in part.
@usableFromInline
struct FillRecord: BitwiseCopyable, Sendable {
  @usableFromInline var filled: Quantity
  /// How many fills that took; the next fill has the number after it.
  @usableFromInline var count: UInt64

  @inlinable init(filled: Quantity, count: UInt64) {
    self.filled = filled
    self.count = count
  }

  @inlinable static var none: FillRecord { FillRecord(filled: .zero, count: 0) }
}

/// What is not shown of an order, for orders that show a part of themselves at a time.
@usableFromInline
struct ReserveRecord: BitwiseCopyable, Sendable {
  /// How much is shown at a time; zero shows all.
  @usableFromInline var display: Quantity
  /// What may trade but is not shown yet.
  @usableFromInline var hidden: Quantity

  @inlinable init(display: Quantity, hidden: Quantity) {
    self.display = display
    self.hidden = hidden
  }

  @inlinable static var none: ReserveRecord { ReserveRecord(display: .zero, hidden: .zero) }
}
