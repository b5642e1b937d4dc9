import Core
import OrderBook
import Samples
import TapeView
import Testing

/// The events of a tape, and what a browser should say of them, found the slow way.
private struct Model {
  let header: TapeHeader
  let events: [Event]
  var shown: [Event]
  /// Where the person is, also while nothing is shown.
  private var anchor: TapeSequence = 1
  var current: Event? {
    didSet { if let current { anchor = current.sequence } }
  }

  init(_ text: [UInt8]) throws {
    let played = try play(text)
    (header, events, shown) = (played.replay.header, played.events, played.events)
    current = events.first
  }

  mutating func show(_ terms: TapeFilterTerms) throws {
    let filter = try terms.resolved(against: header)
    shown = events.filter(filter.passes)
    land(anchor)
  }

  /// The first event shown at or behind a place, else the last one.
  mutating func land(_ place: TapeSequence) {
    current = shown.first { $0.sequence >= place } ?? shown.last
  }

  mutating func go(to target: BrowseTarget) {
    let here = anchor
    let index = shown.firstIndex { $0.sequence == here } ?? 0
    switch target {
    case .rows(let count):
      current = shown.isEmpty ? nil : shown[min(max(0, index + count), shown.count - 1)]
    case .start: land(1)
    case .end: land(TapeSequence(UInt64(events.count)))
    case .sequence(let sequence): land(sequence)
    case .time(let time): land(events.first { $0.time >= time }?.sequence ?? TapeSequence(.max))
    case .share(let share): land(TapeSequence(UInt64(events.count * share / 1_000 + 1)))
    case .step(let share):
      let step = max(1, events.count * abs(share) / 1_000)
      let moved = Int(here.rawValue) + (share < 0 ? -step : step)
      land(TapeSequence(UInt64(max(1, moved))))
    case .anomaly(.down): current = shown.first { $0.sequence > here && $0.isTrouble } ?? current
    case .anomaly(.up): current = shown.last { $0.sequence < here && $0.isTrouble } ?? current
    case .order(let id, .down):
      current = shown.first { $0.sequence > here && $0.payload.concerns(id) } ?? current
    case .order(let id, .up):
      current = shown.last { $0.sequence < here && $0.payload.concerns(id) } ?? current
    }
  }
}

extension Event {
  fileprivate var isTrouble: Bool { [.reject, .drop, .gap, .riskDecision].contains(kind) }
}

private func target(_ random: inout RandomStream, _ events: [Event]) -> BrowseTarget {
  let count = UInt64(events.count)
  let direction: BrowseDirection = random.bounded(2) == 0 ? .down : .up
  switch random.bounded(10) {
  case 0: return .rows(Int(random.integer(in: -40...40)))
  case 1: return .rows(random.bounded(2) == 0 ? 1 : -1)
  case 2: return .start
  case 3: return .end
  case 4: return .sequence(TapeSequence(random.bounded(count + 3)))
  case 5:
    return .time(
      events[Int(random.bounded(count))].time.advanced(by: Nanoseconds(random.integer(in: -1...1))))
  case 6: return .share(Int(random.bounded(1_001)))
  case 7: return .step(Int(random.integer(in: -100...100)))
  case 8: return .anomaly(direction)
  default: return .order(OrderID(random.bounded(20)), direction)
  }
}

private let filters: [[(FilterCriterion, String)]] = [
  [], [], [], [(.kind, "Fill,Trade")], [(.order, "1")], [(.agent, "taker-1")],
  [(.symbol, "BTCUSDT")],
  [(.kind, "Quote")], [(.from, "30"), (.to, "33")], [(.kind, "NewOrder"), (.since, "2")],
]

@Test(arguments: TestRun.seeds(12), TapeForm.allCases)
func
  `INV-VIEW-11: wherever a person goes in whatever filter, they are where a list of all events says`(
    seed: UInt64, form: TapeForm
  ) throws
{
  var random = RandomStream(masterSeed: seed, name: "browsing")
  let text = try SampleScenario().text()
  let size = random.bounded(900)
  switch form {
  case .text:
    let bytes = MemoryBytes(bytes: text)
    try wander(TextTapePieces(bytes, pieceSize: 100 + Int(size)), text, &random, seed)
  case .binary:
    let bytes = MemoryBytes(bytes: try blocks(text, events: 1 + Int(size) % 20))
    try wander(BinaryTapePieces(bytes), text, &random, seed)
  }
}

