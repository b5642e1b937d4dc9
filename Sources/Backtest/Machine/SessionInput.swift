public import Core

/// What moves a session, as it stands in its log.
///
///     0 │ kind: 1 opening, 2 market, 3 market over, 4 command, 5 reload
///     1 │ opening: see `SessionOpening`; market: an event in the binary form of a tape; command: the
///       │ code of the word; reload: how many settings, then name and text of each
public enum SessionInput: Sendable, Equatable {
  /// The session begins; the first input of every log.
  case opened(SessionOpening)
  /// The market's next event.
  case market(Event)
  /// The market is over.
  case marketOver
  /// An operator says something: it happens behind all that the market so far has led to.
  case command(OperatorWord)
  /// An operator takes these settings of limits into force instead of all that were: the command
  /// `reload` with what it brings.
  case reload([RunIdentity.Setting])
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
    case .reload(let settings):
      writer.append(UInt8(5))
      settings.encode(into: &writer)
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
    case 5: self = .reload(try [RunIdentity.Setting](decodingSettings: &reader))
    default: throw reader.invalid("session input")  // open set: bytes
    }
  }
}

extension [RunIdentity.Setting] {
  /// Writes how many there are, then name and text of each.
  func encode(into writer: inout ByteWriter) {
    writer.append(count)
    for setting in self {
      writer.append(setting.name)
      writer.append(setting.value)
    }
  }

  /// Reads them back.
  init(decodingSettings reader: inout ByteReader) throws(StateDecodingError) {
    self = []
    for _ in 0..<(try reader.count(minimumSize: 16)) {
      append(RunIdentity.Setting(try reader.text(), try reader.text()))
    }
  }
}
