internal import Core

/// Storage of all price levels, a block of sixteen at a time. A level's number is its block's times
/// sixteen and its place there; block 0 stands for none, and its levels hold nothing.
@usableFromInline
struct LevelBlocks: ~Copyable, Sendable {
  @usableFromInline var levels = ChunkedArray<8, FastLevel>()
  @usableFromInline var blocks = ChunkedArray<4, PriceBlock>()
  var firstFree: UInt32 = 0
  /// Blocks that were ever in use, and block 0.
  var used: UInt32 = 1

  init() { addChunk() }

  @inlinable @inline(always) subscript(level: UInt32) -> FastLevel {
    _read { yield levels[level] }
    _modify { yield &levels[level] }
  }

  /// An empty block.
  mutating func take(_ number: Int64) -> UInt32 {
    let block = firstFree == 0 ? takeFresh() : firstFree
    if firstFree != 0 { firstFree = blocks[block].nextFree }
    blocks[block] = PriceBlock(number: number)
    return block
  }

  /// Gives a block back whose levels all hold nothing.
  mutating func free(_ block: UInt32) {
    blocks[block].nextFree = firstFree
    firstFree = block
  }

  /// How many chunks of memory there are.
  var chunkCount: Int { levels.chunkCount + blocks.chunkCount }

  private mutating func takeFresh() -> UInt32 {
    let block = used
    if Int(block) >= blocks.count { addChunk() }
    used += 1
    // A level's number and three marks share 32 bits: traps at the 2²⁵th block, 17 GB of levels.
    _ = used * 128
    return block
  }

  private mutating func addChunk() {
    guard let zero = Price(rawValue: 0) else { return }
    levels.addChunk(filledWith: FastLevel(price: zero, side: .buy))
    blocks.addChunk(filledWith: PriceBlock(number: 0))
  }
}
