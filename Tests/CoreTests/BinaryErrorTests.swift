import Core
import Samples
import Testing

@Suite struct BinaryErrorTests {
  private static let accepted = Event(
    sequence: 1, time: 0, instrument: 1, payload: .accepted(Accepted(id: 1, owner: 1)))

  /// Where the first block begins, behind the sample's header.
  private static let start = (try? ForgedTape.beginning().count) ?? 0

  private func refusal(_ bytes: [UInt8]) -> TapeError? { TapeBytes.read(bytes).errors.first }

  @Test func `a file of a newer version is refused by name, lenient or not`() throws {
    let bytes = try ForgedTape.beginning(version: 2)
    for lenient in [false, true] {
      let reading = TapeBytes.read(bytes, lenient: lenient)
      #expect(
        reading.errors == [TapeError(.binary(block: 0, offset: 8), .newerVersion(2))])
      #expect(reading.errors.first?.isFinal == true)
    }
  }

  @Test func `a header whose text is none is refused with the text reader's reason`() throws {
    for (text, reason) in [
      ("", TapeError.Reason.notATape), ("#truetape 1\n#colour red\n", .badHeaderLine),
      ("#truetape 1\n1 0.000000000 Gap - first=1 last=2\n", .badHeaderLine),
      ("#truetape 1", .unterminatedLine),
    ] {
      let bytes = try ForgedTape.beginning(text: Array(text.utf8))
      #expect(refusal(bytes) == TapeError(.binary(block: 0, offset: 24), reason), "\(text)")
    }
  }

  @Test func `a block that states what no writer writes is refused`() throws {
    let payload = Self.accepted.encoded()
    let rows: [(String, [UInt8], TapeError.Reason)] = [
      ("no events", try ForgedTape.bytes(payload: payload, count: 0), .badSection),
      ("4,097 events", try ForgedTape.bytes(payload: payload, count: 4_097), .badSection),
      ("a huge size", try ForgedTape.bytes(payload: payload, stated: 1 << 30), .badSection),
      ("times reversed", try ForgedTape.bytes(payload: payload, earliest: 1), .badSection),
      ("sequence 0", try ForgedTape.bytes(payload: payload, first: 0), .badSection),
      (
        "another sequence", try ForgedTape.bytes(payload: payload, first: 2),
        .sequenceBreak(expected: 1, found: 2)
      ),
      (
        "another hash", try ForgedTape.bytes(payload: payload, hash: 0),
        .hashMismatch(
          expected: TraceHash().value, found: 0)
      ),
      ("one event too many", try ForgedTape.bytes(payload: payload, count: 2), .blockMismatch),
      ("bytes too many", try ForgedTape.bytes(payload: payload + [0]), .blockMismatch),
      ("another latest time", try ForgedTape.bytes(payload: payload, latest: 1), .blockMismatch),
    ]
    for (name, bytes, reason) in rows {
      let error = try #require(refusal(bytes), "\(name)")
      switch (error.reason, reason) {
      case (.hashMismatch(let expected, _), .hashMismatch(let right, _)):
        #expect(expected == right)
      default: #expect(error.reason == reason, "\(name)")  // open set: the other reasons
      }
      #expect(error.description.hasPrefix("block 1, byte "), "\(error)")
    }
  }

  @Test func `an event that no reader of the text would take is refused, with its place`() throws {
    func event(
      source: PartyID = .venue, instrument: InstrumentID? = 1, _ payload: EventPayload
    ) -> Event {
      Event(sequence: 1, time: 0, source: source, instrument: instrument, payload: payload)
    }
    let gap = EventPayload.gap(Gap(missing: SourceSequence(1)))
    let rows: [(String, Event, TapeError.Reason)] = [
      ("an unknown source", event(source: 4, gap), .unknownName),
      ("an unknown instrument", event(instrument: 3, gap), .unknownName),
      ("instrument 0", event(instrument: 0, gap), .unknownName),
      ("an unknown owner", event(.accepted(Accepted(id: 1, owner: 4))), .unknownName),
      ("an unknown regime", event(.regime(RegimeChange(regime: 3))), .unknownName),
      ("regime 0", event(.regime(RegimeChange(regime: 0))), .unknownName),
      (
        "no instrument where one is needed",
        event(instrument: nil, .accepted(Accepted(id: 1, owner: 1))), .unknownName
      ),
    ]
    for (name, event, reason) in rows {
      let error = refusal(try ForgedTape.bytes(payload: event.encoded()))
      #expect(error == TapeError(.binary(block: 1, offset: Self.start + 56), reason), "\(name)")
    }
  }

  @Test func `a word or number out of bounds is refused by its field`() throws {
    let quantity = Event(
      sequence: 1, time: 0, instrument: 1,
      payload: .trade(Trade(trade: 1, price: 1, quantity: Quantity(integerLiteral: 1 << 48))))
    var bytes = quantity.encoded()
    bytes[bytes.count - 1] = 0xFF  // the highest byte of the quantity, which comes last
    #expect(refusal(try ForgedTape.bytes(payload: bytes))?.reason == .invalidValue("qty"))
    let cancel = Event(
      sequence: 1, time: 0, instrument: 1,
      payload: .cancel(Cancel(id: 1, owner: .venue, reason: .stale)))
    bytes = cancel.encoded()
    let size = Int(bytes[0] & 7)
    bytes[size] |= 0x80  // the highest bits of the control word are those of the last word
    let found = refusal(try ForgedTape.bytes(payload: bytes))?.reason
    #expect(found == .invalidValue("reason") || found == .blockMismatch)
  }

  @Test func `bytes behind the end are refused`() throws {
    let bytes = try TapeBytes.write()
    let reading = TapeBytes.read(bytes + [0])
    #expect(reading.errors.map(\.reason) == [.afterEnd])
    #expect(TapeBytes.read(bytes + bytes).errors.map(\.reason) == [.afterEnd])
  }

  @Test func `an index or end that does not agree with the blocks is refused`() throws {
    let empty = try ForgedTape.beginning()
    let (hash, place) = (TraceHash().value, UInt64(empty.count))
    func tape(entries: UInt64 = 0, _ words: [UInt64]) -> [UInt8] {
      empty + ForgedTape.section("IDX", [entries]) + ForgedTape.section("END", words)
    }
    #expect(refusal(tape([0, hash, place, 0])) == nil)
    #expect(refusal(tape(entries: 1, [0, hash, place, 0]))?.reason == .indexMismatch)
    #expect(refusal(tape([1, hash, place, 0]))?.reason == .countMismatch(expected: 0, found: 1))
    #expect(
      refusal(tape([0, 7, place, 0]))?.reason == .hashMismatch(expected: hash, found: 7))
    #expect(refusal(tape([0, hash, place + 1, 0]))?.reason == .indexMismatch)
    #expect(refusal(tape([0, hash, place, 1]))?.reason == .indexMismatch)
  }

  @Test(
    arguments: [
      ("an unknown instrument", 3, 1, TapeWritingError.unknownInstrument(1)),
      ("instrument 0", 0, 1, .unknownInstrument(1)),
      ("an unknown owner", 1, 4, .unknownName(1)),
    ] as [(String, InstrumentID, PartyID, TapeWritingError)])
  func `INV-TAPE-6: the binary writer refuses what no reader takes, and goes on`(
    name: String, instrument: InstrumentID, owner: PartyID, error: TapeWritingError
  ) throws {
    var writer = BinaryTapeWriter(SampleTape.header)
    var bytes: [UInt8] = []
    writer.begin(into: &bytes)
    let bad = Event(
      sequence: 1, time: 0, instrument: instrument,
      payload: .accepted(Accepted(id: 1, owner: owner)))
    #expect(throws: error, "\(name)") { try writer.write(bad, into: &bytes) }
    #expect(throws: TapeWritingError.sequenceBreak(expected: 1, found: 2)) {
      var late = Self.accepted
      late.sequence = 2
      try writer.write(late, into: &bytes)
    }
    try writer.write(Self.accepted, into: &bytes)
    writer.finish(into: &bytes)
    #expect(TapeBytes.read(bytes).events == [Self.accepted])
  }
}
