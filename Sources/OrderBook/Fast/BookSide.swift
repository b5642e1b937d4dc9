/// The levels of one side: the best one at hand, all blocks of levels by number, and a table that
/// finds a block without a search.
///
/// The table has a place for each of 64 neighbouring blocks, 1024 ticks: the low bits of the block's
/// number. It is a memory of blocks that were used, checked at each use: no window has to move, and
/// blocks that share a place only make each other slow.
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
  @usableFromInline var recent = InlineArray<64, UInt32>(repeating: 0)

  init() {}

  /// Whether an order with this limit, as a rank of this side, meets its best level.
  @inlinable @inline(always) func isReached(by rank: Int64) -> Bool { bestRank >= rank }

  /// Place of a block in the table.
  @inlinable @inline(always) static func place(of number: Int64) -> Int {
    Int(truncatingIfNeeded: number) & 63
  }

  /// Number of the level that a rank has if its block was used lately; else that of another level,
  /// which the price there shows.
  @inlinable @inline(always) func recentLevel(_ rank: Int64) -> UInt32 {
    let block = recent[Self.place(of: rank &>> Int64(PriceBlock.bits))]
    return block &<< PriceBlock.bits | UInt32(truncatingIfNeeded: rank) & 15
  }
}
