import Core
import Samples
import TapeView
import Testing

@Suite struct StretchTests {
  /// Whatever is asked for, a stretch shows what the whole tape shows; here times go back.
  @Test func `INV-VIEW-1: a stretch shows exactly the events that the whole tape shows`() throws {
    var random = RandomStream(masterSeed: TestRun.seed, name: "stretches")
    let tape = try Self.tape(events: 20_000)
    let index = try #require(Self.index(of: tape))
    for round in 0..<40 * TestRun.scale {
      var terms = TapeFilterTerms()
      let first = random.bounded(21_000)
      if round % 3 != 0 { try terms.add(.from, "\(first)") }
      if round % 4 != 0 { try terms.add(.to, "\(first + random.bounded(5_000))") }
      let time = random.bounded(21_000)
      if round % 2 == 0 { try terms.add(.since, Self.seconds(time)) }
      if round % 5 == 0 { try terms.add(.until, Self.seconds(time + random.bounded(3_000))) }
      var whole = TapeReplay(showing: terms)
      whole.feed(tape.span)
      whole.finish()
      let shown = try Self.events(&whole)
      guard let stretch = TapeStretch(index, terms) else {
        #expect(shown.isEmpty || terms.isEmpty, "SEED=\(TestRun.seed) round \(round)")
        continue
      }
      var part = TapeReplay(showing: terms, in: stretch)
      part.feed(tape.span.extracting(stretch.bytes))
      part.finish()
      #expect(try Self.events(&part) == shown, "SEED=\(TestRun.seed) round \(round)")
      #expect(part.summary?.passed == whole.summary?.passed)
      #expect(part.summary?.total.events == UInt64(shown.count))
      #expect(part.traceHash == whole.traceHash)
    }
  }

  @Test func `terms without a sequence or time have no stretch`() throws {
    let index = try #require(Self.index(of: try Self.tape(events: 5_000)))
    var terms = TapeFilterTerms()
    #expect(TapeStretch(index, terms) == nil)
    try terms.add(.kind, "Gap")
    #expect(TapeStretch(index, terms) == nil)
    try terms.add(.to, "7")
    #expect(TapeStretch(index, terms)?.last.number == 1)
  }

  private static func seconds(_ thousandths: UInt64) -> String {
    let text = "\(thousandths % 1_000)"
    return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - text.count) + text
  }

  /// A gap every thousandth of a second, now and then one that is four seconds late.
  private static func tape(events: Int) throws -> [UInt8] {
    var encoder = TapeEncoder(TapeHeader(), form: .binary)
    var bytes: [UInt8] = []
    encoder.begin(into: &bytes)
    for number in 1...events {
      let time = number * 1_000_000 - (number % 97 == 0 ? min(number, 4_000) * 1_000_000 : 0)
      let event = Event(
        sequence: TapeSequence(UInt64(number)), time: Timestamp(integerLiteral: Int64(time)),
        instrument: nil, payload: .gap(Gap(missing: SourceSequence(UInt64(number)))))
      try encoder.write(event, into: &bytes)
    }
    encoder.finish(into: &bytes)
    return bytes
  }

  private static func index(of bytes: [UInt8]) -> TapeIndex? {
    var seek = TapeSeek(fileSize: bytes.count)
    while case .needs(let range) = seek.step { seek.take(bytes.span.extracting(range)) }
    guard case .found(let index) = seek.step else { return nil }
    return index
  }

  private static func events(_ replay: inout TapeReplay) throws -> [Event] {
    var events: [Event] = []
    while let event = try replay.next() { events.append(event) }
    return events
  }
}
