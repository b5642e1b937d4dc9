public import Core

/// Finds the slot of a live order by its id: a table of 8-byte entries, 64 to a neighbourhood, that
/// grows one neighbourhood at a time.
///
///     63            32 31        30       29              0
///     │ slot          │displaced│spilled │ key           │     slot 0: empty
///
/// An id's key is a keyed hash of `id / 4`, its last two bits changed by those of the id: so four ids
/// in a row share half a cache line, which is how ids come from most senders. The key's low bits are
/// the id's **home**; when that is taken, the entry goes to a free place of the same neighbourhood
/// and the home is marked **displaced**; when the neighbourhood is full, the id goes to an ordered
/// index and the home is marked **spilled**. So an absent id costs one look at an unmarked home, and
/// no id costs more than 64 looks and a descent. A mark may outlive its reason; a search that finds
/// no reason takes it away.
///
/// Removal empties a place and moves nothing. Growth doubles the table in place: each insertion
/// splits one neighbourhood between itself and its twin in the upper half, the homes of what was not
/// split yet being taken with one bit less (Litwin's linear hashing).
///
/// Which ids collide depends on the seed; nothing that a book reports does.
@usableFromInline
struct IdentifierIndex: ~Copyable, Sendable {
  @usableFromInline var entries = ChunkedArray<10, UInt64>()
  /// Places of the table less one, what grew in this round not counted.
  @usableFromInline var mask: UInt32 = 0
  /// From this many ids on, each insertion takes a step of growth; 0 while the table grows.
  @usableFromInline var growthCount = 0
  /// Homes below this one have been split in this round; 0 while the table does not grow.
  @usableFromInline var splitHomes: UInt32 = 0
  /// How many ids there are.
  @usableFromInline var count = 0
  /// Ids that found no place in their neighbourhood.
  @usableFromInline var spill = OrderedIndex()
  @usableFromInline var effort = BookEffort()
  @usableFromInline let seed: UInt64

  @usableFromInline static var neighbourhood: UInt32 { 64 }
  /// Places for each id before the table grows: at most one in four is taken.
  @usableFromInline static var placesPerIdentifier: Int { 4 }
  /// On a home: an id that belongs there may be elsewhere in the neighbourhood.
  @usableFromInline static var displaced: UInt64 { 1 &<< 31 }
  /// On a home: an id that belongs there may be in the ordered index.
  @usableFromInline static var spilled: UInt64 { 1 &<< 30 }
  @usableFromInline static var marks: UInt64 { displaced | spilled }
  @usableFromInline static var keyMask: UInt32 { 1 &<< 30 &- 1 }

  init(seed: UInt64) {
    self.seed = seed
    addChunk()
    mask = UInt32(entries.count - 1)
    growthCount = entries.count / Self.placesPerIdentifier
  }

  /// The part of an id's hash that is kept with its slot, 30 bits.
  ///
  /// Multiplication to twice the width, both halves folded (Wang Yi, "wyhash"); wrapping is the
  /// hash's business.
  @inlinable @inline(always) static func key(of id: UInt64, seed: UInt64) -> UInt32 {
    let product = (id &>> 2 ^ seed).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    let hash = UInt32(truncatingIfNeeded: product.high ^ product.low)
    return (hash ^ UInt32(truncatingIfNeeded: id & 3)) & keyMask
  }

  @inlinable @inline(always) func key(of id: UInt64) -> UInt32 { Self.key(of: id, seed: seed) }

  /// Where an entry with this key belongs.
  @inlinable @inline(always) func home(of key: UInt32) -> UInt32 {
    let home = key & mask
    return home < splitHomes ? key & (mask &<< 1 | 1) : home
  }

  @inlinable @inline(always) static func entry(_ key: UInt32, _ slot: UInt32) -> UInt64 {
    UInt64(slot) &<< 32 | UInt64(key)
  }

  @inlinable @inline(always) static func slot(_ entry: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: entry &>> 32)
  }

  @inlinable @inline(always) static func key(_ entry: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: entry) & keyMask
  }

  /// Where an id belongs, and the slot of its order; 0 when it is not there.
  @usableFromInline
  struct Place: BitwiseCopyable, Sendable {
    @usableFromInline let home: UInt32
    @usableFromInline let key: UInt32
    @usableFromInline let slot: UInt32

    @inlinable @inline(always) init(home: UInt32, key: UInt32, slot: UInt32) {
      self.home = home
      self.key = key
      self.slot = slot
    }
  }

  /// Looks an id up; the place is valid until an id is added or taken out.
  /// - Complexity: O(1): at home, or in the neighbourhood; O(log n) while the home is marked spilled.
  @inlinable @inline(always)
  mutating func find(_ id: UInt64, in orders: inout OrderSlots) -> Place {
    let key = key(of: id)
    let home = home(of: key)
    let entry = entries[home]
    let slot = Self.slot(entry)
    if slot != 0, Self.key(entry) == key, orders[slot].id.rawValue == id {
      return Place(home: home, key: key, slot: slot)
    }
    let displaced = entry & Self.marks == 0 ? 0 : findDisplaced(id, key, home, in: &orders)
    return Place(home: home, key: key, slot: displaced)
  }

  /// As `find`, for queries.
  func slot(of id: UInt64, in orders: borrowing OrderSlots) -> UInt32 {
    let key = key(of: id)
    let home = home(of: key)
    for distance in 0..<Self.neighbourhood {
      let entry = entries[home ^ distance]
      let slot = Self.slot(entry)
      if slot != 0, Self.key(entry) == key, orders[slot].id.rawValue == id { return slot }
    }
    return spill.slot(of: Int64(bitPattern: id))
  }

  /// Adds an id that is not there.
  @inlinable @inline(always) mutating func insert(_ id: UInt64, slot: UInt32) {
    let key = key(of: id)
    insert(id, at: Place(home: home(of: key), key: key, slot: 0), slot: slot)
  }

  /// Adds an id where it was looked for and not found.
  /// - Complexity: O(1), the step of growth included; O(log n) when the neighbourhood is full.
  @inlinable @inline(always) mutating func insert(_ id: UInt64, at place: Place, slot: UInt32) {
    count += 1
    let entry = entries[place.home]
    if Self.slot(entry) == 0 {
      entries[place.home] = entry & Self.marks | Self.entry(place.key, slot)
    } else {
      insertDisplaced(id, slot, place.key, place.home)
    }
    if count >= growthCount { grow() }
  }

  /// Takes out an id, whose order is in `slot`.
  @inlinable @inline(always) mutating func remove(_ id: UInt64, slot: UInt32) {
    let key = key(of: id)
    remove(Place(home: home(of: key), key: key, slot: slot), id)
  }

  /// Takes out an id where it was found.
  /// - Complexity: as `find`.
  @inlinable @inline(always) mutating func remove(_ place: Place, _ id: UInt64) {
    count -= 1
    let entry = entries[place.home]
    if Self.slot(entry) == place.slot {
      entries[place.home] = entry & Self.marks
    } else {
      removeDisplaced(id, place.slot, place.home)
    }
  }
}
