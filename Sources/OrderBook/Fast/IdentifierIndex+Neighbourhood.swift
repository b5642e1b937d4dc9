extension IdentifierIndex {
  /// Adds an id whose home is taken.
  @usableFromInline
  mutating func insertDisplaced(_ id: UInt64, _ slot: UInt32, _ key: UInt32, _ home: UInt32) {
    if displace(Self.entry(key, slot), from: home) { return }
    effort.spilled += 1
    spill.insert(Int64(bitPattern: id), slot: slot)
  }

  /// Marks the home and puts the entry near it; false when the neighbourhood is full.
  private mutating func displace(_ entry: UInt64, from home: UInt32) -> Bool {
    entries[home] |= Self.mark
    for distance in 1..<Self.neighbourhood {
      let place = home ^ distance
      let found = entries[place]
      guard Self.slot(found) == 0 else { continue }
      effort.probes += UInt64(distance)
      entries[place] = found & Self.mark | entry
      return true
    }
    effort.probes += UInt64(Self.neighbourhood)
    return false
  }

  /// Takes out an id that is not at home, and the mark of its home if it was the last such id.
  @usableFromInline
  mutating func removeDisplaced(_ id: UInt64, _ slot: UInt32, _ home: UInt32) {
    effort.probes += UInt64(Self.neighbourhood)
    var isFound = false
    var others = 0
    for distance in 1..<Self.neighbourhood {
      let place = home ^ distance
      let entry = entries[place]
      if Self.slot(entry) == slot {
        entries[place] = entry & Self.mark
        isFound = true
      } else if Self.slot(entry) != 0, self.home(of: Self.key(entry)) == home {
        others += 1
      }
    }
    if !isFound { spill.remove(Int64(bitPattern: id)) }
    if others == 0, spill.count == 0 { entries[home] &= ~Self.mark }
  }

  /// The step of growth that each insertion takes: the first chunk, or one neighbourhood.
  @usableFromInline
  mutating func grow() {
    if entries.chunkCount == 0 {
      addChunk()
      mask = UInt32(entries.count - 1)
    } else if Int(mask) < Int(UInt32.max / 4) {
      splitNeighbourhood()
    }
  }

  /// Shares the next neighbourhood out between itself and its twin in the upper half.
  private mutating func splitNeighbourhood() {
    let first = splitHomes
    let twin = first + mask + 1
    if Int(twin) >= entries.count { addChunk() }
    splitHomes += Self.neighbourhood
    var moved = InlineArray<16, UInt64>(repeating: 0)
    for offset in 0..<Self.neighbourhood {
      moved[Int(offset)] = entries[first + offset]
      // While ids are in the ordered index, nobody knows whose home they had: both keep its mark.
      let mark = spill.count == 0 ? 0 : entries[first + offset] & Self.mark
      entries[first + offset] = mark
      entries[twin + offset] = mark
    }
    effort.rehashed += UInt64(Self.neighbourhood)
    for entry in moved.indices where Self.slot(moved[entry]) != 0 { settle(moved[entry]) }
    if splitHomes > mask {
      mask = mask << 1 | 1
      splitHomes = 0
    }
  }

  /// Puts an entry of a split neighbourhood where it belongs now; there is room for all of them.
  private mutating func settle(_ old: UInt64) {
    let key = Self.key(old)
    let home = home(of: key)
    let found = entries[home]
    if Self.slot(found) == 0 {
      entries[home] = found & Self.mark | Self.entry(key, Self.slot(old))
    } else {
      _ = displace(Self.entry(key, Self.slot(old)), from: home)
    }
  }

  private mutating func addChunk() {
    entries.addChunk(filledWith: 0)
    effort.chunks += 1
  }
}
