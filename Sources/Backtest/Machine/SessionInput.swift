public import Core

/// What moves a session, as it stands in its log.
///
///     0 │ kind: 1 opening, 2 market, 3 market over, 4 command
///     1 │ opening: see `SessionOpening`; market: an event in the binary form of a tape; command: the
///       │ code of the word
public enum SessionInput: Sendable, Equatable {
  /// The session begins; the first input of every log.
  case opened(SessionOpening)
  /// The market's next event.
  case market(Event)
  /// The market is over.
  case marketOver
  /// An operator says something: it happens behind all that the market so far has led to.
  case command(OperatorWord)
}

extension SessionInput: Persistable {
  /// Writes the record.
  public func encode(into writer: inout ByteWriter) {
    switch self {
    case .opened(let opening):
      writer.append(UInt8(1))
      opening.encode(into: &writer)
    case .market(let event):
      writer.append(UInt8(2))
      event.encode(into: &writer)
    case .marketOver: writer.append(UInt8(3))
    case .command(let word):
      writer.append(UInt8(4))
      writer.append(word.rawValue)
    }
  }

  /// Reads a record back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    switch try reader.byte() {
    case 1: self = .opened(try SessionOpening(decoding: &reader))
    case 2: self = .market(try Event(decoding: &reader))
    case 3: self = .marketOver
    case 4:
      guard let word = OperatorWord(rawValue: try reader.byte()) else {
        throw reader.invalid("command")
      }
      self = .command(word)
    default: throw reader.invalid("session input")  // open set: bytes
    }
  }
}
