import Core
import Samples
import Testing

/// A reader reads many events ahead; nothing of that may show.
@Suite struct BinaryBatchTests {
  @Test(arguments: [1, 63, 64, 65, 200, 4_097])
  func `event, sequence and hash are those of the event taken, whatever was read ahead`(
    count: Int
  ) throws {
    let events = TapeBytes.long(count)
    let bytes = try TapeBytes.write(events)
    var reader = BinaryTapeReader()
    reader.feed(bytes.span)
    reader.finish()
    var hash = TraceHash()
    for event in events {
      #expect(try reader.advance() == .event)
      hash.fold(event)
      #expect(reader.event == event)
      #expect(reader.lastSequence == event.sequence)
      #expect(reader.hash == hash)
    }
    #expect(try reader.advance() == .end)
    #expect(reader.event == events.last)
  }

  @Test func `a copy of a reader goes on by itself`() throws {
    let events = TapeBytes.long(300)
    let bytes = try TapeBytes.write(events)
    var reader = BinaryTapeReader()
    reader.feed(bytes.span)
    for _ in 0..<100 { _ = try reader.advance() }
    var copy = reader
    for event in events[100..<260] {
      _ = try copy.advance()
      #expect(copy.event == event)
    }
    _ = try reader.advance()
    #expect(reader.event == events[100])
    #expect(reader.lastSequence == events[100].sequence)
  }

  /// 0x80 is a whole event, a gap at time zero, and 0xF8 the beginning of none.
  @Test(arguments: [0, 1, 63, 64, 65, 130, 199], [1, 7, Int.max])
  func `events before a broken one are handed out, then its error`(broken: Int, chunk: Int) throws {
    var payload = [UInt8](repeating: 0x80, count: 200)
    payload[broken] = 0xF8
    let bytes = try ForgedTape.bytes(payload: payload, count: 200)
    let reading = TapeBytes.read(bytes, chunk: chunk, lenient: true)
    #expect(reading.events.map(\.sequence.rawValue) == (0..<UInt64(broken)).map { $0 + 1 })
    let place = TapeError.Place.binary(block: 1, offset: bytes.count - 200 + broken)
    #expect(reading.errors == [TapeError(place, .unknownKind)])
  }
}
