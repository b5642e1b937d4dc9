extension Event: Persistable {
  /// Writes the binary form of docs/formats/tape-binary.md, told against nothing before it.
  public func encode(into writer: inout ByteWriter) {
    var fields = BinaryFieldWriter(after: EventBaseline(), names: EventNames())
    fields.event(self)
    writer.append { fields.finish(into: &$0) }
  }

  /// Reads the event back; only the shortest form of it is one.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self = try reader.event()
    guard instrument != nil || payload.kind.concernsMarket else {
      throw reader.invalid("instrument")
    }
  }
}

extension EventPayload: Persistable {
  /// Writes the bytes of the first event of a tape that holds this and nothing else.
  public func encode(into writer: inout ByteWriter) {
    Event(alone: self).encode(into: &writer)
  }

  /// Reads a kind that this version knows, then its fields.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let event = try reader.event()
    guard event == Event(alone: event.payload) else { throw reader.invalid("payload") }
    self = event.payload
  }
}

extension Event {
  fileprivate init(alone payload: EventPayload) {
    self.init(sequence: .first, time: .zero, instrument: nil, payload: payload)
  }
}

extension ByteReader {
  /// The next event, in the one form that the writer gives it.
  fileprivate mutating func event() throws(StateDecodingError) -> Event {
    let ahead = peek(BinaryFieldWriter.maximumSize)
    let bytes = ahead + [UInt8](repeating: 0, count: BinaryEvent.windowSize)
    var event = Event(alone: .gap(Gap(missing: SourceSequence(0))))
    var baseline = EventBaseline()
    let size = BinaryEvent.read(
      bytes, at: 0, after: &baseline, names: EventNames(), into: &event)
    guard size > 0 else { throw invalid("event") }
    try skip(size)
    guard ahead.starts(with: event.encoded()) else { throw invalid("event") }
    return event
  }
}
