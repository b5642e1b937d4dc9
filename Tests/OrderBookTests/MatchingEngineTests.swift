import Core
import OrderBook
import Samples
import Testing

/// ACME is instrument 1, BTCUSDT instrument 2.
private var engine: MatchingEngine { MatchingEngine(SampleTape.header.instruments) }

private func handle(
  _ engine: inout MatchingEngine, _ line: String, _ instrument: InstrumentID
) throws -> [String] {
  var reports: [EventPayload] = []
  let request = try BookScript.request(line)
  let isTaken = engine.handle(request, instrument: instrument, into: &reports)
  #expect(isTaken)
  return reports.map(BookScript.text)
}

@Test func `books of several instruments do not touch`() throws {
  var engine = engine
  #expect(engine.instruments == [1, 2])
  #expect(try handle(&engine, "sell 1 10@100", 1) == ["accepted 1"])
  #expect(try handle(&engine, "buy 1 10@100", 2) == ["accepted 1"])
  #expect(try handle(&engine, "cancel 1", 2) == ["cancelled 1 left 10"])
  let trade = ["accepted 2", "trade#1 10@100", "fill 1 10 left 0", "fill 2 10 left 0"]
  #expect(try handle(&engine, "buy 2 10@100", 1) == trade)
  #expect(
    engine.withBook(of: 1) { $0.tradeCount } == 1
      && engine.withBook(of: 2) { $0.tradeCount } == 0)
  #expect(engine.invariantViolations() == [])
}

@Test(arguments: ["buy 7 1@100", "cancel 7", "amend 7 1@100"])
func `a request for an unknown instrument is refused`(line: String) throws {
  var engine = engine
  #expect(try handle(&engine, line, 3) == ["rejected 7 unknown-instrument"])
}

@Test func `new rules reach their book alone`() throws {
  var engine = engine
  #expect(try handle(&engine, "halt", 1) == [])
  #expect(try handle(&engine, "buy 1 10@100", 1) == ["rejected 1 trading-halted"])
  #expect(try handle(&engine, "buy 1 10@100", 2) == ["accepted 1"])
}

@Test func `events that ask nothing of a book change nothing`() {
  var engine = engine
  let before = engine.stateHash
  var reports: [EventPayload] = []
  for payload in SampleTape.payloads {
    switch payload {
    case .newOrder, .cancel, .amend, .instrument, .orderTerms, .orderGroup, .massCancel,
      .phaseChange:
      continue
    case .accepted, .amended, .cancelled, .expired, .reject, .fill, .trade, .bookUpdate, .snapshot,
      .quote, .regime, .gap, .drop, .timer, .riskDecision, .operatorCommand, .triggered,
      .restated:
      #expect(!engine.handle(payload, instrument: 1, into: &reports))
      #expect(!engine.handle(payload, instrument: 3, into: &reports))
    }
  }
  let rules = EventPayload.instrument(SampleTape.freeRules)
  #expect(!engine.handle(rules, instrument: 3, into: &reports))
  #expect(reports == [] && engine.stateHash == before)
}

@Test func `an engine that was saved goes on as if nothing had happened`() throws {
  var engine = engine
  _ = try handle(&engine, "sell 1 10@100", 1)
  _ = try handle(&engine, "buy 1 10@90", 2)
  var reader = ByteReader(engine.encoded())
  var restored = try MatchingEngine(decoding: &reader)
  try reader.finish()
  #expect(restored.stateHash == engine.stateHash)
  let line = "buy 2 4@100"
  #expect(try handle(&restored, line, 1) == handle(&engine, line, 1))
  #expect(restored.stateHash == engine.stateHash)
}

@Test func `saved books out of order are refused, and one instrument has one book`() throws {
  var engine = engine
  let book = ReferenceBook(instrument: 1, quantityScale: 0, rules: SampleTape.freeRules)
  let isAdded = engine.add(
    FastBook(instrument: 1, quantityScale: 0, rules: SampleTape.freeRules))
  #expect(!isAdded && engine.bookCount == 2)
  var writer = ByteWriter()
  writer.append(false)
  writer.append([book, book])
  var reader = ByteReader(writer.bytes)
  let error = #expect(throws: StateDecodingError.self) { try MatchingEngine(decoding: &reader) }
  #expect(error?.reason == .invalidValue(field: "instrument order"))
}

@Test func `a copy of an engine shares nothing that changes, and is equal until then`() throws {
  var engine = engine
  for line in ["sell 1 10@100", "sell 2 5@100", "buy 3 4@100", "buy 4 7@90", "buy 5 3@95 post"] {
    _ = try handle(&engine, line, 1)
  }
  let before = engine.encoded()
  var copy = engine
  #expect(try handle(&copy, "cancel 4", 1) == ["cancelled 4 left 7"])
  #expect(engine.encoded() == before)
  #expect(copy.encoded() != before && copy.invariantViolations() == [])
  // Each goes on alone: the copy's queues and fill numbers are those of the original.
  let line = "buy 6 8@100"
  #expect(try handle(&copy, line, 1) == handle(&engine, line, 1))
  #expect(try handle(&engine, "cancel 4", 1) == ["cancelled 4 left 7"])
  #expect(copy.encoded() == engine.encoded())
}
