public import Core

/// Storage of all resting orders: slots that are reused once free, the one freed last first.
///
/// Slot 0 stands for none. It can be written like any other, so that a queue's ends need no branch.
@usableFromInline
struct OrderSlots: ~Copyable, Sendable {
  @usableFromInline var slots = ChunkedArray<9, FastOrder>()
  /// What is filled of an order, under its slot; valid for orders that say so.
  @usableFromInline var fills = SparseSlots(blank: FillRecord.none)
  /// What is not shown of an order, under its slot; valid for orders that say so.
  @usableFromInline var reserves = SparseSlots(blank: ReserveRecord.none)
  @usableFromInline var firstFree: UInt32 = 0
  /// How many slots there are, slot 0 among them.
  @usableFromInline var used: UInt32 = 1

  /// How many orders there are.
  @usableFromInline var count = 0

  init() { addChunk() }

  @inlinable @inline(always) subscript(slot: UInt32) -> FastOrder {
    _read { yield slots[slot] }
    _modify { yield &slots[slot] }
  }

  /// The slot that the next order will have.
  /// - Complexity: O(1); a chunk of 512 slots once in 512 orders above the most that ever lived.
  @inlinable @inline(always) mutating func next() -> UInt32 {
    if firstFree == 0 { addChunk() }
    return firstFree
  }

  /// Puts an order into the next slot, behind the one in `previous`.
  @inlinable @inline(always)
  mutating func take(
    _ slot: UInt32, id: OrderID, remaining: Quantity, previous: UInt32, owner: PartyID,
    place: UInt32
  ) {
    firstFree = slots[slot].replace(
      FastOrder(
        id: id, remaining: remaining, next: 0, previous: previous, owner: owner, place: place))
    count &+= 1
    slots[previous].next = slot
  }

  /// Gives a slot back, and answers which order was there; nothing remaining is what shows that it
  /// is free.
  @inlinable @inline(always) mutating func free(_ slot: UInt32) -> FastOrder {
    let order = slots[slot].release(before: firstFree)
    firstFree = slot
    count &-= 1
    return order
  }

  /// Slots that were never used, one after the other, for the list of free ones.
  @usableFromInline mutating func addChunk() {
    let first = max(1, UInt32(slots.count))
    slots.addChunk(filledWith: .blank)
    used = UInt32(slots.count)
    for slot in first..<used - 1 { slots[slot].next = slot + 1 }
    firstFree = first
  }
}
