public import Core

/// Turns the files of a recorded market into the events of a tape, in flat memory.
///
/// Take steps and do what they ask for: feed bytes of the input that is needed or say that it has
/// ended, and write down each event.
public protocol TapeImport {
  /// Header of the tape that the events make.
  var header: TapeHeader { get }

  /// Takes more bytes of an input, by its place in `ImportKind.inputs`.
  mutating func feed(_ bytes: Span<UInt8>, to input: Int)

  /// Says that an input ends here.
  mutating func finish(_ input: Int)

  /// What comes next.
  mutating func next() throws(ImportError) -> ImportStep

  /// What was counted on the way, for the report.
  var figures: [ImportFigure] { get }

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
  /// What was compared.
  public let subject: String
  /// Figures beside it that prove nothing.
  public let notes: [String]

  /// Whether all comparisons agreed, and there were any.
  public var isPassed: Bool { matched == total && total > 0 }
}
