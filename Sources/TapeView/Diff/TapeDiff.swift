internal import Core

/// Compares two tapes event by event and finds where they part, in constant memory.
///
/// Take steps and do what they ask for. Headers and events are compared, by what they say and not
/// by how names are numbered; hash lines are `TapeVerifier`'s business, so that an altered tape can
/// be held against the original; that they disagree is remarked. Behind the first difference the events are only counted.
public struct TapeDiff {
  /// What the comparison needs next.
  public enum Step: Sendable, Equatable {
    /// More bytes of this tape, or its `finish`.
    case needs(TapeSide)
    /// Nothing: this is the result.
    case done(TapeComparison)
  }

  private var left = ComparedTape()
  private var right = ComparedTape()
  private let contextLength: Int
  /// The last events that were the same, as the first tape has them.
  private var context = RingQueue<Event>()
  private var commonEvents: UInt64 = 0
  private var headerDifferences: [FieldDifference]?
  /// Whether names have the same numbers on both tapes, so that events compare as values.
  private var hasSameNames = false
  private var divergence: Divergence?

  /// A comparison that shows `context` common events before the first difference.
  public init(context: Int = 3) { contextLength = max(0, context) }

  /// Takes more bytes of one tape.
  public mutating func feed(_ bytes: Span<UInt8>, to side: TapeSide) {
    switch side {
    case .left: left.feed(bytes)
    case .right: right.feed(bytes)
    }
  }

  /// Says that one tape's file ends here.
  public mutating func finish(_ side: TapeSide) {
    switch side {
    case .left: left.finish()
    case .right: right.finish()
    }
  }

  /// Compares as far as the bytes reach. Throws where a tape cannot be read although nothing
  /// different was found before.
  public mutating func next() throws(TapeDiffError) -> Step {
    while true {
      if try !left.pull(.left, toleratesFaults: divergence != nil) { return .needs(.left) }
      if try !right.pull(.right, toleratesFaults: divergence != nil) { return .needs(.right) }
      if headerDifferences == nil { compareHeaders() }
      if left.event == nil, right.event == nil { return .done(result) }
      compareEvents()
      left.event = nil
      right.event = nil
    }
  }

  private mutating func compareHeaders() {
    let (first, second) = (left.header, right.header)
    headerDifferences = FieldDifference.between(first, second)
    hasSameNames =
      first.instruments == second.instruments && first.parties == second.parties
      && first.regimes == second.regimes
  }

  private mutating func compareEvents() {
    guard divergence == nil else { return }
    if hasSameNames, left.event == right.event, let event = left.event { return keep(event) }
    let (first, second) = (left.line, right.line)
    if first == second, let event = left.event { return keep(event) }
    var fields: [FieldDifference] = []
    if let first, let second { fields = FieldDifference.between(lines: first, second) }
    var lines: [String] = []
    while let event = context.popFirst() { lines.append(left.line(of: event)) }
    divergence = Divergence(
      context: lines, left: first, right: second, commonEvents: commonEvents, fields: fields)
  }

  private mutating func keep(_ event: Event) {
    commonEvents += 1
    guard contextLength > 0 else { return }
    if context.count == contextLength { _ = context.popFirst() }
    context.append(event)
  }

  private var result: TapeComparison {
    TapeComparison(
      header: headerDifferences ?? [], divergence: divergence, left: left.end, right: right.end)
  }
}
