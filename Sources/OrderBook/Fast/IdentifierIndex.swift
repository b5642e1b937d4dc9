public import Core

/// Finds the slot of a live order by its id: a table of cache lines that grows and shrinks a
/// neighbourhood of 16 lines at a time.
///
/// An id's key is a keyed hash of `id / 4`, its last two bits changed by those of the id; the bits
/// above them name the id's **home**, a line. So four ids in a row share a line, which is how ids come
/// from most senders. When the home has no place, the id goes to another line of its neighbourhood
/// and the home counts it; when the neighbourhood has none, it goes to an ordered index and the home
/// is marked. So an absent id costs one line where nothing is marked, and no id costs more than 16
/// lines and a descent.
///
/// Removal empties a place and moves nothing. The table doubles in place: each insertion splits one
/// neighbourhood between itself and its twin in the upper half, and the homes of what was not split
/// yet are taken with one bit less (Litwin's linear hashing). It halves the same way back, so that
/// few ids do not lie scattered over the room that many once needed.
///
/// Which ids collide depends on the seed; nothing that a book reports does.
@usableFromInline
struct IdentifierIndex: ~Copyable, Sendable {
  @usableFromInline var lines = ChunkedArray<7, IdentifierLine>()
  /// Lines of the table less one, those above half of a doubling not counted.
  @usableFromInline var mask: UInt32
  /// Homes below this one have a twin; 0 while the table has one size.
  @usableFromInline var splitHomes: UInt32 = 0
  /// How many ids there are.
  @usableFromInline var count = 0
  /// From this many ids on, each insertion takes a step of growth.
  @usableFromInline var growthCount = 0
  /// Below this many ids, each removal takes a step back.
  @usableFromInline var shrinkCount = 0
  /// Ids that found no place in their neighbourhood.
  @usableFromInline var spill = OrderedIndex()
  @usableFromInline var effort = BookEffort()
  @usableFromInline let seed: UInt64

  @usableFromInline static var neighbourhood: UInt32 { 16 }

  init(seed: UInt64) {
    self.seed = seed
    mask = 127
    addChunk()
    settleSize()
  }

  /// The part of an id's hash that is kept with its slot.
  ///
  /// Multiplication to twice the width, both halves folded (Wang Yi, "wyhash"); wrapping is the
  /// hash's business.
  @inlinable @inline(always) func key(of id: UInt64) -> UInt32 {
    let product = (id &>> 2 ^ seed).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    let hash = UInt32(truncatingIfNeeded: product.high ^ product.low)
    return hash ^ UInt32(truncatingIfNeeded: id & 3)
  }

  /// The line where a key belongs.
  @inlinable @inline(always) func home(of key: UInt32) -> UInt32 {
    let home = key &>> 2 & mask
    return home < splitHomes ? key &>> 2 & (mask &<< 1 | 1) : home
  }

  /// Where an id belongs, where it is, and the slot of its order; slot 0 when it is not there.
  @usableFromInline
  struct Place: BitwiseCopyable, Sendable {
    @usableFromInline let home: UInt32
    @usableFromInline let line: UInt32
    @usableFromInline let key: UInt32
    @usableFromInline let slot: UInt32

    @inlinable @inline(always)
    init(home: UInt32, line: UInt32, key: UInt32, slot: UInt32) {
      self.home = home
      self.line = line
      self.key = key
      self.slot = slot
    }
  }

  /// Looks an id up; the place is valid until an id is added or taken out.
  /// - Complexity: O(1): one line, or a neighbourhood; O(log n) while the home is marked.
  @inlinable @inline(always)
  mutating func find(_ id: UInt64, in orders: inout OrderSlots) -> Place {
    let key = key(of: id)
    let home = home(of: key)
    let slot = lines[home].slot(of: key)
    if slot != 0 ? orders[slot].id.rawValue == id : lines[home].marks == 0 {
      return Place(home: home, line: home, key: key, slot: slot)
    }
    return findElsewhere(id, key, home, in: &orders)
  }

  /// Adds an id where it was looked for and not found.
  /// - Complexity: O(1), the step of growth included; O(log n) when the neighbourhood is full.
  @inlinable @inline(always)
  mutating func insert(
    _ id: UInt64, at place: Place, slot: UInt32, in orders: inout OrderSlots
  ) {
    count += 1
    if !lines[place.home].insert(place.key, slot) {
      insertElsewhere(id, place.key, place.home, slot)
    }
    if count >= growthCount { grow(in: &orders) }
  }

  /// Adds an id that is not there.
  @inlinable @inline(always)
  mutating func insert(_ id: UInt64, slot: UInt32, in orders: inout OrderSlots) {
    let key = key(of: id)
    let home = home(of: key)
    let place = Place(home: home, line: home, key: key, slot: 0)
    insert(id, at: place, slot: slot, in: &orders)
  }

  /// Takes out an id where it was found.
  /// - Complexity: as `find`.
  @inlinable @inline(always)
  mutating func remove(_ place: Place, _ id: UInt64, in orders: inout OrderSlots) {
    count -= 1
    if place.line == place.home {
      lines[place.home].remove(place.slot)
    } else {
      removeElsewhere(id, place.home, place.slot)
    }
    if count < shrinkCount { shrink(in: &orders) }
  }

  /// Takes out an id, whose order is in `slot`.
  @inlinable @inline(always)
  mutating func remove(_ id: UInt64, slot: UInt32, in orders: inout OrderSlots) {
    count -= 1
    let home = home(of: key(of: id))
    if lines[home].holds(slot) {
      lines[home].remove(slot)
    } else {
      removeElsewhere(id, home, slot)
    }
    if count < shrinkCount { shrink(in: &orders) }
  }

  /// As `find`, for queries.
  func slot(of id: UInt64, in orders: borrowing OrderSlots) -> UInt32 {
    let key = key(of: id)
    let home = home(of: key)
    for distance in 0..<Self.neighbourhood {
      let slot = lines[home ^ distance].slot(of: key)
      if slot != 0, orders[slot].id.rawValue == id { return slot }
    }
    return spill.slot(of: Int64(bitPattern: id))
  }
}
