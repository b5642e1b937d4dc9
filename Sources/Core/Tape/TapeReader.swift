/// What a tape says next.
public enum TapeItem: Sendable, Equatable {
  /// An event.
  case event(Event)
  /// A `#hash` line that agrees with the events before it.
  case checkpoint(TapeSequence)
  /// The `#end` line, in agreement with the events before it.
  case end(count: UInt64)
}

/// Reads the text form of a tape from chunks of bytes, whatever their size; its memory does not
/// grow with the tape.
///
/// Feed bytes, then take items until there is none, then feed more; say `finish()` when there are
/// no more bytes. The line at fault is consumed before an error is thrown, so that a lenient
/// caller can go on with the next one. Only a fault of the first line is final, lenient or not:
/// no item follows it.
public struct TapeReader {
  /// What the header said; complete once the first event was taken.
  public private(set) var header = TapeHeader()
  /// Hash of the events taken so far.
  public private(set) var hash = TraceHash()
  /// Whether the `#end` line was read.
  public private(set) var isComplete = false
  /// Whether every `#hash` and `#end` line so far agrees with the events before it; only a lenient
  /// reader goes on behind one that does not.
  public private(set) var hashLinesAgree = true
  /// Number of the line read last, from 1.
  public private(set) var line = 0
  /// Sequence of the event taken last; zero before the first.
  public var lastSequence: TapeSequence { event.sequence }

  /// The event taken last; before the first one a gap without numbers at sequence zero.
  public private(set) var event = Event(
    sequence: TapeSequence(0), time: .zero, instrument: nil,
    payload: .gap(Gap(missing: SourceSequence(0))))

  /// What `advance()` took.
  public enum Step: Sendable, Equatable {
    /// An event.
    case event
    /// A `#hash` line that agrees with the events before it.
    case checkpoint
    /// The `#end` line, in agreement with the events before it.
    case end
  }

  private let isLenient: Bool
  private let readsPlainLines: Bool
  private var lines = LineBuffer()
  /// The words that lines may hold; empty while the header is open.
  private var lexicon = TapeLexicon()
  private var second = SecondText()
  private var headerIsOpen = true
  /// Whether the first line was at fault: nothing behind it can be understood.
  private var isRefused = false
  /// Sequence of the `#hash` line read last; zero before the first.
  private var lastCheckpoint = TapeSequence(0)
  /// What the `#end` line counts.
  private var endCount: UInt64 = 0

  /// A reader that has seen nothing. A lenient one does not insist on dense sequences or on the
  /// hashes, which a tape with skipped lines cannot have.
  public init(lenient: Bool = false) { self.init(lenient: lenient, readsPlainLines: true) }

  /// A reader that may leave every line to the rules of the format: what the quick path is held
  /// against.
  package init(lenient: Bool, readsPlainLines: Bool) {
    isLenient = lenient
    self.readsPlainLines = readsPlainLines
  }

  /// Takes more bytes of the file.
  public mutating func feed(_ bytes: Span<UInt8>) {
    if !isRefused { lines.append(bytes) }
  }

  /// Says that the file ends here.
  public mutating func finish() { lines.finish() }

  /// The next item; nil when more bytes are needed, or, after `finish()`, when there is no more.
  ///
  /// Convenient; `advance()` saves the copies of the event.
  public mutating func next() throws(TapeError) -> TapeItem? {
    switch try advance() {
    case .event: .event(event)
    case .checkpoint: .checkpoint(lastCheckpoint)
    case .end: .end(count: endCount)
    case nil: nil
    }
  }

  /// Takes the next item and says what it is: an event lies in `event`. Nil as in `next()`.
  public mutating func advance() throws(TapeError) -> Step? {
    if takePlainEvent() { return .event }
    return try advanceStrictly()
  }

  /// Takes the next event, when its line is in the buffer and nothing is unusual about it: the path
  /// of nearly every line. False says nothing about the line and leaves it where it is.
  @inline(always) private mutating func takePlainEvent() -> Bool {
    guard !headerIsOpen, !isComplete, isLenient || !isCheckpointDue, let start = lines.nextLineStart
    else { return false }
    let event: Event
    let end: Int
    let hash: TraceHash
    do throws(Unreadable) {
      var line = PlainFieldReader(
        lines.bytes.span, at: start, hash: self.hash, second: second,
        lexicon: lexicon.entries.span)
      event = try line.event()
      end = line.scanner.cursor
      hash = line.hash
      second = line.second
    } catch {
      return false
    }
    guard end - start <= TapeGrammar.maximumLineLength + 1,
      isLenient || event.sequence == lastSequence.next
    else { return false }
    lines.didReadLine(endingAt: end)
    line += 1
    self.event = event
    self.hash = hash
    return true
  }

  /// The next item, by the rules of the format, which say of each line what is wrong with it.
  @inline(never) private mutating func advanceStrictly() throws(TapeError) -> Step? {
    while !isRefused, let range = lines.nextLine() {
      line += 1
      let bytes = lines.bytes  // shared, not copied: nothing is appended while a line is read
      let text = bytes.span.extracting(range.bounds)
      do throws(TapeFieldFailure) {
        if line == 1 { try Self.checkBeginning(text) }
        try Self.check(text, range)
        if let step = try read(text) { return step }
      } catch {
        isRefused = line == 1
        throw TapeError(line: line, column: error.column, reason: error.reason)
      }
    }
    if lines.isExhausted, line == 0, !isRefused {
      isRefused = true
      throw TapeError(line: 1, column: 1, reason: .notATape)
    }
    return nil
  }

