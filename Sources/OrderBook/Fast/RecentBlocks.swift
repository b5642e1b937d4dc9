public import Core

/// Finds a block of levels without a search: a place for each of 128 neighbouring blocks a side, 2048
/// ticks, which the low bits of the block's number name.
///
/// It is a memory of blocks that were used, checked at each use: no window has to move, and blocks
/// that share a place only make each other slow.
@usableFromInline
struct RecentBlocks: ~Copyable, Sendable {
  @usableFromInline var blocks = ChunkedArray<8, UInt32>()

  init() { blocks.addChunk(filledWith: 0) }

  @inlinable @inline(always) static func place(of number: Int64, _ side: Side) -> UInt32 {
    UInt32(truncatingIfNeeded: number) & 127 | UInt32(truncatingIfNeeded: side.rankMask) & 128
  }

  /// The block last used at a number's place; 0 for none.
  @inlinable @inline(always) subscript(number: Int64, side: Side) -> UInt32 {
    get { blocks[Self.place(of: number, side)] }
    set { blocks[Self.place(of: number, side)] = newValue }
  }

  /// Number of the level that a rank has if its block was used lately; else that of another level,
  /// which the price there shows.
  @inlinable @inline(always) func level(_ rank: Int64, _ side: Side) -> UInt32 {
    let block = self[PriceBlock.number(of: rank), side]
    return PriceBlock.level(of: rank, in: block)
  }
}
