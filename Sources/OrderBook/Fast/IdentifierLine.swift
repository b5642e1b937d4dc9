/// One cache line of the id table: seven keys with their slots, and a word of marks. All keys are
/// compared at once, without a branch.
///
///     0    4    8    12   16   20   24   28    32   36   40   44   48   52   56   60
///     │key │key │key │key │key │key │key │  –  │slot│slot│slot│slot│slot│slot│slot│marks│
///
///     marks  31      │ 23 … 9                     │ 6 … 0
///            spilled │ lines with ids of this one │ which places are taken
///
/// No two taken places have the same key, so at most one answers.
@usableFromInline
struct IdentifierLine: BitwiseCopyable, Sendable {
  @usableFromInline var words = InlineArray<16, UInt32>(repeating: 0)

  @inlinable init() {}

  /// In the marks: an id that belongs here may be in the ordered index.
  @inlinable static var spilled: UInt32 { 1 &<< 31 }
  /// In the marks: an id that belongs here is in the line whose number differs by this.
  static func elsewhere(_ distance: UInt32) -> UInt32 { 1 << (8 + distance) }
  @inlinable static var everyPlace: UInt32 { 0x7F }

  @inlinable var marks: UInt32 {
    get { words[15] }
    set { words[15] = newValue }
  }

  /// Whether an id that belongs here can be anywhere else.
  @inlinable @inline(always) var isMarked: Bool { marks & ~Self.everyPlace != 0 }
  /// The distances of the lines with ids that belong here, as bits.
  var distances: UInt32 { marks >> 8 & 0xFFFE }

  /// Whether a key can be added here at once: it is not here, nothing is elsewhere, a place is free.
  @inlinable @inline(always) func admits(_ key: UInt32) -> Bool {
    marks < Self.everyPlace && place(of: key) == 0
  }

  /// The place of a key as a bit; 0 when it is not here.
  @inlinable @inline(always) func place(of key: UInt32) -> UInt32 {
    let keys = SIMD8(
      words[0], words[1], words[2], words[3], words[4], words[5], words[6], words[7])
    let places = SIMD8<UInt32>(1, 2, 4, 8, 16, 32, 64, 0)
    // Whole vectors on both sides: with a number on one, the standard library goes lane by lane.
    let found = SIMD8<UInt32>(repeating: 0)
      .replacing(with: places, where: keys .== SIMD8<UInt32>(repeating: key))
    let four = found.lowHalf | found.highHalf
    let two = four.lowHalf | four.highHalf
    return (two.x | two.y) & marks
  }

  /// The slot in a taken place.
  @inlinable @inline(always) func slot(in place: UInt32) -> UInt32 {
    words[8 &+ place.trailingZeroBitCount]
  }

  /// Adds a key that is not here; false when no place is free.
  @inlinable @inline(always) mutating func insert(_ key: UInt32, _ slot: UInt32) -> Bool {
    let free = ~marks & Self.everyPlace
    guard free != 0 else { return false }
    let place = free.trailingZeroBitCount
    words[place] = key
    words[8 &+ place] = slot
    marks |= free & (0 &- free)
    return true
  }

  /// Empties a taken place.
  @inlinable @inline(always) mutating func remove(_ place: UInt32) { marks &= ~place }
}
