public import Core

/// Plays a tape: hands out the events that pass a filter, in tape order, and counts all of them.
///
/// Feed bytes, then take events until there is none, then feed more; say `finish()` when there are
/// no more bytes. Pacing and stepping are the caller's: nothing here knows a clock. Memory does
/// not grow with the tape.
public struct TapeReplay {
  /// Figures so far, once the header is complete; those before a resumed cursor included, so that
  /// a resumed replay ends with the same summary as an uninterrupted one.
  public var summary: TapeSummary? { isOpen ? figures : nil }

  private var reader: TapeDecoder
  private let terms: TapeFilterTerms
  private let isLenient: Bool
  private let start: ReplayCursor?
  /// Where only a part of the tape is fed.
  private let stretch: TapeStretch?
  /// Whether there is one: asked at every event, and the stretch itself is large to ask.
  private let isPart: Bool
  /// Lets everything pass until the header is complete.
  private var filter = TapeFilter.everything
  /// Malformed lines before the header was complete.
  private var earlySkips: (count: UInt64, first: TapeError?) = (0, nil)
  private var isFinished = false
  /// Whether the header is complete, and figures of the events are kept.
  private var isOpen = false
  // Not an optional: it is changed at every event, which would copy it twice.
  private var figures = TapeSummary(header: TapeHeader())

  /// A replay of what `terms` let pass, behind `start` where it resumes.
  ///
  /// A lenient one counts malformed lines and goes on.
  public init(
    showing terms: TapeFilterTerms, lenient: Bool = false, resumingBehind start: ReplayCursor? = nil
  ) {
    reader = TapeDecoder(lenient: lenient)
    self.terms = terms
    isLenient = lenient
    self.start = start
    stretch = nil
    isPart = false
  }

  /// A replay of what `terms` let pass in a part of a tape, whose bytes alone are fed. Figures are of
  /// the sequences and times asked for; the trace hash is the whole tape's, as its index states it.
  public init(showing terms: TapeFilterTerms, in stretch: TapeStretch) {
    reader = TapeDecoder(at: stretch.first)
    self.terms = terms
    isLenient = false
    start = nil
    self.stretch = stretch
    isPart = true
  }

  /// Takes more bytes of the file.
  public mutating func feed(_ bytes: Span<UInt8>) { reader.feed(bytes) }

  /// Says that the file ends here.
  public mutating func finish() {
    reader.finish()
    isFinished = true
  }

  /// The next event to show; nil when more bytes are needed, or, after `finish()`, at the end.
  public mutating func next() throws(ReplayError) -> Event? {
    while let step = try advance() {
      guard step == .event else { continue }
      let event = reader.event
      if !isOpen { try open() }
      if isPart, !filter.covers(event) { continue }
      let passes = filter.passes(event)
      figures.add(event, passes: passes)
      let isNew = try isBehindStart()
      if passes, isNew { return event }
    }
    if isFinished, !isOpen { try open() }
    if isFinished, let start, reader.hash.count < start.hash.count {
      throw .otherTape(cursor: start)
    }
    return nil
  }

  /// What the tape's header said; complete once there is a summary.
  public var header: TapeHeader { reader.header }

  /// Behind the event read last.
  public var cursor: ReplayCursor {
    ReplayCursor(sequence: reader.lastSequence, line: reader.line, hash: reader.hash)
  }

  /// What `--save-state` writes.
  public var state: ReplayState { ReplayState(cursor: cursor, terms: terms) }

  /// Trace hash of all events read, shown or not; of a part, that of the whole tape.
  public var traceHash: UInt64 { stretch?.end.hash ?? reader.hash.value }

  /// Whether the tape's end was read, or found by its index.
  public var isComplete: Bool { isPart || reader.isComplete }

  /// Whether the hashes that the tape states agree with the events read; a lenient replay goes on if
  /// not.
  public var hashLinesAgree: Bool { reader.hashLinesAgree }

  /// A lenient replay goes on behind what is malformed, except at the beginning: what is no tape, or
  /// a newer one, has nothing behind it that could be understood.
  private mutating func advance() throws(ReplayError) -> TapeReader.Step? {
    while true {
      do { return try reader.advance() } catch {
        guard isLenient, !error.isFinal else { throw .tape(error) }
        skip(error)
      }
    }
  }

  /// The header is complete: names can be found and figures begun.
  private mutating func open() throws(ReplayError) {
    do { filter = try terms.resolved(against: reader.header) } catch { throw .filter(error) }
    figures = TapeSummary(header: reader.header)
    if let first = earlySkips.first { figures.addSkipped(first, count: earlySkips.count) }
    isOpen = true
  }

  private mutating func skip(_ error: TapeError) {
    if isOpen {
      figures.addSkipped(error)
    } else {
      earlySkips = (earlySkips.count + 1, earlySkips.first ?? error)
    }
  }

  /// Whether the event read last lies behind the cursor at which the replay resumes.
  @inline(__always)  // A call would copy the replay an event.
  private func isBehindStart() throws(ReplayError) -> Bool {
    guard let start else { return true }
    if reader.hash.count == start.hash.count, reader.hash != start.hash {
      throw .otherTape(cursor: start)
    }
    return reader.hash.count > start.hash.count
  }
}
