public import Core

/// Finds the slot of a live order by its id: a table of cache lines that grows and shrinks a
/// neighbourhood of 16 lines at a time.
///
/// An id's key is a keyed hash of `id / 8`, to whose last five bits those of the id are added; all
/// but the last name the id's **home**, a line. So two ids in a row share a line, and eight lie in
/// four or five lines that follow one another: ids mostly come in a row. When the home has no place, the id goes to another line of its neighbourhood, which the
/// home remembers; when the neighbourhood has none, it goes to an ordered index and the home is
/// marked. So an absent id costs one line where nothing is marked, and no id costs more than 16
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
  /// Lines of the table.
  @usableFromInline var lineCount: UInt32 = 0
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
    lineCount = 128
    addChunk()
    settleSize()
  }

  /// The part of an id's hash that is kept with its slot.
  ///
  /// Multiplication to twice the width, both halves folded (Wang Yi, "wyhash"); wrapping is the
  /// hash's business.
  @inlinable @inline(always) func key(of id: UInt64) -> UInt32 {
    let product = (id &>> 3 ^ seed).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    let hash = UInt32(truncatingIfNeeded: product.high ^ product.low)
    return hash & ~31 | (hash &+ UInt32(truncatingIfNeeded: id & 7)) & 31
  }

  /// The line where a key belongs.
  @inlinable @inline(always) func home(of key: UInt32) -> UInt32 {
    let home = key &>> 1 & (mask &<< 1 | 1)
    return home < lineCount ? home : home & mask
  }

  /// Where an id was found, or where it can be added.
  @usableFromInline
  struct Place: BitwiseCopyable, Sendable {
    /// The line where the id belongs, and the one where it is.
    @usableFromInline var home: UInt32
    @usableFromInline var line: UInt32
    /// Its place in the line; 0 when it is in the ordered index or nowhere.
    @usableFromInline var place: UInt32 = 0
    @usableFromInline var key: UInt32
    /// The slot of its order; 0 when the id is not there.
    @usableFromInline var slot: UInt32 = 0
    /// Whether another id has its key at home.
    @usableFromInline var isBlocked = false

    @inlinable @inline(always) init(home: UInt32, key: UInt32) {
      self.home = home
      self.line = home
      self.key = key
    }
  }

  /// Looks an id up; the place is valid until an id is added or taken out.
  /// - Complexity: O(1): one line, or a neighbourhood; O(log n) while the home is marked.
  @inlinable @inline(always)
  mutating func find(_ id: UInt64, in orders: inout OrderSlots) -> Place {
    let key = key(of: id)
    var found = Place(home: home(of: key), key: key)
    found.place = lines[found.home].place(of: key)
    if found.place == 0 {
      if !lines[found.home].isMarked { return found }
    } else {
      found.slot = lines[found.home].slot(in: found.place)
      if orders[found.slot].id.rawValue == id { return found }
    }
    return findElsewhere(id, found, in: &orders)
  }

  /// Adds a key to its home, which admits it.
  @inlinable @inline(always)
  mutating func add(_ key: UInt32, _ slot: UInt32, at home: UInt32, in orders: inout OrderSlots) {
    _ = lines[home].insert(key, slot)
    count += 1
    if count >= growthCount { grow(in: &orders) }
  }

  /// Takes out the id in a place of its home.
  @inlinable @inline(always)
  mutating func remove(_ place: UInt32, at home: UInt32, in orders: inout OrderSlots) {
    lines[home].remove(place)
    count -= 1
    if count < shrinkCount { shrink(in: &orders) }
  }

  /// Adds an id where it was looked for and not found.
  /// - Complexity: O(1), the step of growth included; O(log n) when the neighbourhood is full.
  @inlinable @inline(always)
  mutating func insert(
    _ id: UInt64, at place: Place, slot: UInt32, in orders: inout OrderSlots
  ) {
    count += 1
    if place.isBlocked || !lines[place.home].insert(place.key, slot) {
      insertElsewhere(id, place.key, place.home, slot)
    }
    if count >= growthCount { grow(in: &orders) }
  }

  /// Takes out an id where it was found.
  /// - Complexity: as `find`.
  @inlinable @inline(always)
  mutating func remove(_ found: Place, _ id: UInt64, in orders: inout OrderSlots) {
    count -= 1
    if found.line == found.home {
      lines[found.home].remove(found.place)
    } else {
      removeElsewhere(id, found)
    }
    if count < shrinkCount { shrink(in: &orders) }
  }

  /// Takes out an id, whose order is in `slot`.
  @inlinable @inline(always)
  mutating func remove(_ id: UInt64, slot: UInt32, in orders: inout OrderSlots) {
    let key = key(of: id)
    let home = home(of: key)
    let place = lines[home].place(of: key)
    if place != 0, lines[home].slot(in: place) == slot {
      remove(place, at: home, in: &orders)
    } else {
      removeElsewhere(id, in: &orders)
    }
  }

  /// As `find`, for queries.
  func slot(of id: UInt64, in orders: borrowing OrderSlots) -> UInt32 {
    let key = key(of: id)
    let home = home(of: key)
    for distance in 0..<Self.neighbourhood {
      let place = lines[home ^ distance].place(of: key)
      guard place != 0 else { continue }
      let slot = lines[home ^ distance].slot(in: place)
      if orders[slot].id.rawValue == id { return slot }
    }
    return spill.slot(of: Int64(bitPattern: id))
  }
}
