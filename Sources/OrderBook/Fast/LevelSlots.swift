internal import Core

/// Storage of all price levels: slots that are reused once free.
@usableFromInline
struct LevelSlots: ~Copyable, Sendable {
  @usableFromInline var slots = ChunkedArray<6, FastLevel>()
  var firstFree: UInt32 = 0
  /// Slots that were ever in use, and slot 0, which stands for none.
  var used: UInt32 = 1

  init() {}

  @inlinable @inline(always) subscript(slot: UInt32) -> FastLevel {
    _read { yield slots[slot] }
    _modify { yield &slots[slot] }
  }

  /// A slot for an empty level.
  mutating func take(_ price: Price, _ side: Side) -> UInt32 {
    let slot = firstFree == 0 ? takeFresh(side) : firstFree
    if firstFree != 0 { firstFree = slots[slot].front }
    slots[slot] = FastLevel(price: price, side: side)
    return slot
  }

  /// Gives a slot back.
  mutating func free(_ slot: UInt32) {
    slots[slot].front = firstFree
    firstFree = slot
  }

  private mutating func takeFresh(_ side: Side) -> UInt32 {
    let slot = used
    if Int(slot) >= slots.count, let zero = Price(rawValue: 0) {
      slots.addChunk(filledWith: FastLevel(price: zero, side: side))
    }
    used += 1
    return slot
  }
}
