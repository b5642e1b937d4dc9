public import Core

/// A binary tape in its blocks, known from the first moment on by the tape's index, or, where it was
/// cut off or is damaged there, by the blocks' own headers.
///
/// In file order it is read as `verify` reads it, by one strict reader, until the first fault; from
/// there on, and anywhere else, each block is read by itself: it counts if it agrees with its check.
/// Behind the first fault hashes and sequences are no longer judged.
public struct BinaryTapePieces<Source: SeekableBytes>: PiecewiseTape {
  /// What stands before the first event.
  public let header: TapeHeader
  private let blocks: [TapeBlock]
  private var source: Source
  /// Reads from the beginning; nil behind the first fault.
  private var strict: BinaryTapeReader? = BinaryTapeReader()
  /// The piece that `next()` reads.
  private var nextPiece = 0
  private var buffer: [UInt8] = []

  /// How much of what is no block is read at once.
  private static var chunkSize: Int64 { 1 << 16 }

  /// Finds the blocks; what is no tape is refused here.
  public init(_ source: Source) throws(TapeAccessError) {
    self.source = source
    (header, blocks) = try Self.outline(&self.source)
  }

  /// Bytes of the file.
  public var size: Int64 { source.size }

  /// Its blocks.
  public var outline: [TapeBlock]? { blocks }

  /// The next block in file order.
  public mutating func next() throws(TapeAccessError) -> TapePiece? {
    guard nextPiece < blocks.count else { return nil }
    let block = blocks[nextPiece]
    let start = nextPiece == 0 ? 0 : Int64(blocks[nextPiece - 1].end)
    nextPiece += 1
    var piece = TapePiece(offset: Int64(block.offset), end: Int64(block.end))
    let wasJudged = strict != nil
    var fault = try readStrictly(from: start, into: &piece)
    if !wasJudged || fault != nil || !piece.holds(block) {
      // A block that is sound by itself, and does not follow on what stands before it.
      piece.events = []
      try readAlone(block, into: &piece)
      if wasJudged, fault == nil {
        strict = nil
        fault = PieceFault(eventsBefore: piece.events.count, reason: .line(.indexMismatch))
      }
    }
    if nextPiece == blocks.count, fault == nil { fault = try readEnd(behind: piece) }
    if let fault, piece.faults.first != fault { piece.faults.append(fault) }
    piece.faults.sort { $0.eventsBefore < $1.eventsBefore }
    return piece
  }

  /// Any block, by itself.
  public mutating func piece(at offset: Int64) throws(TapeAccessError) -> TapePiece {
    guard let block = block(at: Int(clamping: offset)) else {
      return TapePiece(offset: offset, end: offset)
    }
    var piece = TapePiece(offset: offset, end: Int64(block.end))
    try readAlone(block, into: &piece)
    piece.faults = []
    return piece
  }

  private func block(at offset: Int) -> TapeBlock? {
    var (low, high) = (0, blocks.count)
    while low < high {
      let middle = (low + high) / 2
      if blocks[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return low < blocks.count && blocks[low].offset == offset ? blocks[low] : nil
  }

  /// Takes the block and whatever stands before it since the last one; the first fault ends strict
  /// reading for good.
  private mutating func readStrictly(
    from start: Int64, into piece: inout TapePiece
  ) throws(TapeAccessError) -> PieceFault? {
    guard var reader = strict.take() else { return nil }
    var place = start
    while place < piece.end {
      let count =
        place < piece.offset ? min(Self.chunkSize, piece.offset - place) : piece.end - place
      try source.read(at: place, count: Int(count), into: &buffer)
      guard buffer.count == count else { throw .unreadable("the file has become shorter") }
      reader.feed(buffer.span)
      place += count
    }
    if let fault = Self.take(from: &reader, into: &piece) { return fault }
    strict = reader
    return nil
  }

  /// What stands behind the last block: the index and the end.
  private mutating func readEnd(behind piece: TapePiece) throws(TapeAccessError) -> PieceFault? {
    guard var reader = strict.take() else { return nil }
    var piece = piece
    var place = piece.end
    while place < size {
      try source.read(at: place, count: Int(Self.chunkSize), into: &buffer)
      guard !buffer.isEmpty else { throw .unreadable("the file has become shorter") }
      reader.feed(buffer.span)
      place += Int64(buffer.count)
      if let fault = Self.take(from: &reader, into: &piece) { return fault }
    }
    reader.finish()
    if let fault = Self.take(from: &reader, into: &piece) { return fault }
    return reader.isComplete ? nil : PieceFault(eventsBefore: piece.events.count, reason: .noEnd)
  }

  /// Reads a block that stands for itself.
  private mutating func readAlone(
    _ block: TapeBlock, into piece: inout TapePiece
  ) throws(TapeAccessError) {
    try source.read(at: Int64(block.offset), count: block.end - block.offset, into: &buffer)
    var reader = BinaryTapeReader(header, at: block, number: 1, lenient: true)
    reader.feed(buffer.span)
    if let fault = Self.take(from: &reader, into: &piece) { piece.faults.append(fault) }
  }

  /// The events that a reader has in hand, up to the first fault.
  private static func take(
    from reader: inout BinaryTapeReader, into piece: inout TapePiece
  ) -> PieceFault? {
    do throws(TapeError) {
      while let step = try reader.advanceAll() {
        guard step == .event else { continue }
        let events = reader.taken
        for index in events.indices { piece.events.append(events[index]) }
      }
      return nil
    } catch {
      return PieceFault(eventsBefore: piece.events.count, reason: .line(error.reason))
    }
  }

  private static func outline(
    _ source: inout Source
  ) throws(TapeAccessError) -> (TapeHeader, [TapeBlock]) {
    var bytes: [UInt8] = []
    var seek = TapeSeek(fileSize: Int(source.size))
    while case .needs(let range) = seek.step {
      try source.read(at: Int64(range.lowerBound), count: range.count, into: &bytes)
      seek.take(bytes.span)
    }
    if case .found(let index) = seek.step { return (index.header, index.blocks) }
    var scan = BlockScan(fileSize: Int(source.size))
    while true {
      switch scan.step {
      case .needs(let range):
        try source.read(at: Int64(range.lowerBound), count: range.count, into: &bytes)
        scan.take(bytes.span)
      case .found(let header, let blocks): return (header, blocks)
      case .refused(let error): throw .tape(error)
      }
    }
  }
}

extension TapePiece {
  /// Whether these are the events that a block should have.
  fileprivate func holds(_ block: TapeBlock) -> Bool {
    events.count == block.eventCount && events.first?.sequence == block.firstSequence
  }
}
