public import Core

// Bids and offers are one code: a level's rank is its price for bids and the complement of its price
// for offers, so that on either side the level that trades first has the highest rank. The complement
// turns the order of all 64-bit numbers around without overflow.

extension Side {
  /// All bits set where ranks run against prices.
  @inlinable @inline(always) var rankMask: Int64 { self == .buy ? 0 : -1 }

  /// Place of this side in an array of both.
  @inlinable @inline(always) var index: Int { self == .buy ? 0 : 1 }
}

extension Price {
  /// Rises with priority on `side`; the same map takes an order's limit to the lowest rank that it
  /// reaches on that side.
  @inlinable @inline(always) func rank(_ side: Side) -> Int64 { rawValue ^ side.rankMask }
}
