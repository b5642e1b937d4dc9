import Core
import Samples
import TapeView
import Testing

@Test(arguments: [0, 1, 9, 25, 71, 72])
func `INV-VIEW-3: a replay resumed anywhere ends as the uninterrupted one`(stop: Int) throws {
  let text = try SampleScenario().text()
  let filter = try terms([(.symbol, "ACME"), (.kind, "Fill,Trade,NewOrder")])
  let whole = try play(text, showing: filter)
  var replay = TapeReplay(showing: filter)
  replay.feed(text.span)
  replay.finish()
  var shown: [Event] = []
  while shown.count < stop, let event = try replay.next() { shown.append(event) }
  let state = try ReplayState(bytes: replay.state.savedBytes)
  #expect(state == replay.state)
  let rest = try play(text, showing: state.terms, behind: state.cursor)
  #expect(shown + rest.events == whole.events)
  #expect(rest.lines == whole.lines)
  #expect(rest.replay.traceHash == whole.replay.traceHash)
}

@Test func `INV-VIEW-3: a saved state is refused on another tape`() throws {
  let text = try SampleScenario().text()
  let cursor = try play(text).replay.cursor
  let other = Array(String(decoding: text, as: UTF8.self).replacing("qty=25", with: "qty=24").utf8)
  let shorter = Array(text.prefix { $0 != UInt8(ascii: "N") }) + Array("\n".utf8)
  for tape in [other, shorter] {
    #expect(throws: ReplayError.otherTape(cursor: cursor)) {
      try play(tape, lenient: true, behind: cursor)
    }
  }
}

@Test func `a state survives saving with every criterion set`() throws {
  let all = try terms([
    (.kind, "Fill,Drop"), (.symbol, "ACME"), (.agent, "maker-1,noise-1"), (.order, "1,2,3"),
    (.from, "3"), (.to, "50"), (.since, "0.5"), (.until, "2012-06-21T13:30:00Z"),
  ])
  let cursor = ReplayCursor(sequence: 7, line: 20, hash: TraceHash())
  let state = ReplayState(cursor: cursor, terms: all)
  #expect(try ReplayState(bytes: state.savedBytes) == state)
}

@Test func `a state file cut short or altered is refused, never a trap`() throws {
  let bytes = try play(try SampleScenario().text(), showing: try terms([(.agent, "maker-1")]))
    .replay.state.savedBytes
  for length in 0..<bytes.count {
    #expect(throws: StateDecodingError.self) { try ReplayState(bytes: Array(bytes.prefix(length))) }
  }
  #expect(throws: StateDecodingError.self) { try ReplayState(bytes: bytes + [0]) }
  for place in bytes.indices {
    var altered = bytes
    altered[place] ^= 0xFF
    #expect(throws: StateDecodingError.self, "byte \(place)") { try ReplayState(bytes: altered) }
  }
}

/// A broken tape, what a strict replay says, and what a lenient one still shows.
struct BrokenTape: Sendable, CustomTestStringConvertible {
  let name: String
  let text: [UInt8]
  let error: String
  /// Events that a lenient replay shows; nil where there is no tape at all.
  let shown: Int?

  init(_ name: String, _ text: String, _ error: String, _ shown: Int?) {
    self.name = name
    self.text = Array(text.utf8)
    self.error = error
    self.shown = shown
  }

  var testDescription: String { name }

  private static let head = "#truetape 1\n#party 1 a\n#regime 1 r\n"
  private static let (one, two) = (
    "1 0.000000000 Regime - name=r\n", "2 0.000000000 Regime - name=r\n"
  )

  static let all: [BrokenTape] = [
    BrokenTape("empty", "", "1:1: not a tape", nil),
    BrokenTape("no tape", "hello\n", "1:1: not a tape", nil),
    BrokenTape("newer", "#truetape 2\n", "1:11: tape version 2 is newer", nil),
    BrokenTape("bad header", head + "#colour red\n" + one, "4:1: malformed or misplaced header", 1),
    BrokenTape("bad kind", head + one + "2 0.000000000 Regim - name=r\n", "5:15: unknown kind", 1),
    BrokenTape("bad time", head + "1 0.0 Regime - name=r\n" + two, "4:6: expected exactly 9", 1),
    BrokenTape(
      "NUL", head + "1 0.000000000\u{0} Regime - name=r\n" + two, "4:14: byte 0 has no", 1),
    BrokenTape("CRLF", head + "1 0.000000000 Regime - name=r\r\n", "4:30: carriage return", 0),
    BrokenTape("UTF-8", head + one + "2 0.000000000 Régime - name=r\n", "5:16: byte 195 has no", 1),
    BrokenTape("gap in sequence", head + two, "4:1: sequence 2 where 1 should follow", 1),
    BrokenTape("cut in a line", head + one + "2 0.00", "5:7: the file ends inside this line", 1),
    BrokenTape(
      "huge line", head + String(repeating: "x", count: 5_000) + "\n" + one,
      "4:1025: line longer than 1024 bytes", 1),
    BrokenTape("behind the end", head + "#end 0 0000000000000000\n", "4:8: hash 0000", 0),
  ]
}

@Test(arguments: BrokenTape.all)
func `a malformed tape is a typed error with line and column, and lenient replay goes on`(
  tape: BrokenTape
) throws {
  for chunk in [1, 1_000_000] {
    do {
      _ = try play(tape.text, chunk: chunk)
      Issue.record("taken")
    } catch {
      guard case .tape = error else { throw error }
      #expect(error.description.hasPrefix(tape.error))
    }
    guard let shown = tape.shown else {
      #expect(throws: ReplayError.self) { try play(tape.text, lenient: true, chunk: chunk) }
      continue
    }
    let lenient = try play(tape.text, lenient: true, chunk: chunk)
    #expect(lenient.events.count == shown)
    let skips = lenient.replay.summary?.firstSkipped == nil ? 0 : 1
    #expect(lenient.replay.summary?.skippedLines == UInt64(skips))
    #expect(lenient.lines.contains { $0.hasPrefix("skipped") } == (skips == 1))
  }
}

@Test func `events before a malformed line are handed out first`() throws {
  let text = Array("#truetape 1\n#regime 1 r\n1 0.000000000 Regime - name=r\nnonsense\n".utf8)
  var replay = TapeReplay(showing: TapeFilterTerms())
  replay.feed(text.span)
  #expect(try replay.next()?.sequence == 1)
  #expect(throws: ReplayError.self) { try replay.next() }
}
