/// Reads a tape in either form, told apart by its first byte: the one way in which programs read.
///
/// Feed bytes, then take items until there is none, then feed more; say `finish()` when there are no
/// more bytes. What was at fault is consumed before an error is thrown, so that a lenient caller can
/// go on behind it; only a fault of the file's beginning is final (`TapeError.isFinal`). Memory does
/// not grow with the tape.
public struct TapeDecoder {
  /// Which form the tape has; nil before its first byte.
  public private(set) var form: TapeForm?
  // Both are there, one is used: cheaper than an enum, whose case would be copied to be changed.
  private var text: TapeReader
  private var binary: BinaryTapeReader

  /// A decoder that has seen nothing. A lenient one does not insist on dense sequences or on the
  /// hashes, which a tape with skipped parts cannot have.
  public init(lenient: Bool = false) {
    text = TapeReader(lenient: lenient)
    binary = BinaryTapeReader(lenient: lenient)
  }

  /// A decoder that begins inside a binary tape, fed from the place's block on: its hash, sequences
  /// and lines are those of a reading from the front.
  public init(at place: TapePlace) {
    text = TapeReader()
    form = .binary
    binary = BinaryTapeReader(place.header, at: place.block, number: place.number)
  }

  /// Takes more bytes of the file.
  public mutating func feed(_ bytes: Span<UInt8>) {
    if form == nil, !bytes.isEmpty { form = TapeForm(beginning: bytes) }
    switch form {
    case .binary: binary.feed(bytes)
    case .text, nil: text.feed(bytes)
    }
  }

  /// Says that the file ends here.
  public mutating func finish() {
    text.finish()
    binary.finish()
  }

  /// Takes the next item and says what it is: an event lies in `event`. Nil when more bytes are
  /// needed, or, after `finish()`, when there is no more.
  public mutating func advance() throws(TapeError) -> TapeReader.Step? {
    switch form {
    case .binary: try binary.advance()
    case .text, nil: try text.advance()
    }
  }

  /// The event taken last.
  public var event: Event {
    // Lent to be changed, the decoder is not copied for a look at it.
    mutating get { form == .binary ? binary.event : text.event }
  }

  /// What the header said; complete once the first event was taken.
  public var header: TapeHeader { form == .binary ? binary.header : text.header }

  /// Hash of the events taken so far.
  public var hash: TraceHash { form == .binary ? binary.hash : text.hash }

  /// Whether the end was read.
  public var isComplete: Bool { form == .binary ? binary.isComplete : text.isComplete }

  /// Sequence of the event taken last; zero before the first.
  public var lastSequence: TapeSequence {
    form == .binary ? binary.lastSequence : text.lastSequence
  }

  /// Line of the text form on which the event taken last stands; a binary tape is told of by the
  /// lines of its text.
  public var line: Int { form == .binary ? binary.line : text.line }

  /// Whether each hash that the tape states is that of the events before it, as far as it was read.
  /// A lenient decoder lets those that are not pass.
  public var hashLinesAgree: Bool {
    form == .binary ? binary.hashLinesAgree : text.hashLinesAgree
  }
}
