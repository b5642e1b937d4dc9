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

  @Test(arguments: [1, 63, 64, 65, 200, 4_097], [true, false])
  func `events taken together are those that are taken one by one`(
    count: Int, verifying: Bool
  ) throws {
    let events = TapeBytes.long(count)
    let bytes = try TapeBytes.write(events)
    for chunk in [37, 1_000, bytes.count] {
      var reader = BinaryTapeReader(verifying: verifying)
      var found: [Event] = []
      // One by one in between, as somebody may who has seen enough.
      func take() throws {
        while let step = try (found.count % 5 == 3 ? reader.advance() : reader.advanceAll()) {
          guard step == .event else { continue }
          if found.count % 5 == 3 {
            found.append(reader.event)
          } else {
            for index in reader.taken.indices { found.append(reader.taken[index]) }
          }
          #expect(reader.event == found.last && reader.lastSequence == found.last?.sequence)
        }
      }
      for start in stride(from: 0, to: bytes.count, by: chunk) {
        reader.feed(bytes.span.extracting(start..<min(start + chunk, bytes.count)))
        try take()
      }
      reader.finish()
      try take()
      #expect(found == events && reader.isComplete)
    }
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
