internal import Core

// What happens away from an id's place, and how the table grows: first the chunks of its upper half
// are added, one an insertion; then orders are placed anew, eight an insertion, from the last slot
// down. An order in a slot from the cursor on is placed in the whole table, one below it in the lower
// half, so that it is known of each where it is, or by which entry it is counted.

extension IdentifierTable {
  /// Looks for an id that is not at its place.
  @usableFromInline
  mutating func findElsewhere(_ id: UInt64, in orders: inout OrderSlots) -> UInt32 {
    let (wide, narrow) = (entries[Self.spread(id) & wideMask], entries[Self.spread(id) & mask])
    let slot = narrow & Self.slotBits
    if slot != 0, orders[slot].id.rawValue == id { return slot }
    guard wide > Self.slotBits || narrow > Self.slotBits else { return 0 }
    return crowded.find(id, in: &orders).slot
  }

  /// Takes out an id that is displaced or waits to be placed anew.
  @usableFromInline
  mutating func removeElsewhere(_ id: UInt64, slot: UInt32, in orders: inout OrderSlots) {
    let place = currentPlace(of: id, slot)
    if entries[place] & Self.slotBits == slot {
      entries[place] &= ~Self.slotBits
    } else {
      crowded.remove(crowded.find(id, in: &orders), id, in: &orders)
      let isExact = entries[place] &>> 28 != 15
      if isExact { entries[place] -= Self.oneDisplaced }
    }
  }

  /// Where the id of the order in `slot` belongs as long as it is not placed anew.
  func currentPlace(of id: UInt64, _ slot: UInt32) -> UInt32 {
    Self.spread(id) & (slot < cursor ? mask : wideMask)
  }

  /// Puts an id at its place, or with the displaced ones where that is taken or it is to lie apart.
  mutating func put(
    _ id: UInt64, _ slot: UInt32, at place: UInt32, apart: Bool, in orders: inout OrderSlots
  ) {
    let entry = entries[place]
    if entry & Self.slotBits == 0, slot <= Self.slotBits, !apart {
      entries[place] = entry | slot
    } else {
      if entry &>> 28 != 15 { entries[place] = entry + Self.oneDisplaced }
      crowded.insert(id, at: crowded.find(id, in: &orders), slot: slot, in: &orders)
      considerGrowth(orders.count)
    }
  }

  /// Begins to grow when one id in forty-eight is displaced, or the table is full; up to eight entries
  /// an order.
  private mutating func considerGrowth(_ count: Int) {
    let size = Int(mask) + 1
    guard straightLimit != 0, size < 8 * count, size < 1 << 28 else { return }
    if crowded.count * 48 > count || count >= size { straightLimit = 0 }
  }

  /// A step of growth.
  mutating func grow(in orders: inout OrderSlots) {
    if wideMask == mask {
      if entries.count < 2 * (Int(mask) + 1) { return entries.addChunk(filledWith: 0) }
      wideMask = mask << 1 | 1
      cursor = orders.used
    }
    let end = cursor - min(cursor, 8)
    while cursor > end { placeAnew(in: &orders) }
    guard cursor == 0 else { return }
    mask = wideMask
    straightLimit = Self.slotBits + 1
  }

  /// Places the order before the cursor in the whole table.
  @inline(__always)
  private mutating func placeAnew(in orders: inout OrderSlots) {
    let slot = cursor - 1
    defer { cursor = slot }
    let order = orders[slot]
    guard order.remaining != .zero else { return }
    let id = order.id.rawValue
    let (old, new) = (Self.spread(id) & mask, Self.spread(id) & wideMask)
    let isAtPlace = entries[old] & Self.slotBits == slot
    if isAtPlace, old == new { return }
    replaced += 1
    removeElsewhere(id, slot: slot, in: &orders)
    put(id, slot, at: new, apart: order.isPartlyShown, in: &orders)
  }
}
