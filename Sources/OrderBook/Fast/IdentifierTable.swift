public import Core

/// Finds the slot of a live order by its id.
///
/// An id's place is its last bits, its upper half folded in. Ids are mostly given out in a row, so
/// they mostly lie in a row: a new one is written beside the one before, and rarely meets one that is
/// there. An entry holds a slot and counts the ids that were **displaced** because another had their
/// place:
///
///     31          28 27                      0
///     │ displaced   │ slot, 0 for none       │
///
/// Displaced ids lie in `crowded`, a hashed table that nobody can fill up on purpose. So an entry
/// without a count says by itself that an id is not there, and the order in its slot says whether it
/// is the one that was asked for.
///
/// The table doubles when too many ids are displaced, in steps that each insertion takes (see
/// `grow`). It never shrinks: ids in a row use only as much of it as they span.
@usableFromInline
struct IdentifierTable: ~Copyable, Sendable {
  @usableFromInline var entries = ChunkedArray<10, UInt32>()
  /// Entries less one, as orders in slots below `cursor` are placed.
  @usableFromInline var mask: UInt32 = 1023
  /// The same for orders in slots from there on: twice as many while the table grows.
  @usableFromInline var wideMask: UInt32 = 1023
  /// The slots below wait to be placed anew, from the last down; 0 while the table does not grow.
  @usableFromInline var cursor: UInt32 = 0
  /// Slots below this may be added on the straight path; 0 while the table grows.
  @usableFromInline var straightLimit = Self.slotBits + 1
  /// Ids that are not at their place.
  @usableFromInline var crowded: IdentifierIndex
  /// Orders that were placed anew.
  @usableFromInline var replaced: UInt64 = 0

  @inlinable static var slotBits: UInt32 { 0x0FFF_FFFF }
  /// One displaced id in an entry; fifteen stands for any number from there on, for good.
  @inlinable static var oneDisplaced: UInt32 { 1 &<< 28 }

  init(seed: UInt64) {
    crowded = IdentifierIndex(seed: seed)
    entries.addChunk(filledWith: 0)
  }

  /// An id's place before it is cut to the table's size.
  @inlinable @inline(always) static func spread(_ id: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: id) &+ UInt32(truncatingIfNeeded: id &>> 32) &* 0x9E37_79B1
  }

  /// Place of an id; of one that is displaced or waits to be placed anew, not where it is.
  @inlinable @inline(always) func place(of id: UInt64) -> UInt32 { Self.spread(id) & wideMask }

  /// Whether an id surely is not here and can be added at its place under this slot.
  @inlinable @inline(always) func admits(_ place: UInt32, _ slot: UInt32) -> Bool {
    entries[place] == 0 && slot < straightLimit
  }

  /// The slot of an id; 0 when it is not here.
  /// - Complexity: O(1); O(log ids) for one that many others crowd out.
  @inlinable @inline(always)
  mutating func find(_ id: UInt64, in orders: inout OrderSlots) -> UInt32 {
    let entry = entries[place(of: id)]
    let slot = entry & Self.slotBits
    if slot != 0, orders[slot].id.rawValue == id { return slot }
    if entry <= Self.slotBits, straightLimit != 0 { return 0 }
    return findElsewhere(id, in: &orders)
  }

  /// Takes out an id, whose order is in `slot`.
  /// - Complexity: as `find`.
  @inlinable @inline(always)
  mutating func remove(_ id: UInt64, slot: UInt32, in orders: inout OrderSlots) {
    let place = place(of: id)
    let entry = entries[place]
    if entry & Self.slotBits == slot {
      entries[place] = entry & ~Self.slotBits
    } else {
      removeElsewhere(id, slot: slot, in: &orders)
    }
  }

  /// Adds an id that is not here, whose order is in `slot`; `apart` from its place even where that is
  /// free.
  /// - Complexity: as `find`; the step of growth is bounded.
  @usableFromInline
  mutating func insert(
    _ id: UInt64, slot: UInt32, apart: Bool = false, in orders: inout OrderSlots
  ) {
    put(id, slot, at: currentPlace(of: id, slot), apart: apart, in: &orders)
    if straightLimit == 0 { grow(in: &orders) }
  }

  /// As `find`, for queries.
  func slot(of id: UInt64, in orders: borrowing OrderSlots) -> UInt32 {
    for mask in [wideMask, mask] {
      let slot = entries[Self.spread(id) & mask] & Self.slotBits
      if slot != 0, orders[slot].id.rawValue == id { return slot }
    }
    return crowded.slot(of: id, in: orders)
  }
}
