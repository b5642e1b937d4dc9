/// Reads the binary form of a tape from chunks of bytes, whatever their size; it keeps one block and
/// one chunk, whatever the tape.
///
/// Feed bytes, then take items until there is none, then feed more; say `finish()` when there are no
/// more bytes. The block at fault is consumed before an error is thrown, so that a lenient caller
/// can go on behind it. Only a fault of the beginning is final: no item follows it.
public struct BinaryTapeReader {
  /// What the header said; complete once the first event was taken.
  public internal(set) var header = TapeHeader()
  /// Hash of the events taken so far; not kept by a reader that does not verify.
  public internal(set) var hash = TraceHash()
  /// Whether the end was read.
  public internal(set) var isComplete = false
  /// Sequence of the event taken last; zero before the first.
  public var lastSequence: TapeSequence { previous }
  @usableFromInline var previous = TapeSequence(0)
  /// The event taken last; before the first one a gap without numbers at sequence zero, behind an
  /// error nothing to be relied on.
  @inlinable public var event: Event { batch.event }
  /// Whether every hash that the tape states is that of the events taken before it.
  public internal(set) var hashLinesAgree = true

  /// What the next bytes are.
  enum Stage: Equatable {
    case beginning
    case section
    /// Somewhere between sections: a header was damaged.
    case lost
    /// Entries of the index.
    case entries(left: Int, check: UInt32)
    /// The end was read, or a fault that is final.
    case over
  }

  let isLenient: Bool
  /// Whether checksums are compared and the hash is kept.
  @usableFromInline let verifies: Bool
  var stage = Stage.beginning
  /// Number of the block read last.
  var blockNumber = 0
  /// The block being read.
  var block: TapeBlock?
  var names = EventNames()
  /// What is held at the moment, from byte `base` of the file on, and zeros behind it, so that the
  /// last event may be read like any other.
  var buffer = slack
  private static let slack = [UInt8](repeating: 0, count: BinaryEvent.windowSize)
  /// Where the bytes end that were fed.
  var contentEnd: Int { buffer.count &- Self.slack.count }
  var base = 0
  /// Next byte of `buffer`.
  var cursor = 0
  var isFinished = false
  /// Whether bytes behind the end were told of: once is enough, however they come.
  var surplusIsTold = false
  /// Check of what the index must state of the blocks so far; nil when reading began inside.
  var indexCheck: CRC32C? = CRC32C()
  /// Check of the entries of the index so far.
  var entriesCheck = CRC32C()
  /// Where the index began.
  var indexOffset = 0

  /// The events that were read ahead.
  @usableFromInline var batch = EventBatch(
    taken: Event(
      sequence: TapeSequence(0), time: .zero, instrument: nil,
      payload: .gap(Gap(missing: SourceSequence(0)))))

  // Of the block being read:
  /// How many events are still to be read.
  private var eventsLeft = 0
  private var payloadEnd = 0
  private var baseline = EventBaseline()
  private var earliest = Timestamp.zero
  private var latest = Timestamp.zero

  /// A reader that has seen nothing.
  ///
  /// A lenient one does not insist on dense sequences or on the hashes. One that does not verify
  /// takes checksums on trust and keeps no hash: for looking at a file that was verified before.
  public init(lenient: Bool = false, verifying: Bool = true) {
    isLenient = lenient
    verifies = verifying
  }

  /// A reader that begins with the block of this number, fed from its offset on, of a tape whose
  /// header is known. Its hash goes on from what the block states of the events before it.
  public init(
    _ header: TapeHeader, at block: TapeBlock, number: Int, lenient: Bool = false,
    verifying: Bool = true
  ) {
    self.init(lenient: lenient, verifying: verifying)
    self.header = header
    names = EventNames(header)
    stage = .section
    base = block.offset
    blockNumber = number - 1
    previous = TapeSequence(block.firstSequence.rawValue &- 1)
    hash = block.hashBefore
    indexCheck = nil
  }

  /// Takes more bytes of the file.
  public mutating func feed(_ bytes: Span<UInt8>) {
    if cursor > 0 {
      buffer.removeSubrange(0..<cursor)
      payloadEnd -= cursor
      base += cursor
      cursor = 0
    }
    buffer.removeLast(Self.slack.count)
    buffer.append(copying: bytes)
    buffer.append(copying: Self.slack.span)
  }

  /// Says that the file ends here.
  public mutating func finish() { isFinished = true }

  /// The next item; nil when more bytes are needed, or, after `finish()`, when there is no more.
  public mutating func next() throws(TapeError) -> TapeItem? {
    switch try advance() {
    case .event: .event(event)
    case .checkpoint: nil
    case .end: .end(count: hash.count)
    case nil: nil
    }
  }

