/// Eight bytes of text in one machine word, the first byte lowest: the tricks that look at all of
/// them at once (Warren, "Hacker's Delight", 6-1; Lemire, "Quickly parsing eight digits", 2018).
///
/// Additions and products here wrap or cannot overflow; each says why its answer is exact.
@usableFromInline enum TextWord {
  /// One in every byte.
  @usableFromInline static let ones: UInt64 = 0x0101_0101_0101_0101
  /// The highest bit of every byte.
  @usableFromInline static let tops: UInt64 = 0x8080_8080_8080_8080

  /// The highest bit of the lowest byte that is zero, perhaps with bits above it; zero when no byte
  /// is. A borrow runs upward only, so the lowest bit is exact.
  @inlinable @inline(always) static func zeroBytes(in word: UInt64) -> UInt64 {
    (word &- ones) & ~word & tops
  }

  /// How many bytes stand before the first one that is a space or below; eight when there is none.
  /// As in `zeroBytes`, the lowest hit is exact.
  @inlinable @inline(always) static func lengthOfWord(_ word: UInt64) -> Int {
    ((word &- 0x21 &* ones) & ~word & tops).trailingZeroBitCount >> 3
  }

  /// Ones in the lowest `count` bytes, `0…8`.
  @inlinable @inline(always) static func mask(_ count: Int) -> UInt64 {
    count >= 8 ? .max : (1 &<< UInt64(truncatingIfNeeded: 8 &* count)) &- 1
  }

  /// The digits' values in the place of the digits; other bytes become ten or more.
  @inlinable @inline(always) static func digitValues(_ word: UInt64) -> UInt64 {
    word ^ 0x30 &* ones
  }

  /// How many of the bytes that `digitValues` gave are digits before the first that is not, `0…8`.
  /// Below that one no byte is above nine, so no sum carries into it.
  @inlinable @inline(always) static func digitCount(_ values: UInt64) -> Int {
    (((values &+ 0x76 &* ones) | values) & tops).trailingZeroBitCount >> 3
  }

  /// The number that the first `count` of the digits make, `1…8`: pairs, then fours, then eight.
  /// Shifting puts zeros in front; each product keeps to its own half of the word.
  @inlinable @inline(always) static func number(_ values: UInt64, count: Int) -> UInt64 {
    let digits = values &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count)
    let pairs = (digits &* 10 &+ digits >> 8) & 0x00FF_00FF_00FF_00FF
    let fours = (pairs &* 100 &+ pairs >> 16) & 0x0000_FFFF_0000_FFFF
    return (fours &* 10_000 &+ fours >> 32) & 0xFFFF_FFFF
  }

  /// 10ⁿ for n of `0…19`; anything else is taken for 19.
  @inlinable @inline(always) static func powerOfTen(_ exponent: Int) -> UInt64 {
    switch exponent {
    case 0: 1
    case 1: 10
    case 2: 100
    case 3: 1_000
    case 4: 10_000
    case 5: 100_000
    case 6: 1_000_000
    case 7: 10_000_000
    case 8: 100_000_000
    case 9: 1_000_000_000
    case 10: 10_000_000_000
    case 11: 100_000_000_000
    case 12: 1_000_000_000_000
    case 13: 10_000_000_000_000
    case 14: 100_000_000_000_000
    case 15: 1_000_000_000_000_000
    case 16: 10_000_000_000_000_000
    case 17: 100_000_000_000_000_000
    case 18: 1_000_000_000_000_000_000
    default: 10_000_000_000_000_000_000  // open set: integers
    }
  }
}
