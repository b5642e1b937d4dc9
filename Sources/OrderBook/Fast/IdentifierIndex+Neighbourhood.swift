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
    if lines[found.home].countsElsewhere {
      for distance in 1..<Self.neighbourhood {
        effort.probes += 1
        found.line = found.home ^ distance
        found.place = lines[found.line].place(of: found.key)
        guard found.place != 0 else { continue }
        found.slot = lines[found.line].slot(in: found.place)
        if orders[found.slot].id.rawValue == id { return found }
      }
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
        lines[home].marks += IdentifierLine.oneElsewhere
        return
      }
    }
    effort.spilled += 1
    lines[home].marks |= IdentifierLine.spilled
    spill.insert(ranked(id), slot: slot)
  }

  /// Takes out an id that is not at home.
  @usableFromInline
  mutating func removeElsewhere(_ id: UInt64, _ found: Place) {
    if found.place == 0 {
      spill.remove(ranked(id))
    } else {
      lines[found.line].remove(found.place)
      lines[found.home].marks -= IdentifierLine.oneElsewhere
    }
  }

  /// The ordered index sorts ids as signed numbers; any order will do.
  private func ranked(_ id: UInt64) -> Int64 { Int64(bitPattern: id) }
}
