import Core

/// A request on its way to the venue.
struct Message: Sendable, Equatable {
  /// Who sent it.
  let source: PartyID
  /// The sender's own number, dense from 1 as sent.
  let number: UInt64
  let instrument: InstrumentID
  let request: EventPayload
  let sentAt: Timestamp

  /// Whether the sender is one of so many participants.
  func isFrom(_ participants: Int) -> Bool { (1...participants).contains(Int(source.rawValue)) }
}

extension Message: Persistable {
  func encode(into writer: inout ByteWriter) {
    source.encode(into: &writer)
    writer.append(number)
    instrument.encode(into: &writer)
    request.encode(into: &writer)
    sentAt.encode(into: &writer)
  }

  init(decoding reader: inout ByteReader) throws(DecodingError) {
    source = try PartyID(decoding: &reader)
    number = try reader.word()
    instrument = try InstrumentID(decoding: &reader)
    request = try EventPayload(decoding: &reader)
    sentAt = try Timestamp(decoding: &reader)
  }
}
