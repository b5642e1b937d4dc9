import Core
import Samples
import TapeView
import Testing

@Test func `the book behind an event shows both sides, best first`() throws {
  let scenario = SampleScenario()
  var view = try BookView(header: scenario.header, terms: try terms([(.symbol, "ACME")]))
  for event in scenario.events.prefix(40) { view.apply(event) }
  #expect(
    view.lines(depth: 1) == [
      "book of ACME behind event 40",
      "level  bid orders  bid quantity    bid     ask  ask quantity  ask orders",
      "1               1            65  99.98  100.05            50           1",
      "(2 bid and 1 ask levels, no oddities)",
    ])
}

@Test func `a book in the middle of a trade says that it is not settled`() throws {
  let scenario = SampleScenario()
  var view = try BookView(header: scenario.header, terms: TapeFilterTerms())
  for event in scenario.events.prefix(8) { view.apply(event) }
  let lines = view.lines(depth: 3)
  #expect(lines[0] == "book of ACME behind event 8 (in the middle of a message: not settled)")
  #expect(lines.contains { $0.hasPrefix("book of BTCUSDT") })
}

@Test func `a symbol that the tape lacks is refused`() {
  #expect(throws: FilterError.self) {
    try BookView(header: SampleScenario().header, terms: try terms([(.symbol, "NONE")]))
  }
}

@Test func `what the tape cannot have meant is listed by kind`() throws {
  var view = try BookView(header: SampleTape.header, terms: try terms([(.symbol, "ACME")]))
  let updates = [
    BookUpdate(action: .reduce, id: 7, side: .buy, price: 100, quantity: 5, isLast: true),
    BookUpdate(action: .set, side: .buy, price: 101, quantity: 5),
    BookUpdate(action: .set, side: .sell, price: 100, quantity: 5, isLast: true),
  ]
  for (place, update) in updates.enumerated() {
    view.apply(
      Event(
        sequence: TapeSequence(UInt64(place + 1)), time: 0, source: .venue, instrument: 1,
        payload: .bookUpdate(update)))
  }
  #expect(
    view.lines(depth: 1).last
      == "(1 bid and 1 ask levels, oddities: unknown orders 1, shortfalls 1, crossed books 1)")
}
