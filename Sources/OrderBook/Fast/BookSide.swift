public import Core

/// The levels of one side: the best one at hand, all of them by rank, and a table that finds the
/// level of a price without a search.
///
/// The table has a place for each of 1024 neighbouring ticks; the price's low bits, the power of two
/// in the tick taken off, are the place. It is a memory of levels that were used, checked at each
/// use: two prices that share a place only make each other slow.
@usableFromInline
struct BookSide: ~Copyable, Sendable {
  /// Slot of the level that trades first; 0 when the side is empty.
  @usableFromInline var best: UInt32 = 0
  /// Rank of that level; meaningless when the side is empty.
  @usableFromInline var bestRank: Int64 = 0
  /// Slot of each level by its rank.
  @usableFromInline var ranks = OrderedIndex()
  @usableFromInline var recent = ChunkedArray<10, UInt32>()

  init() { recent.addChunk(filledWith: 0) }

  /// Whether an order with this limit, as a rank of this side, meets its best level.
  @inlinable @inline(always) func isReached(by rank: Int64) -> Bool {
    best != 0 && bestRank >= rank
  }

  /// Place of a price in the table.
  @inlinable @inline(always) static func place(of price: Price, shift: Int64) -> UInt32 {
    UInt32(truncatingIfNeeded: price.rawValue &>> shift) & 1023
  }

  /// Forgets what the table remembers, as when the tick changes.
  mutating func forget() {
    for place in 0..<UInt32(1024) { recent[place] = 0 }
  }
}
