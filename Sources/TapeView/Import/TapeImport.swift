public import Core

/// Turns the files of a recorded market into the events of a tape, in flat memory.
///
/// Take steps and do what they ask for: feed bytes of the input that is needed or say that it has
/// ended, and write down each event.
public protocol TapeImport {
  /// What the kind of recording says of itself.
  static var description: ImportDescription { get }

  /// An import that has read nothing.
  init(_ settings: ImportSettings) throws(ImportSetupError)

  /// Header of the tape that the events make; final from the first event on, or the end.
  var header: TapeHeader { get }

  /// Takes more bytes of an input, by its place in `ImportDescription.inputs`.
  mutating func feed(_ bytes: Span<UInt8>, to input: Int)

  /// Says that an input ends here.
  mutating func finish(_ input: Int)

  /// What comes next.
  mutating func next() throws(ImportError) -> ImportStep

  /// What was counted on the way, for the report.
  var figures: [ImportFigure] { get }

  /// What was missing, repeated or contradictory, for the report.
  var oddities: [ImportFigure] { get }

  /// The book as the recording leaves it, in one line.
  var bookLine: String { get }

  /// What the proof found; nil without one.
  var check: ImportCheck? { get }
}

/// What an import has or needs next.
public enum ImportStep: Sendable, Equatable {
  /// More bytes of this input, or its `finish`.
  case needs(Int)
  /// The next event of the tape.
  case event(Event)
  /// Nothing: the recording is on the tape.
  case done
}

/// Something that an import counted.
public struct ImportFigure: Sendable, Equatable {
  /// What was counted.
  public let name: String
  /// How often.
  public let count: UInt64

  /// Pairs the two.
  public init(_ name: String, _ count: UInt64) {
    self.name = name
    self.count = count
  }
}

/// Result of a proof.
public struct ImportCheck: Sendable, Equatable {
  /// How many comparisons agreed.
  public let matched: UInt64
  /// How many were made.
  public let total: UInt64
  /// How many of those that disagreed are the recording's own contradictions, each named in the
  /// notes.
  public let expected: UInt64
  /// What was compared.
  public let subject: String
  /// What stands beside it: the differences, and figures that prove nothing.
  public let notes: [String]

  init(
    matched: UInt64, total: UInt64, expected: UInt64 = 0, subject: String, notes: [String] = []
  ) {
    self.matched = matched
    self.total = total
    self.expected = expected
    self.subject = subject
    self.notes = notes
  }

  /// Whether all comparisons agreed but for what was expected, and there were any.
  public var isPassed: Bool { matched + expected == total && total > 0 }
}
