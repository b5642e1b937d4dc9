/// Answers whether a number is a multiple of a fixed one without dividing: two or three cycles where
/// a division takes ten to twenty.
///
/// A multiple of an odd d, times the inverse of d modulo 2⁶⁴, is the exact quotient, which is at most
/// (2⁶⁴−1)/d; every other number gives more (Granlund and Montgomery 1994, section 9). The power of
/// two in an even divisor becomes a rotation.
@usableFromInline
struct ExactDivisor: BitwiseCopyable, Sendable {
  @usableFromInline let divisor: Int64
  @usableFromInline let inverse: UInt64
  @usableFromInline let shift: Int64
  @usableFromInline let largestQuotient: UInt64

  /// For a positive divisor; anything else counts as 1.
  init(_ number: Int64) {
    divisor = max(1, number)
    let divisor = UInt64(max(1, number))
    shift = Int64(divisor.trailingZeroBitCount)
    let odd = divisor >> shift
    // Newton's iteration modulo 2⁶⁴: right in 3 bits at first, twice as many each time.
    var inverse = odd
    for _ in 0..<5 { inverse = inverse &* (2 &- odd &* inverse) }
    self.inverse = inverse
    largestQuotient = UInt64.max / divisor
  }

  /// The exact quotient of a multiple; more than `largestQuotient` for any other number.
  @inlinable @inline(always) func quotient(of number: UInt64) -> UInt64 {
    let product = number &* inverse
    return product &>> UInt64(truncatingIfNeeded: shift)
      | product &<< UInt64(truncatingIfNeeded: 64 &- shift)
  }

  /// The exact quotient of a multiple of either sign; meaningless for any other number.
  @inlinable @inline(always) func quotient(of multiple: Int64) -> Int64 {
    Int64(bitPattern: UInt64(bitPattern: multiple) &* inverse) &>> shift
  }

  /// Whether `number` is a multiple of the divisor; zero is one.
  @inlinable @inline(always) func divides(_ number: UInt64) -> Bool {
    quotient(of: number) <= largestQuotient
  }
}
