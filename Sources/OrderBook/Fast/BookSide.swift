/// The levels of one side: the best one at hand, and all blocks of levels by number.
@usableFromInline
struct BookSide: ~Copyable, Sendable {
  /// Number of the level that trades first; 0 when the side is empty.
  @usableFromInline var best: UInt32 = 0
  /// Rank of that level; lower than all when the side is empty.
  @usableFromInline var bestRank = Int64.min
  /// How many levels hold orders.
  @usableFromInline var levelCount = 0
  /// Each block that has a level, by its number.
  @usableFromInline var blocks = OrderedIndex()

  init() {}

  /// Whether an order with this limit, as a rank of this side, meets its best level.
  @inlinable @inline(always) func isReached(by rank: Int64) -> Bool { bestRank >= rank }

  /// Counts a level that was begun.
  @inlinable @inline(always) mutating func begin(_ level: UInt32, _ rank: Int64) {
    levelCount &+= 1
    let isBest = rank > bestRank
    best = isBest ? level : best
    bestRank = isBest ? rank : bestRank
  }
}
