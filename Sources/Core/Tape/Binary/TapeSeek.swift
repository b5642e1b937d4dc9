/// Finds the index of a binary tape from its tail: which bytes of the file to read, and what they
/// say. It opens nothing.
///
/// ```swift
/// var seek = TapeSeek(fileSize: size)
/// while case .needs(let range) = seek.step { seek.take(bytes of that range) }
/// ```
/// Four reads, whatever the size of the tape: the end, the index, the beginning, the header.
public struct TapeSeek: Sendable {
  /// What comes next.
  public enum Step: Sendable, Equatable {
    /// These bytes of the file, to be handed to `take`.
    case needs(Range<Int>)
    /// The index.
    case found(TapeIndex)
    /// There is no index: the file is no binary tape, was cut off, or is damaged there. Reading it
    /// from the front says which.
    case none
  }

  /// What comes next.
  public private(set) var step: Step
  private let fileSize: Int
  private var stage = Stage.end

  private enum Stage {
    case end
    case index(TapeEnd)
    case beginning(TapeEnd, [TapeBlock])
    case header(TapeEnd, [TapeBlock])
  }

  /// Longest index that is taken: a tape of 2³² events has one of 64 MiB.
  private static let maximumIndex = 1 << 28

  /// Begins with a file of so many bytes.
  public init(fileSize: Int) {
    self.fileSize = fileSize
    let smallest = BinaryTape.beginningSize + BinaryTape.indexSize + BinaryTape.endSize
    step = fileSize < smallest ? .none : .needs(fileSize - BinaryTape.endSize..<fileSize)
  }

  /// Takes the bytes that were needed; fewer of them mean that there is no index.
  public mutating func take(_ bytes: Span<UInt8>) {
    guard case .needs(let range) = step else { return }
    step = .none
    guard bytes.count == range.count else { return }
    switch stage {
    case .end: takeEnd(bytes)
    case .index(let end): takeIndex(bytes, end, at: range.lowerBound)
    case .beginning(let end, let blocks): takeBeginning(bytes, end, blocks)
    case .header(let end, let blocks): takeHeader(bytes, end, blocks)
    }
  }

  private mutating func takeEnd(_ bytes: Span<UInt8>) {
    guard let end = TapeEnd(bytes), end.indexOffset >= BinaryTape.beginningSize,
      end.blockCount <= Self.maximumIndex / BinaryTape.entrySize,
      end.indexOffset + BinaryTape.indexSize + end.blockCount * BinaryTape.entrySize
        == fileSize - BinaryTape.endSize
    else { return }
    stage = .index(end)
    step = .needs(end.indexOffset..<fileSize - BinaryTape.endSize)
  }

  private mutating func takeIndex(_ bytes: Span<UInt8>, _ end: TapeEnd, at offset: Int) {
    guard BinaryTape.mark(in: bytes, at: 0) == .index, let counts = bytes.word(at: 8),
      Int(counts.low) == end.blockCount
    else { return }
    let entries = bytes.extracting(BinaryTape.indexSize..<bytes.count)
    guard CRC32C.of(entries) == counts.high else { return }
    var blocks: [TapeBlock] = []
    var next = TapeSequence.first
    var place = 0
    while let word = entries.word(at: place) {
      // That entries agree with their check does not make them true: blocks must be one behind the
      // other, and so must their events.
      guard word < UInt64(offset),
        let block = TapeBlock(header: entries, at: place + 8, offset: Int(word)),
        block.firstSequence == next, block.offset == blocks.last?.end ?? block.offset
      else { return }
      blocks.append(block)
      next = block.lastSequence.next
      place += BinaryTape.entrySize
    }
    guard next.rawValue == end.eventCount &+ 1, blocks.last?.end ?? offset == offset else { return }
    stage = .beginning(end, blocks)
    step = .needs(0..<BinaryTape.beginningSize)
  }

  private mutating func takeBeginning(
    _ bytes: Span<UInt8>, _ end: TapeEnd, _ blocks: [TapeBlock]
  ) {
    guard let sizes = bytes.word(at: 8), Int(sizes.high) <= BinaryTape.maximumHeader else { return }
    let size = BinaryTape.beginningSize + Int(sizes.high)
    guard size == blocks.first?.offset ?? end.indexOffset else { return }
    stage = .header(end, blocks)
    step = .needs(0..<size)
  }

  /// The beginning is read as a tape that ends behind its header.
  private mutating func takeHeader(
    _ bytes: Span<UInt8>, _ end: TapeEnd, _ blocks: [TapeBlock]
  ) {
    var reader = BinaryTapeReader()
    reader.feed(bytes)
    reader.finish()
    do throws(TapeError) { _ = try reader.advance() } catch { return }
    step = .found(TapeIndex(header: reader.header, blocks: blocks, end: end))
  }
}