/// Goes here and there in a tape, and compares with a list of its events.
private func wander(
  _ tape: some PiecewiseTape, _ text: [UInt8], _ random: inout RandomStream, _ seed: UInt64
) throws {
  var model = try Model(text)
  let height = 1 + Int(random.bounded(12))
  var browser = TapeBrowser(tape)
  browser.height = height
  if random.bounded(2) == 0 { try browser.finish() }
  for step in 0..<60 {
    var wish = ""
    if random.bounded(4) == 0 {
      let pairs = filters[Int(random.bounded(UInt64(filters.count)))]
      wish = "\(pairs)"
      try browser.show(try terms(pairs))
      try model.show(try terms(pairs))
    } else {
      let target = target(&random, model.events)
      wish = "\(target)"
      browser.go(to: target)
      model.go(to: target)
    }
    try browser.finish()
    let place = "SEED=\(seed) step \(step) \(wish)"
    #expect(browser.row?.event == model.current, "\(place)")
    let (rows, cursor) = browser.screen
    #expect(rows.count == min(height, model.shown.count), "\(place)")
    guard let current = browser.row?.event, let index = model.shown.firstIndex(of: current) else {
      continue
    }
    #expect(
      rows.map(\.event) == Array(model.shown[(index - cursor)...].prefix(rows.count)), "\(place)")
    #expect(browser.matches == model.shown.count && browser.matchNumber == index + 1, "\(place)")
  }
}

@Test(arguments: TestRun.seeds(5))
func `the book at a row is the one that a replay from the beginning builds`(seed: UInt64) throws {
  var random = RandomStream(masterSeed: seed, name: "books")
  let scenario = SampleScenario()
  let text = try scenario.text()
  var browser = try browser(text, pieceSize: 150 + Int(random.bounded(1_000)))
  for step in 0..<40 {
    let place = TapeSequence(1 + random.bounded(UInt64(scenario.events.count)))
    browser.go(to: .sequence(place))
    try browser.finish()
    for instrument in scenario.header.instruments {
      var expected = LevelBook(instrument: instrument.id)
      for event in scenario.events.prefix(Int(place.rawValue)) { expected.apply(event) }
      let book = try #require(try browser.book(of: instrument.id))
      for side in [Side.buy, .sell] {
        #expect(book.depth(side) == expected.depth(side), "SEED=\(seed) step \(step) \(place)")
      }
    }
  }
}

@Test func `rows far from one another are found without keeping those between`() throws {
  var header = TapeHeader(seed: 1)
  _ = header.addInstrument(
    symbol: "ACME", priceScale: 2, quantityScale: 0, currency: "USD", rules: SampleTape.freeRules)
  var writer = TapeWriter(header)
  var text: [UInt8] = []
  writer.begin(into: &text)
  var sequencer = Sequencer()
  for number in 1...Int64(30_000) {
    let price = Price(rawValue: 100 + number % 50) ?? 100
    try writer.write(
      sequencer.stamp(
        .bookUpdate(BookUpdate(action: .set, side: .buy, price: price, quantity: 7, isLast: true)),
        at: Timestamp(integerLiteral: number), instrument: 1), into: &text)
  }
  writer.finish(into: &text)
  var browser = try browser(text, pieceSize: 4_096, height: 20)
  for target in [
    BrowseTarget.end, .rows(-29_000), .rows(28_000), .share(500), .start, .rows(29_999),
  ] {
    browser.go(to: target)
    try browser.finish()
  }
  #expect(browser.row?.place.rawValue == 30_000)
  browser.go(to: .sequence(12_345))
  try browser.finish()
  let book = try #require(try browser.book(of: 1))
  #expect(book.levelCount(.buy) == 50)
  browser.go(to: .rows(-1))
  try browser.finish()
  #expect(try browser.book(of: 1)?.levelCount(.buy) == 50)
}

@Test func `a wish beyond what was read waits, and stopping it leaves the person where they were`()
  throws
{
  var browser = try browser(try SampleScenario().text())
  _ = try browser.work()
  browser.go(to: .end)
  _ = try browser.work()
  #expect(browser.isSearching && !browser.isIndexed)
  browser.stop()
  try browser.finish()
  #expect(browser.row?.place == .first)
}

@Test func `a search that finds nothing says so and comes back`() throws {
  var browser = try browser(try SampleScenario().text())
  browser.go(to: .sequence(10))
  try browser.finish()
  browser.go(to: .order(4_711, .down))
  try browser.finish()
  #expect(browser.row?.place == EventPlace(10))
  #expect(browser.notice == "no event of order 4711 further down among what is shown")
  browser.go(to: .rows(0))
  #expect(browser.notice == nil)
}

/// What is wrong with a damaged tape, as the places where it shows.
private func troubles(_ text: String) throws -> [String] {
  var browser = try browser(Array(text.utf8))
  let found = try browser.troubles()
  #expect(browser.anomalyCount == found.count)
  return found
}

