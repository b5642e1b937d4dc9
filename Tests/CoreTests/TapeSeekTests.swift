import Core
import Samples
import Testing

@Suite struct TapeSeekTests {
  /// The index that a file of these bytes has.
  static func index(of bytes: [UInt8]) -> TapeIndex? {
    var seek = TapeSeek(fileSize: bytes.count)
    while case .needs(let range) = seek.step {
      seek.take(bytes.span.extracting(range))
    }
    guard case .found(let index) = seek.step else { return nil }
    return index
  }

  @Test func `INV-TAPE-9: reading from any block on gives the rest of the tape and its hash`()
    throws
  {
    let events = TapeBytes.long(10_000)
    let bytes = try TapeBytes.write(events)
    let index = try #require(Self.index(of: bytes))
    #expect(index.header == SampleTape.header)
    #expect(index.end.eventCount == 10_000 && index.end.hash == TapeBytes.read(bytes).hash)
    #expect(index.blocks.map(\.eventCount) == [4_096, 4_096, 1_808])
    for number in 1...3 {
      let place = try #require(index.place(number))
      var decoder = TapeDecoder(at: place)
      decoder.feed(bytes.span.extracting(place.block.offset..<bytes.count))
      decoder.finish()
      var rest: [Event] = []
      while let step = try decoder.advance() {
        if step == .event { rest.append(decoder.event) }
      }
      #expect(rest == Array(events[(number - 1) * 4_096..<10_000]))
      #expect(decoder.isComplete && decoder.hash.value == index.end.hash)
      #expect(decoder.line == TapeText.lineCount(events: 10_000))
    }
  }

  @Test func `INV-TAPE-9: a sequence and a time lead to the blocks that hold them`() throws {
    let events = TapeBytes.long(10_000)
    let index = try #require(Self.index(of: try TapeBytes.write(events)))
    for (sequence, number) in [
      (0, nil), (1, 1), (4_096, 1), (4_097, 2), (8_192, 2), (8_193, 3), (10_000, 3), (10_001, nil),
    ] as [(UInt64, Int?)] {
      #expect(index.place(of: TapeSequence(sequence))?.number == number, "\(sequence)")
    }
    for time in stride(from: Int64(0), to: 10_100_000, by: 3_333) {
      let time = Timestamp(integerLiteral: time)
      let first = events.firstIndex { $0.time >= time }.map { $0 / 4_096 + 1 }
      let last = events.lastIndex { $0.time <= time }.map { $0 / 4_096 + 1 }
      #expect(index.place(atOrAfter: time)?.number == first, "\(time)")
      #expect(index.place(atOrBefore: time)?.number == last, "\(time)")
    }
  }

  @Test func `what is no whole binary tape has no index, and no bytes trap`() throws {
    let bytes = try TapeBytes.write(TapeBytes.long(5_000))
    #expect(Self.index(of: try TapeText.write()) == nil)
    #expect(Self.index(of: []) == nil)
    for length in [1, 24, 63, 64, 100, bytes.count / 2, bytes.count - 1] {
      #expect(Self.index(of: Array(bytes[..<length])) == nil, "\(length)")
    }
    #expect(Self.index(of: bytes + [0]) == nil)
    // Every bit of the index and the end.
    let start = try #require(Self.index(of: bytes)?.blocks.last?.end)
    for place in start..<bytes.count {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[place] ^= 1 << UInt8(bit)
        #expect(Self.index(of: damaged) == nil, "byte \(place)")
      }
    }
  }

  @Test func `an index with right checks and wrong blocks is none`() throws {
    let beginning = try ForgedTape.beginning()
    let place = UInt64(beginning.count)
    for (offset, first, count) in [(place, 2, 1), (0, 1, 1), (place + 999, 1, 1), (.max, 1, 1)]
      as [(UInt64, UInt64, UInt64)]
    {
      let block = ForgedTape.section("BLK", [count, 0, first, 0, 0, TraceHash.seed])
      let entries = ForgedTape.bytes(offset) + block
      let check = UInt64(CRC32C.of(entries.span))
      let bytes =
        beginning + block + ForgedTape.section("IDX", [1 | check << 32]) + entries
        + ForgedTape.section("END", [first + count - 1, 0, place + 56, 1])
      #expect(Self.index(of: bytes) == nil, "\(offset) \(first)")
    }
  }
}

extension TapeText {
  /// Lines of a complete tape with the sample header.
  static func lineCount(events: Int) -> Int {
    3 + SampleTape.header.instruments.count + SampleTape.header.parties.count
      + SampleTape.header.regimes.count + events + events / 65_536 + 1
  }
}
