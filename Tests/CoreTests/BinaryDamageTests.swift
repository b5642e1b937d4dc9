import Core
import Samples
import Testing

@Suite struct BinaryDamageTests {
  /// One event a kind, so that trying every bit stays quick.
  private static let events: [Event] = {
    var seen: [EventKind] = []
    var events = TapeText.events.filter { event in
      defer { seen.append(event.kind) }
      return !seen.contains(event.kind)
    }
    for index in events.indices { events[index].sequence = TapeSequence(UInt64(index) + 1) }
    return events
  }()

  @Test func `INV-TAPE-8: one changed bit anywhere is an error`() throws {
    let bytes = try TapeBytes.write(Self.events)
    for index in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[index] ^= 1 << UInt8(bit)
        let reading = TapeBytes.read(damaged)
        if reading.errors.count != 1 || reading.isComplete && index < bytes.count - 40 {
          Issue.record("byte \(index) bit \(bit): \(reading.errors)")
        }
      }
    }
  }

  @Test
  func `INV-TAPE-8: a tape cut anywhere is an error, or ends between blocks and is not complete`()
    throws
  {
    let bytes = try TapeBytes.write(Self.events)
    for length in bytes.indices {
      let reading = TapeBytes.read(Array(bytes[..<length]))
      #expect(!reading.isComplete, "\(length) bytes")
      #expect(reading.errors.count <= 1, "\(length) bytes")
      if let error = reading.errors.first {
        #expect(error.reason.isCut || length == 0, "\(length) bytes: \(error)")
      } else {
        #expect(reading.events.isEmpty || reading.events == Self.events, "\(length) bytes")
      }
    }
  }

  @Test func `INV-TAPE-8: what a recorder had written is read up to the last whole block`() throws {
    let events = TapeBytes.long(10_000)
    let bytes = try TapeBytes.write(events)
    var random = RandomStream(masterSeed: TestRun.seed, name: "cuts")
    for _ in 0..<20 {
      let length = Int(random.bounded(UInt64(bytes.count - 200)))
      let reading = TapeBytes.read(Array(bytes[..<length]))
      #expect(!reading.isComplete, "SEED=\(TestRun.seed) \(length) bytes")
      #expect(reading.events.count % 4_096 == 0 || reading.events.count == 10_000)
      #expect(reading.events == Array(events.prefix(reading.events.count)))
      #expect(reading.errors.allSatisfy { $0.reason.isCut }, "SEED=\(TestRun.seed) \(length) bytes")
    }
  }

  @Test func `INV-TAPE-8: a block left out, repeated or moved is an error`() throws {
    let bytes = try TapeBytes.write(TapeBytes.long(12_000))
    let blocks = try index(of: bytes).blocks
    #expect(blocks.count == 3)
    func part(_ number: Int) -> ArraySlice<UInt8> {
      bytes[blocks[number].offset..<blocks[number].end]
    }
    let (before, after) = (bytes[..<blocks[0].offset], bytes[blocks[2].end...])
    for order in [
      [0, 2], [1, 2], [0, 1], [0, 0, 1, 2], [1, 0, 2], [0, 2, 1], [0, 1, 2, 2], [],
    ] {
      let changed = Array(before) + order.flatMap { Array(part($0)) } + after
      #expect(TapeBytes.read(changed).errors.count == 1, "blocks \(order)")
    }
    #expect(TapeBytes.read(Array(before) + (0..<3).flatMap { Array(part($0)) } + after).isComplete)
  }

  @Test func `a lenient reader leaves out the damaged block and goes on behind it`() throws {
    let events = TapeBytes.long(12_000)
    let bytes = try TapeBytes.write(events)
    let block = try index(of: bytes).blocks[1]
    // In its events, in its header, in its mark.
    for place in [block.offset + 500, block.offset + 20, block.offset] {
      var damaged = bytes
      damaged[place] ^= 0x10
      let strict = TapeBytes.read(damaged)
      #expect(strict.events == Array(events[..<4_096]))
      let lenient = TapeBytes.read(damaged, chunk: 10_000, lenient: true)
      #expect(lenient.errors == strict.errors)
      #expect(lenient.events == Array(events[..<4_096] + events[8_192...]))
      #expect(lenient.isComplete)
    }
  }

  @Test func `INV-TAPE-5: random bytes and edits never trap, whatever the chunks`() throws {
    let bytes = try TapeBytes.write(Self.events)
    var random = RandomStream(masterSeed: TestRun.seed, name: "binary-edits")
    for round in 0..<200 * TestRun.scale {
      var edited = bytes
      for _ in 0...random.bounded(4) {
        let place = Int(random.bounded(UInt64(edited.count)))
        switch random.bounded(3) {
        case 0: edited[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: edited.remove(at: place)
        default: edited.removeSubrange(place..<min(edited.count, place + 30))
        }
      }
      let whole = TapeBytes.read(edited, lenient: true)
      let parts = TapeBytes.read(edited, chunk: 1 + Int(random.bounded(90)), lenient: true)
      #expect(whole == parts, "SEED=\(TestRun.seed) round \(round)")
    }
  }

  /// Checksums that agree with bytes that no writer writes: what a fuzzer or an enemy would make.
  @Test func `INV-TAPE-5: events that are none never trap behind a right checksum`() throws {
    var random = RandomStream(masterSeed: TestRun.seed, name: "forged-blocks")
    for round in 0..<300 * TestRun.scale {
      let payload = (0..<random.bounded(300)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      let bytes = try ForgedTape.bytes(payload: payload, count: 1 + random.bounded(20))
      let reading = TapeBytes.read(bytes)
      #expect(!reading.errors.isEmpty, "SEED=\(TestRun.seed) round \(round)")
    }
  }

  @Test func `INV-TAPE-4: a reader holds one block and one chunk, whatever sizes a file states`()
    throws
  {
    var reader = BinaryTapeReader()
    let bytes = try TapeBytes.write(TapeBytes.long(40_000))
    var held = 0
    for start in stride(from: 0, to: bytes.count, by: 1_000) {
      reader.feed(bytes.span.extracting(start..<min(start + 1_000, bytes.count)))
      while try reader.advance() != nil {}
      held = max(held, bufferedByteCount(of: reader))
    }
    #expect(reader.isComplete)
    #expect((1...bytes.count / 5).contains(held))
  }

  private func index(of bytes: [UInt8]) throws -> TapeIndex {
    try #require(TapeSeekTests.index(of: bytes))
  }

  private func bufferedByteCount(of reader: BinaryTapeReader) -> Int {
    Mirror(reflecting: reader).children.reduce(0) { $0 + (($1.value as? [UInt8])?.count ?? 0) }
  }
}
