public import Core

/// Judges a tape: is it whole, is it as it was written, and can what it says have happened?
///
/// Feed bytes, `check()`, feed more; after `finish()` and a last `check()` there is a verdict.
/// Checked are the grammar, dense sequences, every hash line and the end line; then that each order
/// lives a legal life and that print and fills of a trade agree. A simulated tape (its header has a
/// seed) is our own venue's, of which more is demanded: every trade has its print and both fills,
/// trades are numbered without holes, time never goes back (recorded time may: it is counted), what
/// never rests ends before the next order, and no book ends crossed. Memory does not grow with the events, but each order ever sent stays known
/// (some 80 bytes), since a late fill may still come.
public struct TapeVerifier {
  /// How many events lie before the one that precedes them.
  public private(set) var timesBackward: UInt64 = 0

  private var reader = TapeDecoder()
  private var lifecycles: LifecycleCheck?
  private var trades: TradeCheck?
  /// On simulated tapes only.
  private var books: BookCheck?
  private var fault: TapeError?
  private var firstViolation: TapeViolation?
  private var violations: UInt64 = 0
  private var previous = Timestamp.zero
  /// Line of the event read last.
  private var lastLine = 0
  /// What the event in hand breaks; kept so that its storage is used again.
  private var found: [TapeViolation] = []
  private var hasBytes = false
  private var isFinished = false

  /// A verifier that has seen nothing.
  public init() {}

  /// Takes more bytes of the file.
  public mutating func feed(_ bytes: Span<UInt8>) {
    if !bytes.isEmpty { hasBytes = true }
    reader.feed(bytes)
  }

  /// Says that the file ends here.
  public mutating func finish() {
    reader.finish()
    isFinished = true
  }

  /// Reads what was fed. Throws only where there is nothing to judge: the file is no tape, or one
  /// of a newer version. After the first fault of form nothing more is read.
  public mutating func check() throws(TapeError) {
    guard fault == nil, !(isFinished && !hasBytes) else { return }
    do {
      while let step = try reader.advance() {
        if step == .event { judge(reader.event) }
      }
    } catch {
      if error.reason.isForeign { throw error }
      fault = error
    }
  }

  /// The verdict on everything checked; final after `finish()`.
  public var verdict: TapeVerdict {
    if let fault, !fault.reason.isCut || reader.isComplete { return .altered(fault) }
    guard reader.isComplete else {
      return firstViolation.map { .unlawful($0, count: violations) }
        ?? .truncated(after: events)
    }
    let closing =
      (trades?.unfinished ?? [])
      + (books?.crossed(at: reader.lastSequence, line: lastLine) ?? [])
    guard let first = firstViolation ?? closing.first else { return .complete }
    return .unlawful(first, count: violations + UInt64(closing.count))
  }

  /// What the tape's header said: its names are those of the verdict's text.
  public var header: TapeHeader { reader.header }

  /// How many events were read.
  public var events: UInt64 { reader.hash.count }

  /// Trace hash of the events read.
  public var traceHash: UInt64 { reader.hash.value }

  private mutating func judge(_ event: Event) {
    if trades == nil { begin() }
    lastLine = reader.line
    judgeTime(event)
    lifecycles?.apply(event, line: lastLine, into: &found)
    trades?.apply(event, line: lastLine, into: &found)
    books?.apply(event)
    guard let first = found.first else { return }
    if firstViolation == nil { firstViolation = first }
    violations += UInt64(found.count)
    found.removeAll(keepingCapacity: true)
  }

  /// The header is complete with the first event.
  private mutating func begin() {
    let isOwnVenue = reader.header.seed != nil
    lifecycles = LifecycleCheck(isOwnVenue: isOwnVenue)
    trades = TradeCheck(
      instruments: reader.header.instruments.count, isOwnVenue: isOwnVenue)
    if isOwnVenue { books = BookCheck(reader.header.instruments) }
  }

  private mutating func judgeTime(_ event: Event) {
    let earlier = previous
    previous = event.time
    guard event.time < earlier else { return }
    timesBackward += 1
    guard reader.header.seed != nil else { return }
    found.append(
      TapeViolation(
        sequence: event.sequence, line: lastLine, instrument: nil,
        reason: .timeBackward(from: earlier, to: event.time)))
  }
}

extension TapeError.Reason {
  /// Whether the file is none of ours to judge: no tape, or one of a newer version.
  fileprivate var isForeign: Bool {
    switch self {
    case .notATape, .newerVersion: true
    case .lineTooLong, .unterminatedLine, .forbiddenByte, .carriageReturn, .badHeaderLine,
      .misplacedHash, .unknownKind, .unknownName, .instrumentMismatch, .expected, .unknownWord,
      .invalidValue, .number, .trailingText, .sequenceBreak, .hashMismatch, .countMismatch,
      .afterEnd, .unterminatedBlock, .checksumMismatch, .badSection, .blockMismatch,
      .indexMismatch:
      false
    }
  }
}
