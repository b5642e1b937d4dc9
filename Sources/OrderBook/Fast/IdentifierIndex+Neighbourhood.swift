internal import Core

// What happens away from an id's home: rare, hence not compiled into callers.

extension IdentifierIndex {
  /// Looks for an id whose home does not have it.
  @usableFromInline
  mutating func findElsewhere(
    _ id: UInt64, _ home: Place, in orders: inout OrderSlots
  ) -> Place {
    var found = home
    found.isBlocked = home.place != 0
    found.place = 0
    found.slot = 0
    var distances = lines[found.home].distances
    while distances != 0 {
      effort.probes += 1
      found.line = found.home ^ UInt32(distances.trailingZeroBitCount)
      found.place = lines[found.line].place(of: found.key)
      distances &= distances - 1
      guard found.place != 0 else { continue }
      found.slot = lines[found.line].slot(in: found.place)
      if orders[found.slot].id.rawValue == id { return found }
    }
    if spill.count == 0 { lines[found.home].marks &= ~IdentifierLine.spilled }
    found.place = 0
    found.line = .max
    found.slot =
      lines[found.home].marks & IdentifierLine.spilled == 0 ? 0 : spill.find(ranked(id))
    return found
  }

  /// Adds an id whose home has no place.
  @usableFromInline
  mutating func insertElsewhere(_ id: UInt64, _ key: UInt32, _ home: UInt32, _ slot: UInt32) {
    for distance in 1..<Self.neighbourhood {
      effort.probes += 1
      let line = home ^ distance
      if lines[line].place(of: key) == 0, lines[line].insert(key, slot) {
        lines[home].marks |= IdentifierLine.elsewhere(distance)
        return
      }
    }
    effort.spilled += 1
    lines[home].marks |= IdentifierLine.spilled
    spill.insert(ranked(id), slot: slot)
  }

  @usableFromInline
  mutating func removeElsewhere(_ id: UInt64, in orders: inout OrderSlots) {
    remove(find(id, in: &orders), id, in: &orders)
  }

  /// Takes out an id that is not at home.
  @usableFromInline
  mutating func removeElsewhere(_ id: UInt64, _ found: Place) {
    guard found.place != 0 else {
      spill.remove(ranked(id))
      return
    }
    lines[found.line].remove(found.place)
    if !holdsOthers(of: found.home, found.line) {
      lines[found.home].marks &= ~IdentifierLine.elsewhere(found.home ^ found.line)
    }
  }

  /// Whether a line holds ids of another one.
  private func holdsOthers(of home: UInt32, _ line: UInt32) -> Bool {
    for place in 0..<7 where lines[line].marks & 1 << UInt32(place) != 0 {
      if self.home(of: lines[line].words[place]) == home { return true }
    }
    return false
  }

  /// The ordered index sorts ids as signed numbers; any order will do.
  private func ranked(_ id: UInt64) -> Int64 { Int64(bitPattern: id) }
}
