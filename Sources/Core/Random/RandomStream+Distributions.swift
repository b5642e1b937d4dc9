extension RandomStream {
  /// Uniform in `0..<bound`, without bias; 0 for a bound of 0.
  ///
  /// Lemire, "Fast Random Integer Generation in an Interval" (2019): the high word of a product,
  /// drawn again only while the low word falls in the uneven remainder.
  @inlinable public mutating func bounded(_ bound: UInt64) -> UInt64 {
    guard bound > 1 else { return 0 }
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let remainder = (0 &- bound) % bound
      while product.low < remainder { product = next().multipliedFullWidth(by: bound) }
    }
    return product.high
  }

  /// Uniform in `range`, both ends included.
  @inlinable public mutating func integer(in range: ClosedRange<Int64>) -> Int64 {
    let width = UInt64(bitPattern: range.upperBound &- range.lowerBound) &+ 1
    // A width of 2⁶⁴ wraps to 0 and means every word is legal.
    let offset = width == 0 ? next() : bounded(width)
    return range.lowerBound &+ Int64(bitPattern: offset)
  }

  /// True `millionths` times in a million.
  @inlinable public mutating func chance(millionths: UInt64) -> Bool {
    bounded(1_000_000) < millionths
  }

  /// Number of failures before the first success at probability 1/(`mean` + 1), at most `limit`:
  /// integers with the given mean, by trying.
  /// - Complexity: O(min(mean, limit)) draws expected; `limit` is what bounds a call.
  public mutating func geometric(mean: UInt64, limit: UInt64) -> UInt64 {
    guard mean > 0 else { return 0 }
    let (sides, isTooWide) = mean.addingReportingOverflow(1)
    var failures: UInt64 = 0
    while failures < limit, bounded(isTooWide ? .max : sides) != 0 { failures += 1 }
    return failures
  }

  /// A number from 1 whose tail falls like a power: a first stretch `1…first`, then stretches each
  /// twice as wide, `first·2ᵏ⁻¹ + 1 … first·2ᵏ`, each reached with `millionths` from the one before
  /// and none beyond `doublings`; uniform within a stretch.
  ///
  /// P(X > first·2ᵏ) is the chance to the power k + 1, so that the tail's exponent is −log₂ of it:
  /// 353,553 gives 1.5, the half-cubic law of order sizes (Gopikrishnan et al. 2000). Integers
  /// only, so that no platform draws another number.
  /// - Complexity: two draws, and one more for each doubling.
  public mutating func powerTail(first: UInt64, millionths: UInt64, doublings: UInt64) -> UInt64 {
    let first = max(1, min(first, 1 << 32))
    var doubling: UInt64 = 0
    while doubling < min(doublings, 31), chance(millionths: millionths) { doubling += 1 }
    guard doubling > 0 else { return 1 + bounded(first) }
    let before = first << (doubling - 1)
    return before + 1 + bounded(before)
  }

  /// Time to the next arrival of a Poisson process with the given mean gap, at least 1 ns.
  ///
  /// Inversion: −ln(u)·mean with u a multiple of 2⁻⁵³ in (0, 1]; our own logarithm keeps the bits
  /// equal on every platform. The result is at most 37 means.
  public mutating func exponential(mean: Nanoseconds) -> Nanoseconds {
    let uniform = Double((next() >> 11) + 1) * 0x1p-53
    let gap = -(Elementary.ln(uniform) ?? 0) * Double(mean.count)
    guard gap >= 1, gap < 0x1p62 else { return Nanoseconds(gap < 1 ? 1 : 1 << 62) }
    return Nanoseconds(Int64(gap))
  }
}
