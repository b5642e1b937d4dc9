extension BinaryTapeReader {
  /// What stood between two events.
  enum Section {
    /// A whole block lies in the buffer, from `cursor` on.
    case block(TapeBlock)
    /// The end.
    case end
    /// Something without items.
    case other
  }

  /// Reads the next section; nil when more bytes are needed or there is no more.
  mutating func nextSection() throws(TapeError) -> Section? {
    switch stage {
    case .beginning: return try readBeginning()
    case .section: return try readSection()
    case .lost: return try findSection()
    case .entries(let left, let check): return try readEntries(left, check)
    case .over:
      if isComplete, cursor < contentEnd {
        let place = base + cursor
        cursor = contentEnd
        throw error(at: place, .afterEnd)
      }
      return nil
    }
  }

  private var available: Int { contentEnd - cursor }

  /// Whether `count` bytes are there. A file that ends before is an error, once.
  private mutating func holds(_ count: Int) throws(TapeError) -> Bool {
    if available >= count { return true }
    guard isFinished else { return false }
    if stage == .section { blockNumber += 1 }
    let place = base + cursor
    cursor = contentEnd
    stage = .over
    throw error(at: place, .unterminatedBlock)
  }

  // MARK: The beginning

  private mutating func readBeginning() throws(TapeError) -> Section? {
    for (index, byte) in BinaryTape.magic.enumerated() where index < available {
      guard buffer[index] == byte else { throw refuse(at: 0, .notATape) }
    }
    if isFinished, available == 0 { throw refuse(at: 0, .notATape) }
    guard try holds(BinaryTape.beginningSize) else { return nil }
    guard let sizes = buffer.span.word(at: 8), let checks = buffer.span.word(at: 16) else {
      return nil
    }
    guard sizes.low <= BinaryTape.version else {
      throw refuse(at: 8, .newerVersion(UInt64(sizes.low)))
    }
    guard checks.high == CRC32C.of(buffer.span.extracting(0..<16)) else {
      throw refuse(at: 0, .checksumMismatch)
    }
    guard sizes.low == BinaryTape.version, Int(sizes.high) <= BinaryTape.maximumHeader else {
      throw refuse(at: 8, .badSection)
    }
    let end = BinaryTape.beginningSize + Int(sizes.high)
    guard try holds(end) else { return nil }
    try readHeader(endingAt: end, check: checks.low)
    cursor = end
    stage = .section
    return .other
  }

  /// The header lines are those of the text form, read by its reader.
  private mutating func readHeader(endingAt end: Int, check: UInt32) throws(TapeError) {
    let bounds = BinaryTape.beginningSize..<end
    guard CRC32C.of(buffer.span.extracting(bounds)) == check else {
      throw refuse(at: BinaryTape.beginningSize, .checksumMismatch)
    }
    var reader = TapeReader()
    reader.feed(buffer.span.extracting(bounds))
    reader.finish()
    let item: TapeItem?
    do { item = try reader.next() } catch {
      throw refuse(at: BinaryTape.beginningSize, error.reason)
    }
    guard item == nil else { throw refuse(at: BinaryTape.beginningSize, .badHeaderLine) }
    header = reader.header
    names = EventNames(header)
  }

  /// A fault of the beginning: nothing behind it can be understood.
  private mutating func refuse(at offset: Int, _ reason: TapeError.Reason) -> TapeError {
    stage = .over
    cursor = contentEnd
    return error(at: offset, reason)
  }

  // MARK: Sections

  private mutating func readSection() throws(TapeError) -> Section? {
    if isFinished, available == 0 { return nil }  // a recording that was cut off between blocks
    guard try holds(8) else { return nil }
    guard let word = buffer.span.word(at: cursor), let mark = BinaryTape.Mark(rawValue: word.low)
    else { throw lose(.badSection) }
    guard try holds(mark.headerSize) else { return nil }
    guard BinaryTape.mark(in: buffer.span, at: cursor) == mark else {
      throw lose(.checksumMismatch)
    }
    switch mark {
    case .block: return try readBlock()
    case .index: return try readIndex()
    case .end: return try readEnd()
    }
  }

  private mutating func readBlock() throws(TapeError) -> Section? {
    guard let block = TapeBlock(header: buffer.span, at: cursor, offset: base + cursor) else {
      throw lose(.badSection)
    }
    guard try holds(block.end - block.offset) else { return nil }
    blockNumber += 1
    if verifies { try check(block) }
    return .block(block)
  }

  /// Compares a block with its checksum and with the events before it.
  private mutating func check(_ block: TapeBlock) throws(TapeError) {
    let start = cursor + BinaryTape.blockSize
    let end = start + block.payloadSize
    indexCheck?.update(block.entry.span)
    var reason: TapeError.Reason?
    if CRC32C.of(buffer.span.extracting(start..<end)) != block.payloadCheck {
      reason = .checksumMismatch
    } else if block.firstSequence != lastSequence.next {
      hashLinesAgree = false
      reason = .sequenceBreak(
        expected: lastSequence.next.rawValue, found: block.firstSequence.rawValue)
    } else if block.hashBefore != hash {
      hashLinesAgree = false
      reason = .hashMismatch(expected: hash.value, found: block.hashBefore.value)
    }
    guard let reason, !isLenient || reason == .checksumMismatch else { return }
    cursor += block.end - block.offset
    throw error(at: block.offset, reason)
  }

  /// A section's header is damaged: where the next one begins has to be found.
  private mutating func lose(_ reason: TapeError.Reason) -> TapeError {
    blockNumber += 1
    let place = base + cursor
    cursor += 1
    stage = .lost
    return error(at: place, reason)
  }

  /// Looks for a section that agrees with its check.
  private mutating func findSection() throws(TapeError) -> Section? {
    while available >= BinaryTape.blockSize || (isFinished && available >= 8) {
      if BinaryTape.mark(in: buffer.span, at: cursor) != nil {
        stage = .section
        return .other
      }
      cursor += 1
    }
    if isFinished { cursor = contentEnd }
    return nil
  }

  // MARK: The index and the end

  private mutating func readIndex() throws(TapeError) -> Section? {
    guard let counts = buffer.span.word(at: cursor + 8) else { return nil }
    indexOffset = base + cursor
    entriesCheck = CRC32C()
    cursor += BinaryTape.indexSize
    stage = .entries(left: Int(counts.low), check: counts.high)
    guard isLenient || indexCheck == nil || Int(counts.low) == blockNumber else {
      throw error(at: indexOffset, .indexMismatch)
    }
    return .other
  }

  /// Takes as many whole entries as there are.
  private mutating func readEntries(
    _ left: Int, _ check: UInt32
  ) throws(TapeError) -> Section? {
    guard left > 0 else {
      stage = .section
      guard !verifies || entriesCheck.value == check else {
        throw error(at: indexOffset, .checksumMismatch)
      }
      guard isLenient || !verifies || indexCheck.map({ $0 == entriesCheck }) ?? true else {
        throw error(at: indexOffset, .indexMismatch)
      }
      return .other
    }
    guard try holds(BinaryTape.entrySize) else { return nil }
    let count = min(left, available / BinaryTape.entrySize)
    let end = cursor + count * BinaryTape.entrySize
    var sum = entriesCheck
    sum.update(buffer.span.extracting(cursor..<end))
    entriesCheck = sum
    cursor = end
    stage = .entries(left: left - count, check: check)
    return .other
  }

  private mutating func readEnd() throws(TapeError) -> Section? {
    guard let end = TapeEnd(buffer.span.extracting(cursor..<cursor + BinaryTape.endSize)) else {
      throw lose(.badSection)
    }
    let place = base + cursor
    cursor += BinaryTape.endSize
    isComplete = true
    stage = .over
    if verifies, end.hash != hash.value { hashLinesAgree = false }
    guard !isLenient, verifies else { return .end }
    guard end.eventCount == hash.count else {
      throw error(at: place, .countMismatch(expected: hash.count, found: end.eventCount))
    }
    guard end.hash == hash.value else {
      throw error(at: place, .hashMismatch(expected: hash.value, found: end.hash))
    }
    guard end.indexOffset == indexOffset, end.blockCount == blockNumber else {
      throw error(at: place, .indexMismatch)
    }
    return .end
  }
}