@Test func `damage shows at the event before it, with its reason, and reading goes on`() throws {
  let text = String(decoding: try SampleScenario().text(), as: UTF8.self)
  let sound = try troubles(text)
  #expect(!sound.isEmpty && !sound.contains { $0.contains("damage") || $0.contains("unlawful") })
  var lines = text.split(separator: "\n").map(String.init)
  let place = try #require(lines.firstIndex { $0.hasPrefix("10 ") })
  lines[place] += " nonsense"
  let malformed = try troubles(lines.joined(separator: "\n") + "\n")
  #expect(malformed.contains { $0.hasPrefix("9 damage behind this event: ") })
  lines[place] = lines[place].replacing(" nonsense", with: "").replacing("qty=", with: "qty=1")
  let altered = try troubles(lines.joined(separator: "\n") + "\n")
  #expect(altered.contains { $0.contains("hash") }, "\(altered)")
  let cut = try troubles(lines.prefix(40).joined(separator: "\n") + "\n")
  #expect(cut.last?.hasSuffix("no end line: the tape may have been cut off here") ?? false)
}

@Test func `late fills, unlawful lives, crossed books and backward times are found`() throws {
  func order(_ payload: EventPayload, at time: Timestamp = 5) -> (EventPayload, Timestamp) {
    (payload, time)
  }
  let fill = Fill(
    id: 1, owner: 1, side: .buy, price: 100, quantity: 4, remaining: 6, number: 1, trade: 1,
    liquidity: .maker)
  let story: [(EventPayload, Timestamp)] = [
    order(.newOrder(NewOrder(id: 1, owner: 1, side: .buy, type: .limit(100), quantity: 10))),
    order(.accepted(Accepted(id: 1, owner: 1))),
    order(.cancel(Cancel(id: 1, owner: 1, reason: .requested))),
    order(.cancelled(Cancelled(id: 1, owner: 1, remaining: 10, reason: .requested))),
    order(.fill(fill)),
    order(.accepted(Accepted(id: 7, owner: 1))),
    order(.bookUpdate(BookUpdate(action: .set, side: .buy, price: 101, quantity: 5, isLast: true))),
    order(
      .bookUpdate(BookUpdate(action: .set, side: .sell, price: 100, quantity: 5, isLast: true))),
    order(
      .bookUpdate(BookUpdate(action: .set, side: .sell, price: 99, quantity: 5, isLast: true)),
      at: 4),
  ]
  var header = SampleTape.header
  header.seed = nil
  var writer = TapeWriter(header)
  var text: [UInt8] = []
  writer.begin(into: &text)
  for (index, (payload, time)) in story.enumerated() {
    try writer.write(
      Event(
        sequence: TapeSequence(UInt64(index + 1)), time: time,
        source: payload.requestKind == nil ? .venue : 1, instrument: 1, payload: payload),
      into: &text)
  }
  writer.finish(into: &text)
  let found = try troubles(String(decoding: text, as: UTF8.self))
  #expect(
    found == [
      "5 late fill: order 1 was over", "6 unlawful: order 7 was never sent",
      "8 crossed book: bid 1.01, ask 1.00",
    ])
}

@Test(arguments: [
  "hello\n", "#truetape 9\n", "#truetape 1\n#nonsense\n", String(repeating: "x", count: 9_000),
])
func `what is no tape is refused at once`(content: String) {
  #expect(throws: TapeAccessError.self) {
    try TextTapePieces(MemoryBytes(bytes: Array(content.utf8)))
  }
}

@Test(arguments: ["", "#truetape 1\n", "#truetape 1\n#end 0 0000000000000000\n"])
func `a tape without events shows none, or is none`(content: String) throws {
  guard var browser = try? browser(Array(content.utf8)) else { return }
  for target in [
    BrowseTarget.end, .start, .rows(5), .share(500), .sequence(3), .time(3), .anomaly(.down),
  ] {
    browser.go(to: target)
    try browser.finish()
    #expect(browser.row == nil && browser.screen.rows.isEmpty)
  }
}

@Test(arguments: [
  ("", 0), ("Fill", 1), ("Fill,Trade  agent=maker-1", 2), ("--agent=maker-1 since=1.5", 2),
])
func `a filter is one line of the command line's criteria`(line: String, criteria: Int) throws {
  let terms = try TapeFilterTerms(line: line)
  #expect(terms.isEmpty == (criteria == 0))
  var others = TapeFilterTerms()
  if line.contains("Fill") { try others.add(.kind, line.contains("Trade") ? "Fill,Trade" : "Fill") }
  if line.contains("agent") { try others.add(.agent, "maker-1") }
  if line.contains("since") { try others.add(.since, "1.5") }
  #expect(terms == others)
}

@Test(arguments: [
  ("Fil", "--filter: 'Fil' is no kind of event; kinds are NewOrder"),
  ("colour=red", "'colour' is no criterion; there are filter, symbol"),
  ("order=x", "--order: 'x' is not a number"),
])
func `a line that cannot be understood says why`(line: String, reason: String) {
  do {
    _ = try TapeFilterTerms(line: line)
    Issue.record("understood")
  } catch {
    #expect(error.description.hasPrefix(reason))
  }
}
