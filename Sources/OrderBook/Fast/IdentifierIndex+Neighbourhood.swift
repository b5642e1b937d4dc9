internal import Core

// What happens away from an id's home: rare, hence not compiled into callers.

extension IdentifierIndex {
  /// Looks for an id whose home does not have it.
  @usableFromInline
  mutating func findElsewhere(
    _ id: UInt64, _ key: UInt32, _ home: UInt32, in orders: inout OrderSlots
  ) -> Place {
    let marks = lines[home].marks
    if marks & ~IdentifierLine.spilled != 0 {
      for distance in 1..<Self.neighbourhood {
        effort.probes += 1
        let line = home ^ distance
        let slot = lines[line].slot(of: key)
        if slot != 0, orders[slot].id.rawValue == id {
          return Place(home: home, line: line, key: key, slot: slot)
        }
      }
    }
    if spill.count == 0 { lines[home].marks &= ~IdentifierLine.spilled }
    let slot = lines[home].marks & IdentifierLine.spilled == 0 ? 0 : spill.find(ranked(id))
    return Place(home: home, line: slot == 0 ? home : .max, key: key, slot: slot)
  }

  /// Adds an id whose home has no place.
  @usableFromInline
  mutating func insertElsewhere(_ id: UInt64, _ key: UInt32, _ home: UInt32, _ slot: UInt32) {
    if displace(key, slot, from: home) { return }
    effort.spilled += 1
    lines[home].marks |= IdentifierLine.spilled
    spill.insert(ranked(id), slot: slot)
  }

  /// Puts a key into another line of its neighbourhood; false when that is full.
  private mutating func displace(_ key: UInt32, _ slot: UInt32, from home: UInt32) -> Bool {
    for distance in 1..<Self.neighbourhood {
      effort.probes += 1
      if lines[home ^ distance].insert(key, slot) {
        lines[home].marks += 1
        return true
      }
    }
    return false
  }

  /// Takes out an id that is not at home.
  @usableFromInline
  mutating func removeElsewhere(_ id: UInt64, _ home: UInt32, _ slot: UInt32) {
    for distance in 1..<Self.neighbourhood {
      effort.probes += 1
      guard lines[home ^ distance].holds(slot) else { continue }
      lines[home ^ distance].remove(slot)
      lines[home].marks -= 1
      return
    }
    spill.remove(ranked(id))
  }

  /// The ordered index sorts ids as signed numbers; any order will do.
  private func ranked(_ id: UInt64) -> Int64 { Int64(bitPattern: id) }
}
