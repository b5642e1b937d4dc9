import Core
import Samples
import TapeView
import Testing

/// The verdict on bytes fed in chunks, as a person reads it.
func sentence(_ text: [UInt8], chunk: Int = 61) throws(TapeError) -> String {
  let verifier = try verified(text, chunk: chunk)
  return verifier.verdict.text(verifier.header)
}

/// The verdict on bytes fed in chunks.
private func verdict(_ text: [UInt8], chunk: Int = 61) throws(TapeError) -> TapeVerdict {
  try verified(text, chunk: chunk).verdict
}

private func verified(_ text: [UInt8], chunk: Int) throws(TapeError) -> TapeVerifier {
  var verifier = TapeVerifier()
  for start in stride(from: 0, to: text.count, by: chunk) {
    verifier.feed(text[start..<min(start + chunk, text.count)].span)
    try verifier.check()
  }
  verifier.finish()
  try verifier.check()
  return verifier
}

/// A tape of these events with hash and end line in order.
func tape(_ events: [Event], _ header: TapeHeader = SampleTape.header) throws -> [UInt8] {
  var writer = TapeWriter(header)
  var text: [UInt8] = []
  writer.begin(into: &text)
  for event in events { try writer.write(event, into: &text) }
  writer.finish(into: &text)
  return text
}

/// Payloads in ACME, a second apart.
func events(_ payloads: [EventPayload]) -> [Event] {
  payloads.enumerated().map { index, payload in
    Event(
      sequence: TapeSequence(UInt64(index + 1)),
      time: Timestamp(integerLiteral: Int64(index) * 1_000_000_000), source: .venue,
      instrument: 1, payload: payload)
  }
}

@Test func `a whole tape is complete, however it is cut into chunks`() throws {
  let text = try SampleScenario().text()
  for chunk in [1, 100, 1 << 20] { #expect(try verdict(text, chunk: chunk) == .complete) }
}

@Test
func `INV-VIEW-4: a tape cut off behind any line is truncated behind that line's event`() throws {
  let text = try SampleScenario().text()
  let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  var kept: [UInt8] = []
  var count: UInt64 = 0
  for line in lines.dropLast(2) {
    #expect(try verdict(kept) == .truncated(after: count))
    // Cut off inside the line: the same events are whole.
    #expect(try verdict(kept + line.prefix(line.count / 2 + 1)) == .truncated(after: count))
    kept += line + [UInt8(ascii: "\n")]
    if line.first != UInt8(ascii: "#") { count += 1 }
  }
  #expect(try verdict(kept) == .truncated(after: 72))
}

@Test func `INV-VIEW-4: a tape with any byte of an event altered is not complete`() throws {
  let text = try SampleScenario().text()
  let start = try #require(text.firstRange(of: Array("\n1 0.0".utf8))).lowerBound + 1
  for place in stride(from: start, to: text.count, by: 11) {
    var altered = text
    // Stays ASCII: the digits change into one another, letters into their neighbours.
    altered[place] ^= 1
    #expect(try verdict(altered, chunk: 1 << 20) != .complete, "byte \(place)")
  }
}

@Test func `a changed quantity shows at the end line's hash`() throws {
  let text = String(decoding: try SampleScenario().text(), as: UTF8.self)
  let altered = Array(text.replacing("price=99.90 qty=1 ", with: "price=99.90 qty=2 ").utf8)
  guard case .altered(let error) = try verdict(altered),
    case .hashMismatch = error.reason
  else {
    Issue.record("not seen")
    return
  }
  #expect(error.line == 84)
}

@Test func `a missing, repeated or swapped line breaks the sequence`() throws {
  let lines = String(decoding: try SampleScenario().text(), as: UTF8.self).split(separator: "\n")
  var (missing, repeated, swapped) = (lines, lines, lines)
  missing.remove(at: 20)
  repeated.insert(lines[20], at: 20)
  swapped.swapAt(20, 21)
  for broken in [missing, repeated, swapped] {
    let text = Array((broken.joined(separator: "\n") + "\n").utf8)
    guard case .altered(let error) = try verdict(text), case .sequenceBreak = error.reason else {
      Issue.record("not seen")
      return
    }
  }
}

@Test func `text behind the end line is an alteration, with or without a line feed`() throws {
  let text = try SampleScenario().text()
  for tail in ["more\n", "more"] {
    guard case .altered = try verdict(text + Array(tail.utf8)) else {
      Issue.record("\(tail) not seen")
      return
    }
  }
}

@Test func `what is no tape cannot be judged`() {
  for text in ["hello\n", "#truetape 99\n"] {
    #expect(throws: TapeError.self) { try verdict(Array(text.utf8)) }
  }
}

@Test func `a fill of an order that nobody sent is unlawful`() throws {
  let fill = Fill(
    id: 7, owner: 1, side: .buy, price: 5, quantity: 1, remaining: 0, number: 1, trade: 1,
    liquidity: .maker)
  guard case .unlawful(let violation, _) = try verdict(tape(events([.fill(fill)]))),
    case .lifecycle = violation.reason
  else {
    Issue.record("not seen")
    return
  }
  #expect(violation.sequence == 1 && violation.line == 11)
}

@Test func `time may go back on a recorded tape and not on a simulated one`() throws {
  var payloads = events([
    .gap(Gap(missing: SourceSequence(1...1))), .gap(Gap(missing: SourceSequence(2...2))),
  ])
  payloads[0].time = 5
  payloads[1].time = 4
  #expect(
    try sentence(tape(payloads)).contains(
      "first at line 12, event 2: time goes back from 0.000000005 to 0.000000004"))
  var recorded = SampleTape.header
  recorded.seed = nil
  #expect(try verdict(tape(payloads, recorded)) == .complete)
}

@Test func `an immediate order may be open beside another on the tape of one who trades`() throws {
  func order(_ id: OrderID) -> EventPayload {
    .newOrder(
      NewOrder(
        id: id, owner: 1, side: .buy, type: .limit(10_000), quantity: 5,
        timeInForce: .immediateOrCancel))
  }
  func ended(_ id: OrderID) -> EventPayload {
    .expired(Expired(id: id, owner: 1, remaining: 5, reason: .immediateOrCancel))
  }
  let payloads = events([
    order(1), .accepted(Accepted(id: 1, owner: 1)), order(2), .accepted(Accepted(id: 2, owner: 1)),
    ended(1), ended(2),
  ])
  #expect(try sentence(tape(payloads)).contains("order 1 never rests, yet is open"))
  var seen = SampleTape.header
  seen.seed = nil
  #expect(try verdict(tape(payloads, seen)) == .complete)
}
