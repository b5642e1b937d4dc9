import Core
import Samples
import Testing

@Suite struct TapeDamageTests {
  /// One event a kind, so that trying every byte stays quick.
  private static let events: [Event] = {
    var seen: [EventKind] = []
    var events = TapeText.events.filter { event in
      defer { seen.append(event.kind) }
      return !seen.contains(event.kind)
    }
    for index in events.indices { events[index].sequence = TapeSequence(UInt64(index) + 1) }
    return events
  }()

  /// What the hash does not cover: the header's seed, configuration and starting rules, and names
  /// that no event uses. Everything else of a tape is noticed.
  @Test func `INV-TAPE-3: one changed byte of an event, hash or end line is noticed`() throws {
    let text = try TapeText.write(Self.events)
    let eventsStart = try #require(firstEvent(of: text))
    let flips: [UInt8] = TestRun.scale > 1 ? [1, 2, 4, 8, 16, 32, 64, 128] : [1, 16, 128]
    for index in eventsStart..<text.count {
      for flip in flips {
        var damaged = text
        damaged[index] ^= flip
        let reading = TapeText.read(damaged)
        #expect(!reading.errors.isEmpty, "byte \(index) ^ \(flip)")
      }
    }
  }

  @Test func `one changed byte of a header is noticed, or it changes the header only`() throws {
    let text = try TapeText.write(Self.events)
    let eventsStart = try #require(firstEvent(of: text))
    var unnoticed = 0
    for index in 0..<eventsStart {
      var damaged = text
      damaged[index] ^= 1
      let reading = TapeText.read(damaged)
      guard reading.errors.isEmpty else { continue }
      unnoticed += 1
      #expect(reading.header != SampleTape.header, "byte \(index)")
      #expect(reading.events == Self.events, "byte \(index)")
    }
    #expect(unnoticed > 0)
  }

  @Test func `INV-TAPE-3: a line left out, repeated or moved is noticed`() throws {
    let text = String(decoding: try TapeText.write(Self.events), as: UTF8.self)
    let lines = text.split(separator: "\n")
    let first = try #require(lines.firstIndex { !$0.hasPrefix("#") })
    for index in first..<lines.count - 1 {
      var missing = lines
      missing.remove(at: index)
      var repeated = lines
      repeated.insert(lines[index], at: index)
      var moved = lines
      moved.swapAt(index, index + 1)
      for changed in [missing, repeated, moved] {
        let text = Array((changed.joined(separator: "\n") + "\n").utf8)
        #expect(TapeText.read(text).errors.count == 1, "line \(index + 1)")
      }
    }
  }

  @Test func `a tape cut anywhere is an error or is not complete`() throws {
    let text = try TapeText.write(Self.events)
    for length in 0..<text.count {
      let reading = TapeText.read(Array(text[..<length]))
      #expect(!reading.isComplete && (reading.errors.count == 1 || text[length - 1] == 0x0A))
    }
  }

  @Test func `INV-TAPE-5: random bytes never trap, and strict and lenient readers end`() {
    var random = RandomStream(masterSeed: TestRun.seed, name: "tape-garbage")
    for round in 0..<200 * TestRun.scale {
      let length = Int(random.bounded(400))
      var text = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      if round % 2 == 0 { text = Array(TapeText.shortHeader.utf8) + text.map { $0 % 95 + 32 } }
      let strict = TapeText.read(text)
      let lenient = TapeText.read(text, chunk: 1 + Int(random.bounded(50)), lenient: true)
      #expect(strict.errors.count <= 1, "SEED=\(TestRun.seed) round \(round)")
      #expect(lenient.errors.count >= strict.errors.count, "SEED=\(TestRun.seed) round \(round)")
    }
  }

  @Test func `INV-TAPE-5: a tape with random edits never traps, whatever the chunks`() throws {
    let text = try TapeText.write(Self.events)
    var random = RandomStream(masterSeed: TestRun.seed, name: "tape-edits")
    for round in 0..<100 * TestRun.scale {
      var edited = text
      for _ in 0...random.bounded(4) { edit(&edited, &random) }
      let whole = TapeText.read(edited, lenient: true)
      let parts = TapeText.read(edited, chunk: 1 + Int(random.bounded(90)), lenient: true)
      #expect(whole == parts, "SEED=\(TestRun.seed) round \(round)")
    }
  }

  @Test func `INV-TAPE-4: a file without line feeds leaves one chunk in memory and one error`() {
    var reader = TapeReader(lenient: true)
    let chunk = [UInt8](repeating: 0x41, count: 4096)
    var errors: [TapeError] = []
    var held = 0
    for _ in 0..<256 {
      reader.feed(chunk.span)
      do throws(TapeError) { _ = try reader.next() } catch { errors.append(error) }
      held = max(held, bufferedByteCount(of: reader))
    }
    #expect(errors == [TapeError(line: 1, column: 1, reason: .notATape)])
    #expect((1...chunk.count + TapeGrammar.maximumLineLength).contains(held))
  }

  @Test func `INV-TAPE-4: a huge line among events leaves two chunks in memory at most`() {
    var reader = TapeReader(lenient: true)
    reader.feed(TapeText.short("1 0.000000000 Accepted ACME id=1").span)
    let chunk = [UInt8](repeating: 0x41, count: 1000)
    var (errors, events, held) = (0, 0, 0)
    for round in 0..<500 {
      if round == 499 { reader.feed([0x0A].span) } else { reader.feed(chunk.span) }
      while true {
        do throws(TapeError) {
          guard try reader.next() != nil else { break }
          events += 1
        } catch { errors += 1 }
      }
      held = max(held, bufferedByteCount(of: reader))
    }
    reader.feed(Array("2 0.000000000 Accepted ACME id=2\n".utf8).span)
    #expect(throws: Never.self) { if try reader.next() != nil { events += 1 } }
    #expect((errors, events) == (1, 2))
    #expect(held <= 2 * chunk.count + TapeGrammar.maximumLineLength)
  }

  private func firstEvent(of text: [UInt8]) -> Int? {
    text.indices.first { $0 > 0 && text[$0 - 1] == 0x0A && text[$0] != UInt8(ascii: "#") }
  }

  /// One byte changed, taken out or put in, or a piece taken out.
  private func edit(_ text: inout [UInt8], _ random: inout RandomStream) {
    let place = Int(random.bounded(UInt64(text.count)))
    switch random.bounded(4) {
    case 0: text[place] ^= UInt8(truncatingIfNeeded: 1 + random.bounded(127))
    case 1: text.remove(at: place)
    case 2: text.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
    default: text.removeSubrange(place..<min(text.count, place + 40))
    }
  }

  /// How many bytes a reader keeps, by looking inside: no public figure says it.
  private func bufferedByteCount(of reader: TapeReader) -> Int {
    for child in Mirror(reflecting: reader).children where child.label == "lines" {
      for part in Mirror(reflecting: child.value).children where part.label == "bytes" {
        return (part.value as? [UInt8])?.count ?? 0
      }
    }
    return 0
  }
}
