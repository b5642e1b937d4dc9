internal import Core

// The table's size: `mask + 1` lines, and the twins of the first of them above.

extension IdentifierIndex {
  /// The step of growth that an insertion takes: one neighbourhood, until the table has doubled.
  @usableFromInline
  mutating func grow(in orders: inout OrderSlots) {
    guard mask < UInt32.max >> 3 else {
      growthCount = .max  // all bits of the keys are in use: the ordered index takes the rest
      return
    }
    growthCount = 0
    shrinkCount = 0
    split(in: &orders)
    if lineCount == (mask + 1) * 2 {
      mask = mask << 1 | 1
      settleSize()
    }
  }

  /// The step that a removal takes: one neighbourhood, until the table has halved.
  @usableFromInline
  mutating func shrink(in orders: inout OrderSlots) {
    if lineCount == mask + 1 {
      mask >>= 1
      growthCount = mostIdentifiers
      shrinkCount = .max
    }
    join(in: &orders)
    if lineCount == mask + 1 { settleSize() }
  }

  /// Sets the limits for a table of one size: between three quarters of an id and three and a half a line.
  mutating func settleSize() {
    growthCount = mostIdentifiers
    shrinkCount = mask == 127 ? 0 : (Int(mask) + 1) * 3 / 4
  }

  private var mostIdentifiers: Int { (Int(mask) + 1) * 7 / 2 }

  /// Shares the next neighbourhood out between itself and its twin.
  private mutating func split(in orders: inout OrderSlots) {
    let twin = lineCount
    let first = twin - mask - 1
    if Int(twin) >= lines.count { addChunk() }
    lineCount += Self.neighbourhood
    for offset in 0..<Self.neighbourhood {
      // Nobody knows which home the ids in the ordered index have now: both keep the mark.
      let isMarked = spill.count > 0 && lines[first + offset].marks & IdentifierLine.spilled != 0
      lines[twin + offset] = IdentifierLine()
      lines[twin + offset].marks = isMarked ? IdentifierLine.spilled : 0
    }
    redistribute(first, keepingMark: spill.count > 0, in: &orders)
  }

  /// Brings the last twin's ids back down.
  private mutating func join(in orders: inout OrderSlots) {
    lineCount -= Self.neighbourhood
    let twin = lineCount
    let first = twin - mask - 1
    for offset in 0..<Self.neighbourhood {
      lines[first + offset].marks |= lines[twin + offset].marks & IdentifierLine.spilled
    }
    redistribute(twin, keepingMark: false, in: &orders)
  }

  /// Takes every id out of a neighbourhood and puts it where it belongs now.
  private mutating func redistribute(
    _ first: UInt32, keepingMark: Bool, in orders: inout OrderSlots
  ) {
    var moved = InlineArray<16, IdentifierLine>(repeating: IdentifierLine())
    for offset in 0..<Self.neighbourhood {
      moved[Int(offset)] = lines[first + offset]
      let mark = lines[first + offset].marks & IdentifierLine.spilled
      lines[first + offset] = IdentifierLine()
      lines[first + offset].marks = keepingMark ? mark : 0
    }
    for line in moved.indices {
      for place in 0..<7 where moved[line].marks & 1 << UInt32(place) != 0 {
        effort.rehashed += 1
        settle(moved[line].words[place], moved[line].words[8 + place], in: &orders)
      }
    }
  }

  private mutating func settle(_ key: UInt32, _ slot: UInt32, in orders: inout OrderSlots) {
    let home = home(of: key)
    if lines[home].place(of: key) != 0 || !lines[home].insert(key, slot) {
      insertElsewhere(orders[slot].id.rawValue, key, home, slot)
    }
  }

  mutating func addChunk() {
    lines.addChunk(filledWith: IdentifierLine())
    effort.chunks += 1
  }
}