  /// Another kind of file is called that, whatever else is wrong with its first line.
  private static func checkBeginning(_ text: Span<UInt8>) throws(TapeFieldFailure) {
    var index = 0
    for byte in "#truetape ".utf8 where index < text.count {
      guard text[index] == byte else { throw TapeFieldFailure(column: 1, reason: .notATape) }
      index += 1
    }
  }

  private static func check(
    _ text: Span<UInt8>, _ line: LineBuffer.Line
  ) throws(TapeFieldFailure) {
    if line.isTooLong {
      throw TapeFieldFailure(column: TapeGrammar.maximumLineLength + 1, reason: .lineTooLong)
    }
    for index in text.indices where text[index] < 0x20 || text[index] > 0x7E {
      let byte = text[index]
      let reason: TapeError.Reason =
        byte == UInt8(ascii: "\r") ? .carriageReturn : .forbiddenByte(byte)
      throw TapeFieldFailure(column: index + 1, reason: reason)
    }
    if !line.isTerminated {
      throw TapeFieldFailure(column: text.count + 1, reason: .unterminatedLine)
    }
  }

  /// Reads one line; nil for a header line.
  private mutating func read(_ text: Span<UInt8>) throws(TapeFieldFailure) -> Step? {
    var scanner = ASCIIScanner(text)
    if line == 1 {
      try readVersion(&scanner)
      return nil
    }
    if isComplete { throw TapeFieldFailure(column: 1, reason: .afterEnd) }
    guard scanner.peek == UInt8(ascii: "#") else {
      try readEvent(scanner)
      return .event
    }
    if scanner.take("#hash ") {
      try readCheckpoint(&scanner)
      return .checkpoint
    }
    if scanner.take("#end ") {
      try readEnd(&scanner)
      return .end
    }
    guard headerIsOpen else { throw TapeFieldFailure(column: 1, reason: .badHeaderLine) }
    try header.read(&scanner)
    return nil
  }

  private func readVersion(_ scanner: inout ASCIIScanner) throws(TapeFieldFailure) {
    guard scanner.take("#truetape "), let version = try? scanner.unsigned(), scanner.isAtEnd else {
      throw TapeFieldFailure(column: 1, reason: .notATape)
    }
    guard version == TapeHeader.currentVersion else {
      let reason: TapeError.Reason =
        version > TapeHeader.currentVersion ? .newerVersion(version) : .notATape
      throw TapeFieldFailure(column: 11, reason: reason)
    }
  }

  private mutating func readEvent(
    _ scanner: consuming ASCIIScanner
  ) throws(TapeFieldFailure) {
    if headerIsOpen { closeHeader() }
    try checkpointIsNotMissing()
    let event = try TapeLine.event(scanner, header: header)
    let expected = lastSequence.next
    if !isLenient, event.sequence != expected {
      throw TapeFieldFailure(
        column: 1,
        reason: .sequenceBreak(expected: expected.rawValue, found: event.sequence.rawValue))
    }
    self.event = event
    hash.fold(event)
  }

  private mutating func closeHeader() {
    headerIsOpen = false
    // Without words the quick path knows no kind of event and gives up on each line.
    if readsPlainLines { lexicon = TapeLexicon(header) }
  }

  private mutating func readCheckpoint(
    _ scanner: inout ASCIIScanner
  ) throws(TapeFieldFailure) {
    let (number, found) = try readHashLine(&scanner)
    if !isLenient {
      guard isCheckpointDue, number == lastSequence.rawValue else {
        throw TapeFieldFailure(column: 7, reason: .misplacedHash)
      }
      guard found == hash.value else {
        throw TapeFieldFailure(
          column: scanner.cursor - 15, reason: .hashMismatch(expected: hash.value, found: found))
      }
    } else if number != lastSequence.rawValue || found != hash.value {
      hashLinesAgree = false
    }
    lastCheckpoint = TapeSequence(number)
  }

  /// Whether the events so far end where a `#hash` line has to stand, and none was read there yet.
  private var isCheckpointDue: Bool {
    lastSequence.rawValue % TapeGrammar.checkpointInterval == 0 && lastSequence != lastCheckpoint
  }

  private func checkpointIsNotMissing() throws(TapeFieldFailure) {
    guard !isLenient, isCheckpointDue else { return }
    throw TapeFieldFailure(column: 1, reason: .expected("#hash "))
  }

  private mutating func readEnd(
    _ scanner: inout ASCIIScanner
  ) throws(TapeFieldFailure) {
    try checkpointIsNotMissing()
    let (number, found) = try readHashLine(&scanner)
    isComplete = true
    if !isLenient {
      guard number == hash.count else {
        throw TapeFieldFailure(
          column: 6, reason: .countMismatch(expected: hash.count, found: number))
      }
      guard found == hash.value else {
        throw TapeFieldFailure(
          column: scanner.cursor - 15, reason: .hashMismatch(expected: hash.value, found: found))
      }
    } else if number != hash.count || found != hash.value {
      hashLinesAgree = false
    }
    endCount = number
  }

  /// `NUMBER HASH` to the end of the line.
  private func readHashLine(
    _ scanner: inout ASCIIScanner
  ) throws(TapeFieldFailure) -> (UInt64, UInt64) {
    do throws(ScanFailure) {
      let number = try scanner.unsigned()
      try scanner.expect(UInt8(ascii: " "))
      let hash = try scanner.hexadecimal()
      guard scanner.isAtEnd else { throw .notCanonical }
      return (number, hash)
    } catch {
      throw TapeFieldFailure(column: scanner.cursor + 1, reason: .number(error))
    }
  }
}
