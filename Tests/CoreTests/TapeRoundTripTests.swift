import Core
import Samples
import Testing

@Suite struct TapeRoundTripTests {
  @Test(arguments: [1, 2, 3, 7, 64, Int.max])
  func `every kind of event reads back as it was written, in chunks of any size`(
    chunk: Int
  ) throws {
    let reading = TapeText.read(try TapeText.write(), chunk: chunk)
    #expect(reading.errors == [])
    #expect(reading.events == TapeText.events)
    #expect(reading.header == SampleTape.header)
    #expect(reading.isComplete)
  }

  @Test func `the sample tape holds every kind`() {
    let kinds = TapeText.events.map(\.kind)
    for kind in EventKind.allCases { #expect(kinds.contains(kind), "\(kind)") }
  }

  @Test func `INV-TAPE-2: a tape read and written again is the same bytes`() throws {
    let text = try TapeText.write()
    let reading = TapeText.read(text)
    #expect(try TapeText.write(reading.events, header: reading.header) == text)
  }

  @Test func `the sample tape is the golden text, which every version must go on reading`() throws {
    let text = try TapeText.write()
    let golden = try Fixture.golden("sample-words.rpl", recording: text)
    #expect(
      String(decoding: golden, as: UTF8.self) == String(decoding: text, as: UTF8.self))
  }

  @Test func `a tape without events is complete`() throws {
    let reading = TapeText.read(try TapeText.write([]))
    #expect(
      reading
        == TapeText.Reading(
          header: SampleTape.header, isComplete: true, hash: TraceHash().value))
  }

  @Test(arguments: [
    ("as written", ["H"], nil),
    ("missing", [], TapeError.Reason.expected("#hash ")),
    ("twice", ["H", "H"], .misplacedHash),
  ])
  func `INV-TAPE-2: one hash line follows every 65,536th event, never`(
    form: String, replacement: [String], reason: TapeError.Reason?
  ) throws {
    var (reader, lines) = try Self.beforeFirstHashLine()
    let place = try #require(lines.firstIndex { $0.hasPrefix("#hash 65536 ") })
    lines.replaceSubrange(place...place, with: replacement.map { _ in lines[place] })
    reader.feed(Array((lines.joined(separator: "\n") + "\n").utf8).span)
    var found: TapeError.Reason?
    do throws(TapeError) { while try reader.next() != nil {} } catch { found = error.reason }
    #expect(found == reason, "\(form)")
    #expect(reader.isComplete == (reason == nil), "\(form)")
  }

  private struct Unread: Error {}

  /// A reader that took 65,535 events, and the lines that follow: an event, the hash line, an
  /// event, the end line.
  private static func beforeFirstHashLine() throws -> (TapeReader, [Substring]) {
    var writer = TapeWriter(TapeHeader())
    var reader = TapeReader()
    var text: [UInt8] = []
    writer.begin(into: &text)
    for sequence in 1...TapeGrammar.checkpointInterval + 1 {
      let payload = EventPayload.gap(Gap(first: 1, last: 1))
      let event = Event(
        sequence: TapeSequence(sequence), time: 0, instrument: nil, payload: payload)
      try writer.write(event, into: &text)
      guard sequence < TapeGrammar.checkpointInterval else { continue }
      reader.feed(text.span)
      text.removeAll(keepingCapacity: true)
      guard try reader.next() == .event(event) else { throw Unread() }
    }
    writer.finish(into: &text)
    return (reader, String(decoding: text, as: UTF8.self).split(separator: "\n"))
  }
}

@Suite struct TapeWriterTests {
  private static let accepted = EventPayload.accepted(Accepted(id: 1, owner: 1))

  @Test(arguments: [
    (
      "an instrument that the header does not name",
      Event(sequence: 1, time: 0, instrument: 3, payload: accepted),
      TapeWritingError.unknownInstrument(1)
    ),
    (
      "no instrument where its kind needs one",
      Event(sequence: 1, time: 0, instrument: nil, payload: accepted), .missingInstrument(1)
    ),
    (
      "a source that the header does not name",
      Event(sequence: 1, time: 0, source: 4, instrument: 1, payload: accepted), .unknownName(1)
    ),
    (
      "an owner that the header does not name",
      Event(
        sequence: 1, time: 0, instrument: 1, payload: .accepted(Accepted(id: 1, owner: 4))),
      .unknownName(1)
    ),
    (
      "a regime that the header does not name",
      Event(sequence: 1, time: 0, instrument: nil, payload: .regime(RegimeChange(regime: 3))),
      .unknownName(1)
    ),
    (
      "a sequence that leaves a hole",
      Event(sequence: 2, time: 0, instrument: 1, payload: accepted),
      .sequenceBreak(expected: 1, found: 2)
    ),
  ])
  func `INV-TAPE-6: the writer refuses an event that no reader could take, one with`(
    fault: String, event: Event, error: TapeWritingError
  ) throws {
    var writer = TapeWriter(SampleTape.header)
    var text = Array("before".utf8)
    #expect(throws: error, "\(fault)") { try writer.write(event, into: &text) }
    #expect(text == Array("before".utf8), "\(fault)")
    let next = Event(sequence: 1, time: 0, instrument: 1, payload: Self.accepted)
    #expect(throws: Never.self) { try writer.write(next, into: &text) }
  }

  @Test func `an excerpt takes events as they come and writes no hash lines`() throws {
    var writer = TapeWriter.excerpt(SampleTape.header)
    var text: [UInt8] = []
    for sequence: TapeSequence in [65_536, 7] {
      try writer.write(
        Event(sequence: sequence, time: 5, instrument: 1, payload: Self.accepted), into: &text)
    }
    #expect(
      String(decoding: text, as: UTF8.self) == """
        65536 0.000000005 Accepted ACME id=1 owner=maker-1
        7 0.000000005 Accepted ACME id=1 owner=maker-1

        """)
  }

  @Test func `INV-TAPE-1: the sequencer numbers densely and never lets time go back`() {
    var sequencer = Sequencer()
    let times: [Timestamp] = [5, 3, 5, 9]
    let stamped = times.map { sequencer.stamp(Self.accepted, at: $0, instrument: 1) }
    #expect(stamped.map(\.sequence) == [1, 2, 3, 4])
    #expect(stamped.map(\.time) == [5, 5, 5, 9])
    #expect(sequencer.clampedCount == 1)
  }
}
