public import Core

extension VenueReport: Persistable {
  /// Writes every field.
  public func encode(into writer: inout ByteWriter) {
    instrument.encode(into: &writer)
    payload.encode(into: &writer)
    venueTime.encode(into: &writer)
    arrival.encode(into: &writer)
    writer.append(cause?.rawValue ?? 0)
    writer.append(because.rawValue)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    instrument = try InstrumentID(decoding: &reader)
    payload = try EventPayload(decoding: &reader)
    venueTime = try Timestamp(decoding: &reader)
    arrival = try Timestamp(decoding: &reader)
    let code = try reader.byte()
    cause = FillCause(rawValue: code)
    guard code == 0 || cause != nil else { throw reader.invalid("cause") }
    because = TapeSequence(try reader.word())
  }
}
