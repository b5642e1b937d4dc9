import Core
import Samples
import Testing

/// The reader has a quick path and one that knows every rule. A reader that is fed line by line
/// takes the latter only: the former gives up within eight bytes of the end of what was fed.
@Suite struct TapePathsTests {
  @Test func `INV-TAPE-3: writing, both ways of reading and the events give one hash`() throws {
    let text = try TapeText.write()
    var hash = TraceHash()
    for event in TapeText.events { hash.fold(event) }
    #expect(TapeText.read(text).hash == hash.value)
    #expect(readLineByLine(text).hash == hash.value)
    var writer = TapeWriter(SampleTape.header)
    var line: [UInt8] = []
    for event in TapeText.events { try writer.write(event, into: &line) }
    #expect(writer.hash == hash)
  }

  @Test func `an event that cannot be written leaves the hash as it was`() throws {
    var writer = TapeWriter(SampleTape.header)
    var line: [UInt8] = []
    var event = try #require(TapeText.events.first)
    try writer.write(event, into: &line)
    let hash = writer.hash
    event.sequence = event.sequence.next
    event.source = PartyID(999)
    #expect(throws: TapeWritingError.self) { try writer.write(event, into: &line) }
    #expect(writer.hash == hash)
  }

  @Test func `INV-TAPE-2: what the quick path takes, the strict one takes for the same event`()
    throws
  {
    let text = try TapeText.write()
    var lines = text.split(separator: 0x0A).map { Array($0) + [0x0A] }
    let header = Array(lines.prefix { $0[0] == UInt8(ascii: "#") }.joined())
    lines.removeAll { $0[0] == UInt8(ascii: "#") }
    var random = RandomStream(masterSeed: TestRun.seed, name: "tape-paths")
    for line in lines {
      var edited = header
      for _ in 0..<60 * TestRun.scale { edited += edit(line, &random) }
      edited += withNeedlessOwner(line) + line
      let quick = TapeText.read(edited, lenient: true)
      let strict = readLineByLine(edited)
      #expect(quick == strict, "SEED=\(TestRun.seed)")
    }
  }

  private func readLineByLine(_ text: [UInt8]) -> TapeText.Reading {
    TapeText.read(text, chunks: text.split(separator: 0x0A).map { $0.count + 1 }, lenient: true)
  }

  /// The line with its source named as the owner too, once before each word: legal nowhere.
  private func withNeedlessOwner(_ line: [UInt8]) -> [UInt8] {
    let mark = Array(" src=".utf8)
    let words = line.dropLast().split(separator: 0x20).map { [0x20] + $0 }
    guard let source = words.first(where: { $0.starts(with: mark) }) else { return [] }
    let owner = Array(" owner=".utf8) + source.dropFirst(mark.count)
    return words.indices.flatMap { place in
      Array((words[..<place] + [owner] + words[place...]).joined().dropFirst()) + [0x0A]
    }
  }

  /// The line with one byte, rarely two, other than they were: digits, separators and letters for
  /// one another, or taken out, or doubled.
  private func edit(_ line: [UInt8], _ random: inout RandomStream) -> [UInt8] {
    let bytes = Array("0123456789 .-=#abeltuy\0\t\r\u{7F}".utf8) + [0x80, 0xFF]
    var line = line
    repeat {
      let place = Int(random.bounded(UInt64(line.count - 1)))
      switch random.bounded(4) {
      case 0: line.remove(at: place)
      case 1: line.insert(line[place], at: place)
      default: line[place] = bytes[Int(random.bounded(UInt64(bytes.count)))]
      }
    } while random.bounded(4) == 0 && line.count > 2
    return line
  }
}
