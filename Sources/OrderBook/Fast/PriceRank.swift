public import Core

// Bids and offers are one code: a level's rank is its price in ticks for bids and the complement of
// that for offers, so that on either side the level that trades first has the highest rank. The
// complement turns the order of all 64-bit numbers around without overflow.

extension Side {
  /// All bits set where ranks run against prices.
  @inlinable @inline(always) var rankMask: Int64 { self == .buy ? 0 : -1 }

  /// Place of this side in an array of both.
  @inlinable @inline(always) var index: Int { self == .buy ? 0 : 1 }
}

extension FastBook {
  /// Rises with priority on `side`; its complement is the lowest rank of the other side that an
  /// order with this limit reaches.
  @inlinable @inline(always) func rank(of price: Price, _ side: Side) -> Int64 {
    unit.quotient(of: price.rawValue) ^ side.rankMask
  }
}
