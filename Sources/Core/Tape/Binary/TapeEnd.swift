/// The last bytes of a complete binary tape: how much it holds, and where its index stands.
public struct TapeEnd: BitwiseCopyable, Sendable, Equatable {
  /// How many events there are.
  public let eventCount: UInt64
  /// Trace hash of all of them.
  public let hash: UInt64
  /// Byte of the file at which the index begins.
  let indexOffset: Int
  /// How many blocks there are.
  let blockCount: Int

  /// Describes the end of a tape.
  init(eventCount: UInt64, hash: UInt64, indexOffset: Int, blockCount: Int) {
    self.eventCount = eventCount
    self.hash = hash
    self.indexOffset = indexOffset
    self.blockCount = blockCount
  }

  /// Reads the end; nil where the bytes are none.
  init?(_ bytes: Span<UInt8>) {
    guard BinaryTape.mark(in: bytes, at: 0) == .end, let count = bytes.word(at: 8),
      let hash = bytes.word(at: 16), let offset = bytes.word(at: 24),
      let blocks = bytes.word(at: 32), offset < 1 << 56, blocks < 1 << 32
    else { return nil }
    self.init(
      eventCount: count, hash: hash, indexOffset: Int(offset), blockCount: Int(blocks))
  }

  /// Its bytes.
  var bytes: [UInt8] {
    BinaryTape.section(.end, eventCount, hash, UInt64(indexOffset), UInt64(blockCount))
  }
}
