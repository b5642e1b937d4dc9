/// One cache line of the id table: seven keys, seven slots, and what is known of ids that belong here
/// and are elsewhere. All seven are compared at once, without a branch.
///
///     0    4    8    12   16   20   24   28     32   36   40   44   48   52   56   60
///     │key │key │key │key │key │key │key │marks │slot│slot│slot│slot│slot│slot│slot│ 0  │
///
/// Slot 0 is an empty place. No two taken places have the same key, so at most one answers.
@usableFromInline
struct IdentifierLine: BitwiseCopyable, Sendable {
  @usableFromInline var keys = SIMD8<UInt32>()
  @usableFromInline var slots = SIMD8<UInt32>()

  @inlinable init() {}

  /// In the marks: an id that belongs here may be in the ordered index.
  @inlinable static var spilled: UInt32 { 1 &<< 31 }

  /// How many ids that belong here are in other lines, and whether there may be some in the ordered
  /// index.
  @inlinable var marks: UInt32 {
    get { keys[7] }
    set { keys[7] = newValue }
  }

  /// The slot of a key; 0 when it is not here.
  @inlinable @inline(always) func slot(of key: UInt32) -> UInt32 {
    Self.joined(slots.replacing(with: Self.nothing, where: keys .!= Lanes(repeating: key)))
  }

  /// Whether this slot is here.
  @inlinable @inline(always) func holds(_ slot: UInt32) -> Bool {
    let wanted = Lanes(repeating: slot)
    return Self.joined(slots.replacing(with: Self.nothing, where: slots .!= wanted)) != 0
  }

  /// Adds a key; false when no place is free or an equal key is here.
  @inlinable @inline(always) mutating func insert(_ key: UInt32, _ slot: UInt32) -> Bool {
    let places = Lanes(1, 2, 4, 8, 16, 32, 64, 0)
    let free = Self.joined(places.replacing(with: Self.nothing, where: slots .!= Self.nothing))
    guard free != 0, self.slot(of: key) == 0 else { return false }
    let place = free.trailingZeroBitCount
    keys[place] = key
    slots[place] = slot
    return true
  }

  /// Empties the place of a slot.
  @inlinable @inline(always) mutating func remove(_ slot: UInt32) {
    slots = slots.replacing(with: Self.nothing, where: slots .== Lanes(repeating: slot))
  }

  // Whole vectors on both sides of each operator: with a number on one side the standard library
  // goes lane by lane.

  @usableFromInline typealias Lanes = SIMD8<UInt32>

  @inlinable @inline(always) static var nothing: Lanes { Lanes(repeating: 0) }

  /// All lanes or'ed together.
  @inlinable @inline(always) static func joined(_ lanes: Lanes) -> UInt32 {
    let four = lanes.lowHalf | lanes.highHalf
    let two = four.lowHalf | four.highHalf
    return two.x | two.y
  }
}
