public import Core

/// Judges a tape: is it whole, is it as it was written, and can what it says have happened?
///
/// Feed bytes, `check()`, feed more; after `finish()` and a last `check()` there is a verdict.
/// Checked are the grammar, dense sequences, every hash line and the end line; then, on tapes that
/// hold orders, that each order lives a legal life and that every trade's fills are even; and that
/// simulated time never goes back (recorded time may: it is counted). Memory does not grow with the
/// events, but each order ever sent stays known (some 80 bytes), since a late fill may still come.
public struct TapeVerifier {
  /// How many events lie before the one that precedes them.
  public private(set) var timesBackward: UInt64 = 0

  private var reader = TapeReader()
  private var lifecycles = LifecycleCheck()
  private var trades: TradeBalance?
  private var fault: TapeError?
  private var firstViolation: TapeViolation?
  private var violations: UInt64 = 0
  private var previous = Timestamp.zero
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
      while let item = try reader.next() {
        if case .event(let event) = item { judge(event) }
      }
    } catch {
      if error.reason.isForeign { throw error }
      fault = error
    }
  }

  /// The verdict on everything checked; final after `finish()`.
  public var verdict: TapeVerdict {
    if let fault, fault.reason != .unterminatedLine || reader.isComplete { return .altered(fault) }
    if let firstViolation { return .unlawful(firstViolation, count: violations) }
    guard reader.isComplete else { return .truncated(after: events) }
    if let open = trades?.firstOpen() { return .unlawful(open, count: 1) }
    return .complete
  }

  /// How many events were read.
  public var events: UInt64 { reader.hash.count }

  /// Trace hash of the events read.
  public var traceHash: UInt64 { reader.hash.value }

  private mutating func judge(_ event: Event) {
    if trades == nil { trades = TradeBalance(instruments: reader.header.instruments.count) }
    do throws(TapeViolation) {
      try judgeTime(event)
      try lifecycles.apply(event, line: reader.line)
      try trades?.apply(event, line: reader.line)
    } catch {
      violations += 1
      if firstViolation == nil { firstViolation = error }
    }
  }

  private mutating func judgeTime(_ event: Event) throws(TapeViolation) {
    let earlier = previous
    previous = event.time
    guard event.time < earlier else { return }
    timesBackward += 1
    guard reader.header.seed != nil else { return }
    throw TapeViolation(
      sequence: event.sequence, line: reader.line,
      reason: .timeBackward(from: earlier, to: event.time))
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
      .afterEnd:
      false
    }
  }
}