  /// Takes the next item and says what it is: an event lies in `event`. Nil as in `next()`. A
  /// binary tape has no checkpoints: its blocks are checked as they begin.
  @inlinable public mutating func advance() throws(TapeError) -> TapeReader.Step? {
    guard batch.advance() else { return try advanceBatch() }
    didTake()
    return .event
  }

  /// Takes the next item and, where it is an event, all that were read with it: they lie in
  /// `taken`, the last of them in `event` too. For those who look at many: it saves a step for each.
  public mutating func advanceAll() throws(TapeError) -> TapeReader.Step? {
    let step = try advance()
    guard step == .event else { return step }
    batch.firstTaken = batch.position
    if verifies {
      while batch.advance() { didTake() }
    } else {
      previous = TapeSequence(previous.rawValue &+ UInt64(batch.advanceAll()))
    }
    return step
  }

  /// The events that the last `advanceAll()` took, at least one behind its `.event`.
  public var taken: Span<Event> {
    @_lifetime(borrow self)
    get { batch.taken }
  }

  /// Notes that an event was taken.
  @inlinable @inline(always) mutating func didTake() {
    previous = previous.next
    if verifies { fold() }
  }

  @inline(never) @usableFromInline mutating func fold() {
    let time = event.time
    if time < earliest { earliest = time }
    if time > latest { latest = time }
    hash.fold(event)
  }

  @inline(never) @usableFromInline
  mutating func advanceBatch() throws(TapeError) -> TapeReader.Step? {
    if eventsLeft > 0, takeBatch() { return .event }
    return try advanceSection()
  }

  /// Reads the next events of the block and takes the first; false where that cannot be what was
  /// written.
  private mutating func takeBatch() -> Bool {
    let count = batch.read(
      buffer, at: &cursor, end: payloadEnd, after: &baseline, names: names, limit: eventsLeft)
    guard count > 0 else { return false }
    eventsLeft &-= count
    didTake()
    return true
  }

  /// What stands between events: the next section, or what is wrong with this one.
  @inline(never) private mutating func advanceSection() throws(TapeError) -> TapeReader.Step? {
    if eventsLeft > 0 { throw refusal() }
    if let block {
      self.block = nil
      let isWhole = cursor == payloadEnd
      cursor = payloadEnd
      guard isWhole, !verifies || (earliest == block.earliest && latest == block.latest) else {
        throw error(at: block.offset, .blockMismatch)
      }
    }
    while let step = try nextSection() {
      switch step {
      case .block(let block):
        open(block)
        if takeBatch() { return .event }
        throw refusal()
      case .end: return .end
      case .other: continue
      }
    }
    return nil
  }

  private mutating func open(_ block: TapeBlock) {
    self.block = block
    eventsLeft = block.eventCount
    cursor += BinaryTape.blockSize
    payloadEnd = cursor + block.payloadSize
    baseline = EventBaseline(before: block.firstSequence)
    previous = TapeSequence(block.firstSequence.rawValue &- 1)
    (earliest, latest) = (.latestPossible, .zero)
  }

  /// Why the next event of the block cannot be taken; what is left of the block is thrown away.
  private mutating func refusal() -> TapeError {
    let place = base + cursor
    var after = baseline
    var found = event
    let size = BinaryEvent.read(buffer, at: cursor, after: &after, names: names, into: &found)
    let reason: TapeError.Reason
    if cursor == payloadEnd {
      reason = .blockMismatch
    } else if size == 0 {
      reason = BinaryEvent.reason(buffer, at: cursor, after: baseline, names: names)
    } else if after.sequence != lastSequence.next.rawValue {
      reason = .sequenceBreak(expected: lastSequence.next.rawValue, found: after.sequence)
    } else {
      reason = .blockMismatch
    }
    cursor = payloadEnd
    eventsLeft = 0
    block = nil
    return error(at: place, reason)
  }

  /// Line of the text form on which the event taken last stands, the end line once that was read.
  var line: Int {
    let events = Int(truncatingIfNeeded: lastSequence.rawValue)
    let hashLines = max(0, events - (isComplete ? 0 : 1)) / Int(TapeGrammar.checkpointInterval)
    return header.lineCount + events + hashLines + (isComplete ? 1 : 0)
  }

  /// An error in the block read last.
  func error(at offset: Int, _ reason: TapeError.Reason) -> TapeError {
    TapeError(.binary(block: blockNumber, offset: offset), reason)
  }
}
