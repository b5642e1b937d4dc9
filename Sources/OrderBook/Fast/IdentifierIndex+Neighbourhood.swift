internal import Core

extension IdentifierIndex {
  /// Looks for an id whose home is marked, and takes marks away that have no reason any more.
  @usableFromInline
  mutating func findDisplaced(
    _ id: UInt64, _ key: UInt32, _ home: UInt32, in orders: inout OrderSlots
  ) -> UInt32 {
    var isReasonable = false
    for distance in 1..<Self.neighbourhood {
      let entry = entries[home ^ distance]
      let slot = Self.slot(entry)
      guard slot != 0 else { continue }
      let other = Self.key(entry)
      if other == key, orders[slot].id.rawValue == id {
        effort.probes += UInt64(distance)
        return slot
      }
      if self.home(of: other) == home { isReasonable = true }
    }
    effort.probes += UInt64(Self.neighbourhood)
    if !isReasonable { entries[home] &= ~Self.displaced }
    if spill.count == 0 {
      entries[home] &= ~Self.spilled
      return 0
    }
    return entries[home] & Self.spilled == 0 ? 0 : spill.find(Int64(bitPattern: id))
  }

  /// Adds an id whose home is taken.
  @usableFromInline
  mutating func insertDisplaced(_ id: UInt64, _ slot: UInt32, _ key: UInt32, _ home: UInt32) {
    if displace(Self.entry(key, slot), from: home) { return }
    entries[home] |= Self.spilled
    effort.spilled += 1
    spill.insert(Int64(bitPattern: id), slot: slot)
  }

  /// Puts the entry near its home and marks that; false when the neighbourhood is full.
  private mutating func displace(_ entry: UInt64, from home: UInt32) -> Bool {
    for distance in 1..<Self.neighbourhood {
      let place = home ^ distance
      let found = entries[place]
      guard Self.slot(found) == 0 else { continue }
      effort.probes += UInt64(distance)
      entries[place] = found & Self.marks | entry
      entries[home] |= Self.displaced
      return true
    }
    effort.probes += UInt64(Self.neighbourhood)
    return false
  }

  /// Takes out an id that is not at home.
  @usableFromInline
  mutating func removeDisplaced(_ id: UInt64, _ slot: UInt32, _ home: UInt32) {
    for distance in 1..<Self.neighbourhood {
      let place = home ^ distance
      let entry = entries[place]
      guard Self.slot(entry) == slot else { continue }
      effort.probes += UInt64(distance)
      entries[place] = entry & Self.marks
      return
    }
    effort.probes += UInt64(Self.neighbourhood)
    spill.remove(Int64(bitPattern: id))
  }

  /// The step of growth that an insertion takes: one neighbourhood, until the table has doubled.
  @usableFromInline
  mutating func grow() {
    guard mask < Self.keyMask else {
      growthCount = .max  // every bit of the keys is in use: fuller neighbourhoods from here on
      return
    }
    growthCount = 0
    splitNeighbourhood()
    if splitHomes > mask {
      mask = mask << 1 | 1
      splitHomes = 0
      growthCount = (Int(mask) + 1) / Self.placesPerIdentifier
    }
  }

  /// Shares the next neighbourhood out between itself and its twin in the upper half.
  private mutating func splitNeighbourhood() {
    let first = splitHomes
    let twin = first + mask + 1
    if Int(twin) >= entries.count { addChunk() }
    splitHomes += Self.neighbourhood
    var moved = InlineArray<64, UInt64>(repeating: 0)
    for offset in 0..<Self.neighbourhood {
      moved[Int(offset)] = entries[first + offset]
      // Nobody knows which home the ids in the ordered index have now: both keep the mark.
      let mark = spill.count == 0 ? 0 : entries[first + offset] & Self.spilled
      entries[first + offset] = mark
      entries[twin + offset] = mark
    }
    effort.rehashed += UInt64(Self.neighbourhood)
    for entry in moved.indices where Self.slot(moved[entry]) != 0 { settle(moved[entry]) }
  }

  /// Puts an entry of a split neighbourhood where it belongs now; there is room for all of them.
  private mutating func settle(_ old: UInt64) {
    let key = Self.key(old)
    let home = home(of: key)
    let found = entries[home]
    if Self.slot(found) == 0 {
      entries[home] = found & Self.marks | Self.entry(key, Self.slot(old))
    } else {
      _ = displace(Self.entry(key, Self.slot(old)), from: home)
    }
  }

  mutating func addChunk() {
    entries.addChunk(filledWith: 0)
    effort.chunks += 1
  }
}
