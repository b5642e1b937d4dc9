/// Sixteen neighbouring ticks of one side, whose levels lie side by side.
@usableFromInline
struct PriceBlock: BitwiseCopyable, Sendable {
  /// The ranks of its levels without their last four bits.
  @usableFromInline var number: Int64
  /// Which of its levels hold orders, as bits; the highest is the best.
  @usableFromInline var occupied: UInt32
  /// Of a free block, the next free one.
  @usableFromInline var nextFree: UInt32

  /// How many bits of a rank are a level's place in its block.
  @inlinable static var bits: UInt32 { 4 }

  /// Number of the block that has a rank.
  @inlinable @inline(always) static func number(of rank: Int64) -> Int64 { rank &>> Int64(bits) }

  /// Number of a rank's level in the block in this slot.
  @inlinable @inline(always) static func level(of rank: Int64, in slot: UInt32) -> UInt32 {
    slot &<< bits | UInt32(truncatingIfNeeded: rank) & 15
  }

  @inlinable init(number: Int64) {
    self.number = number
    occupied = 0
    nextFree = 0
  }

  /// The best of its occupied levels that are below `place`; nil when there is none.
  @inlinable @inline(always) func best(below place: UInt32) -> UInt32? {
    let left = occupied & ((1 &<< place) &- 1)
    return left == 0 ? nil : 31 &- UInt32(truncatingIfNeeded: left.leadingZeroBitCount)
  }
}
