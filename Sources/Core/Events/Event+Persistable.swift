extension Event: Persistable {
  /// Writes the envelope, then the payload behind its kind.
  public func encode(into writer: inout ByteWriter) {
    writer.append(sequence.rawValue)
    time.encode(into: &writer)
    writer.append(receiveTime)
    source.encode(into: &writer)
    writer.append(sourceSequence != nil)
    if let numbers = sourceSequence {
      writer.append(numbers.first)
      writer.append(numbers.last)
    }
    writer.append(instrument)
    payload.encode(into: &writer)
  }

  /// Reads the envelope and the payload back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    sequence = TapeSequence(try reader.word())
    time = try Timestamp(decoding: &reader)
    receiveTime = try reader.optional(Timestamp.self)
    source = try PartyID(decoding: &reader)
    sourceSequence = nil
    if try reader.flag() {
      let (first, last) = (try reader.word(), try reader.word())
      guard let numbers = SourceSequence(first: first, last: last) else {
        throw reader.invalid("source sequence")
      }
      sourceSequence = numbers
    }
    instrument = try reader.optional(InstrumentID.self)
    payload = try EventPayload(decoding: &reader)
    guard instrument != nil || payload.kind.concernsMarket else {
      throw reader.invalid("instrument")
    }
  }
}

extension EventPayload: Persistable {
  /// Writes the kind's code, then the fields in tape order.
  public func encode(into writer: inout ByteWriter) {
    writer.append(kind.rawValue)
    var fields = ByteFieldWriter(writer: ByteWriter())
    swap(&writer, &fields.writer)  // hands the buffer over and back: a second owner would copy it
    write(to: &fields)
    swap(&writer, &fields.writer)
  }

  /// Reads a kind that this version knows, then its fields.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    guard let kind = EventKind(rawValue: try reader.byte()) else { throw reader.invalid("kind") }
    var fields = ByteFieldReader(reader: reader)
    do { self = try EventPayload(kind, from: &fields) } catch { throw fields.error }
    reader = fields.reader
  }
}

/// Writes each field as a word, tokens and marks as a byte.
private struct ByteFieldWriter: EventFieldWriter {
  var writer: ByteWriter

  mutating func number(_ key: StaticString, _ value: UInt64) { writer.append(value) }
  mutating func price(_ key: StaticString, _ value: Price) { writer.append(value.rawValue) }
  mutating func quantity(_ key: StaticString, _ value: Quantity) { writer.append(value.rawValue) }
  mutating func owner(_ value: PartyID) { value.encode(into: &writer) }
  mutating func regime(_ key: StaticString, _ value: RegimeID) {
    writer.append(UInt64(value.rawValue))
  }
  mutating func token<Token: TapeToken>(_ key: StaticString, _ value: Token) {
    writer.append(value.rawValue)
  }
  mutating func mark(_ key: StaticString, _ value: Bool) { writer.append(value) }
  mutating func presence(_ isPresent: Bool) { writer.append(isPresent) }
}

/// Reads what `ByteFieldWriter` wrote.
private struct ByteFieldReader: EventFieldReader {
  var reader: ByteReader
  /// What was wrong when a read has thrown.
  private(set) var error: StateDecodingError

  init(reader: ByteReader) {
    self.reader = reader
    error = reader.invalid("kind")
  }

  mutating func number(_ key: StaticString) throws(Unreadable) -> UInt64 {
    try read { reader throws(StateDecodingError) in try reader.word() }
  }
  mutating func price(_ key: StaticString) throws(Unreadable) -> Price { try value() }
  mutating func quantity(_ key: StaticString) throws(Unreadable) -> Quantity { try value() }
  mutating func owner() throws(Unreadable) -> PartyID { try value() }
  mutating func regime(_ key: StaticString) throws(Unreadable) -> RegimeID {
    guard let raw = UInt32(exactly: try number(key)) else { throw invalid(key) }
    return RegimeID(raw)
  }
  mutating func token<Token: TapeToken>(_ key: StaticString) throws(Unreadable) -> Token {
    let code = try read { reader throws(StateDecodingError) in try reader.byte() }
    guard let token = Token(rawValue: code) else { throw invalid(key) }
    return token
  }
  mutating func mark(_ key: StaticString) throws(Unreadable) -> Bool {
    try read { reader throws(StateDecodingError) in try reader.flag() }
  }
  mutating func presence(_ key: StaticString) throws(Unreadable) -> Bool { try mark(key) }

  mutating func invalid(_ key: StaticString) -> Unreadable {
    error = reader.invalid(key.description)
    return Unreadable()
  }

  private mutating func value<Value: Persistable>() throws(Unreadable) -> Value {
    try read { reader throws(StateDecodingError) in try Value(decoding: &reader) }
  }

  private mutating func read<Value>(
    _ body: (inout ByteReader) throws(StateDecodingError) -> Value
  ) throws(Unreadable) -> Value {
    do { return try body(&reader) } catch {
      self.error = error
      throw Unreadable()
    }
  }
}
