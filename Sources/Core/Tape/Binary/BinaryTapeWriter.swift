/// Writes the binary form of a tape: header, blocks of 4,096 events, an index of them, and the end.
/// It opens nothing: bytes go to the caller's buffer, whole blocks at a time.
///
/// It keeps one open block and 64 bytes for each block written, for the index.
public struct BinaryTapeWriter {
  private let header: TapeHeader
  private let names: EventNames
  /// Events of every block but the last.
  private let blockEvents: Int
  /// Hash of the events written so far.
  public private(set) var hash = TraceHash()
  private var baseline = EventBaseline()
  /// Events of the open block.
  private var payload: [UInt8] = []
  private var eventCount = 0
  private var first = OpenBlock()
  private var latest = Timestamp.zero
  private var index: [UInt8] = []
  private var blockCount = 0
  /// Bytes handed out so far.
  private var offset = 0

  /// Where the open block begins.
  private struct OpenBlock {
    var sequence = TapeSequence.first
    var hash = TraceHash()
    /// Earliest time so far.
    var earliest = Timestamp.zero
  }

  /// A writer for tapes with this header.
  public init(_ header: TapeHeader) {
    self.init(header, blockEvents: BinaryTape.blockEvents)
  }

  /// A writer whose blocks are smaller, as a reader takes them: for tests with short tapes of many
  /// blocks.
  package init(_ header: TapeHeader, blockEvents: Int) {
    self.header = header
    self.blockEvents = min(max(1, blockEvents), BinaryTape.blockEvents)
    names = EventNames(header)
  }

  /// Appends the beginning of the file.
  public mutating func begin(into bytes: inout [UInt8]) {
    var text: [UInt8] = []
    header.write(into: &text)
    var beginning = BinaryTape.magic
    var writer = ByteWriter()
    writer.append(UInt64(low: BinaryTape.version, high: UInt32(text.count)))
    beginning += writer.bytes
    let checks = UInt64(low: CRC32C.of(text.span), high: CRC32C.of(beginning.span))
    writer = ByteWriter()
    writer.append(checks)
    append(beginning + writer.bytes + text, to: &bytes)
  }

  /// Takes one event and, where it fills a block, appends that. On an error nothing was taken.
  /// - Complexity: O(1); O(block) where it fills one.
  public mutating func write(
    _ event: Event, into bytes: inout [UInt8]
  ) throws(TapeWritingError) {
    let next = TapeSequence(hash.count &+ 1)
    guard event.sequence == next else {
      throw .sequenceBreak(expected: next, found: event.sequence)
    }
    try check(event)
    if eventCount == 0 { open(event) }
    var fields = BinaryFieldWriter(after: baseline, names: names)
    fields.event(event)
    if fields.lacksName { throw .unknownName(event.sequence) }
    fields.finish(into: &payload)
    baseline = fields.baseline
    first.earliest = min(first.earliest, event.time)
    latest = max(latest, event.time)
    hash.fold(event)
    eventCount += 1
    if eventCount == blockEvents { close(into: &bytes) }
  }

  /// Appends the open block, the index and the end; the tape is complete with it.
  public mutating func finish(into bytes: inout [UInt8]) {
    if eventCount > 0 { close(into: &bytes) }
    let indexOffset = offset
    append(
      BinaryTape.section(
        .index, UInt64(low: UInt32(blockCount), high: CRC32C.of(index.span))), to: &bytes)
    append(index, to: &bytes)
    let end = TapeEnd(
      eventCount: hash.count, hash: hash.value, indexOffset: indexOffset, blockCount: blockCount)
    append(end.bytes, to: &bytes)
  }

  private func check(_ event: Event) throws(TapeWritingError) {
    if let instrument = event.instrument {
      guard instrument.rawValue > 0, instrument.rawValue <= names.instruments else {
        throw .unknownInstrument(event.sequence)
      }
    } else if !event.kind.concernsMarket {
      throw .missingInstrument(event.sequence)
    }
  }

  private mutating func open(_ event: Event) {
    first = OpenBlock(sequence: event.sequence, hash: hash, earliest: event.time)
    latest = event.time
    baseline = EventBaseline(before: event.sequence)
  }

  private mutating func close(into bytes: inout [UInt8]) {
    let block = TapeBlock(
      offset: offset, firstSequence: first.sequence, eventCount: eventCount,
      earliest: first.earliest, latest: latest, hashBefore: first.hash, payload: payload.span)
    append(block.header, to: &bytes)
    append(payload, to: &bytes)
    index += block.entry
    blockCount += 1
    eventCount = 0
    payload.removeAll(keepingCapacity: true)
  }

  private mutating func append(_ more: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(copying: more.span)
    offset += more.count
  }
}
