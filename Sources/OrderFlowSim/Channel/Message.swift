package import Core

/// A request on its way to the venue.
package struct Message: Sendable, Equatable {
  /// Who sent it.
  package let source: PartyID
  /// The sender's own number, dense from 1 as sent.
  package let number: UInt64
  package let instrument: InstrumentID
  package let request: EventPayload
  package let sentAt: Timestamp

  package init(
    source: PartyID, number: UInt64, instrument: InstrumentID, request: EventPayload,
    sentAt: Timestamp
  ) {
    self.source = source
    self.number = number
    self.instrument = instrument
    self.request = request
    self.sentAt = sentAt
  }
}

extension Message: Persistable {
  package func encode(into writer: inout ByteWriter) {
    source.encode(into: &writer)
    writer.append(number)
    instrument.encode(into: &writer)
    request.encode(into: &writer)
    sentAt.encode(into: &writer)
  }

  package init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    source = try PartyID(decoding: &reader)
    number = try reader.word()
    instrument = try InstrumentID(decoding: &reader)
    request = try EventPayload(decoding: &reader)
    sentAt = try Timestamp(decoding: &reader)
  }
}
