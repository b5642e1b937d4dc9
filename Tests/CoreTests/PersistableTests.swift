import Core
import Samples
import Testing

/// Reads a value that fills the bytes; nil where they are refused.
private func decode<Value: Persistable>(_ type: Value.Type, _ bytes: [UInt8]) -> Value? {
  var reader = ByteReader(bytes)
  do throws(StateDecodingError) {
    let value = try Value(decoding: &reader)
    try reader.finish()
    return value
  } catch { return nil }
}

@Suite struct EventPersistenceTests {
  @Test func `INV-STATE-1: every event reads back from its bytes`() {
    for event in TapeText.events { #expect(decode(Event.self, event.encoded()) == event) }
  }

  @Test func `INV-STATE-2: every truncation of every event is refused`() {
    for event in TapeText.events {
      let bytes = event.encoded()
      for length in bytes.indices where decode(Event.self, Array(bytes[..<length])) != nil {
        Issue.record("\(event) in \(length) bytes")
      }
    }
  }

  @Test func `INV-STATE-1: changed bytes are refused or mean another event with those bytes`() {
    for event in TapeText.events {
      let bytes = event.encoded()
      for index in bytes.indices {
        for flip in [1, 2, 0x80] as [UInt8] {
          var changed = bytes
          changed[index] ^= flip
          guard let other = decode(Event.self, changed) else { continue }
          if other == event || other.encoded() != changed { Issue.record("\(event) byte \(index)") }
        }
      }
    }
  }

  @Test func `INV-STATE-2: a payload under the code of another kind never traps`() {
    for payload in SampleTape.payloads {
      var bytes = payload.encoded()
      let size = bytes[0] & 7  // of the control word; the kind stands above it
      for code in 0..<32 as Range<UInt8> {
        bytes[0] = size | code << 3
        let isKind = EventKind(rawValue: code) != nil
        if let other = decode(EventPayload.self, bytes) {
          #expect(isKind && other.kind.rawValue == code && other.encoded() == bytes)
        }
      }
      bytes[0] = size
      #expect(decode(EventPayload.self, bytes) == nil)
    }
  }

  @Test func `events in one writer are the bytes of each behind one another`() throws {
    var writer = ByteWriter()
    for event in TapeText.events { writer.append(event) }
    #expect(writer.bytes == TapeText.events.flatMap { $0.encoded() })
    var reader = ByteReader(writer.bytes)
    for event in TapeText.events { #expect(try Event(decoding: &reader) == event) }
    try reader.finish()
  }
}

@Suite struct StatePersistenceTests {
  @Test func `INV-STATE-1: a queue's bytes do not tell how it came to be`() throws {
    var (wrapped, fresh) = (RingQueue<OrderID>(capacity: 3), RingQueue<OrderID>())
    for number: OrderID in [9, 8, 1, 2] {
      wrapped.append(number)
      if wrapped.count > 2 { _ = wrapped.popFirst() }
    }
    for number: OrderID in [1, 2] { fresh.append(number) }
    #expect(wrapped.encoded() == fresh.encoded())
    #expect(wrapped.stateHash == fresh.stateHash)
    let restored = try #require(decode(RingQueue<OrderID>.self, fresh.encoded()))
    #expect(restored.encoded() == fresh.encoded())
  }

  @Test func `INV-STATE-1: a heap's bytes are its elements in order, and no other order is read`() {
    var (up, down) = (PriorityQueue<OrderID>(), PriorityQueue<OrderID>())
    let numbers: [OrderID] = [1, 2, 3, 4, 5]
    for number in numbers { up.insert(number) }
    for number in numbers.reversed() { down.insert(number) }
    #expect(up.encoded() == down.encoded())
    var restored = decode(PriorityQueue<OrderID>.self, up.encoded())
    #expect((0...5).map { _ in restored?.popFirst() } == numbers + [nil])
    for elements: [OrderID] in [[2, 1], [1, 1]] {
      var writer = ByteWriter()
      writer.append(elements)
      #expect(decode(PriorityQueue<OrderID>.self, writer.bytes) == nil)
    }
  }

  @Test func `a sequencer goes on from its bytes`() throws {
    let payload = EventPayload.gap(Gap(missing: SourceSequence(1...1)))
    var sequencer = Sequencer()
    for time: Timestamp in [7, 3] { _ = sequencer.stamp(payload, at: time, instrument: nil) }
    var restored = try #require(decode(Sequencer.self, sequencer.encoded()))
    #expect(restored.clampedCount == 1)
    #expect(
      restored.stamp(payload, at: 5, instrument: nil)
        == sequencer.stamp(payload, at: 5, instrument: nil))
  }

  @Test func `a trace hash goes on from its bytes`() throws {
    var trace = TraceHash()
    trace.fold(7)
    trace.endEvent()
    #expect(decode(TraceHash.self, trace.encoded()) == trace)
  }

  @Test func `words outside their legal range are refused`() {
    func refuses<Value: Persistable>(_ type: Value.Type, _ word: UInt64) -> Bool {
      decode(type, word.littleEndianBytes) == nil
    }
    let beyond = UInt64(Price.magnitudeLimit) + 1
    #expect(refuses(Price.self, beyond) && refuses(Price.self, 0 &- beyond))
    #expect(refuses(Quantity.self, beyond) && refuses(Quantity.self, .max))
    #expect(refuses(Timestamp.self, .max))
    #expect(refuses(PartyID.self, 1 << 32) && refuses(InstrumentID.self, 1 << 32))
    #expect(decode(RandomStream.self, Array(repeating: 0, count: 32)) == nil)
  }
}

extension UInt64 {
  fileprivate var littleEndianBytes: [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) }
  }
}
