import Core
import OrderBook
import Samples
import TapeView
import Testing

/// A binary tape of a book that moves, in blocks of a hundred events.
private func movingTape(_ count: Int64) throws -> [UInt8] {
  var header = TapeHeader(seed: 1)
  _ = header.addInstrument(
    symbol: "ACME", priceScale: 2, quantityScale: 0, currency: "USD", rules: SampleTape.freeRules)
  var writer = BinaryTapeWriter(header, blockEvents: 100)
  var bytes: [UInt8] = []
  writer.begin(into: &bytes)
  var sequencer = Sequencer()
  for number in 0..<count {
    let price = Price(rawValue: 100 + number % 50) ?? 100
    let change = BookUpdate(action: .set, side: .buy, price: price, quantity: 7, isLast: true)
    try writer.write(
      sequencer.stamp(
        .bookUpdate(change), at: Timestamp(integerLiteral: number + 1), instrument: 1), into: &bytes
    )
  }
  writer.finish(into: &bytes)
  return bytes
}

@Test(
  arguments: [
    // where to → which event that is, of 10,000
    (BrowseTarget.end, 10_000), (.sequence(7_654), 7_654), (.time(5_432), 5_432),
    (.share(500), 5_001), (.rows(3), 4), (.step(200), 2_001),
  ] as [(BrowseTarget, UInt64)])
func `an index leads to any place, and what lies between is not read`(
  target: BrowseTarget, place: UInt64
) throws {
  let file = MemoryBytes(bytes: try movingTape(10_000))
  var browser = BlockBrowser(try BinaryTapePieces(file))
  browser.height = 20
  browser.go(to: target)
  try browser.arrive()
  #expect(browser.row?.event.sequence == TapeSequence(place) && browser.isIndexed)
  #expect(file.bytesRead < file.bytes.count / 4, "\(file.bytesRead) of \(file.bytes.count) bytes")
  // What needs all that stands before it follows when that was read.
  let row = try #require(browser.row)
  #expect(!browser.knowsBooks(at: row))
  try browser.finish()
  #expect(browser.isRead && browser.knowsBooks(at: row))
  #expect(try browser.book(of: 1)?.levelCount(.buy) == min(50, Int(place)))
}

@Test func `anomalies are the same ones in either form, wherever one looks from`() throws {
  let text = try SampleScenario().text()
  var inText = try browser(text)
  let wanted = try inText.troubles()
  var inBlocks = BlockBrowser(
    try BinaryTapePieces(MemoryBytes(bytes: try blocks(text, events: 7))))
  #expect(try inBlocks.troubles() == wanted && inBlocks.anomalyCount == wanted.count)
  // From the end, before anything was read: the way up waits for what is there.
  var upwards = BlockBrowser(
    try BinaryTapePieces(MemoryBytes(bytes: try blocks(text, events: 7))))
  upwards.go(to: .end)
  try upwards.arrive()
  upwards.go(to: .anomaly(.up))
  try upwards.finish()
  #expect(wanted.last?.hasPrefix("\(upwards.row?.place.rawValue ?? 0) ") ?? false)
}

@Test(arguments: TestRun.seeds(3))
func `any damage shows, and rows of sound blocks are still there`(seed: UInt64) throws {
  var random = RandomStream(masterSeed: seed, name: "damage")
  let text = try SampleScenario().text()
  let sound = try blocks(text, events: 10)
  let events = try play(text).events
  for _ in 0..<40 {
    let place = Int(random.bounded(UInt64(sound.count)))
    var bytes = sound
    bytes[place] ^= 1 << UInt8(random.bounded(8))
    guard let tape = try? BinaryTapePieces(MemoryBytes(bytes: bytes)) else { continue }
    var browser = BlockBrowser(tape)
    let found = try browser.troubles()
    let told = "SEED=\(seed) byte \(place): \(found)"
    #expect(found.contains { $0.contains("damage") }, "\(told)")
    #expect(browser.anomalyCount == found.count, "\(told)")
    browser.go(to: .start)
    browser.height = 100
    try browser.finish()
    let shown = browser.screen.rows.map(\.event)
    #expect(shown.count >= events.count - 10 && shown.allSatisfy(events.contains), "\(told)")
  }
}

@Test(arguments: TestRun.seeds(3))
func `a tape that was cut off shows its whole blocks and says that it has no end`(
  seed: UInt64
) throws {
  var random = RandomStream(masterSeed: seed, name: "cut")
  let text = try SampleScenario().text()
  let whole = try blocks(text, events: 10)
  let events = try play(text).events
  for _ in 0..<20 {
    let size = Int(random.bounded(UInt64(whole.count)))
    let cut = Array(whole[..<size])
    guard let tape = try? BinaryTapePieces(MemoryBytes(bytes: cut)) else { continue }
    var browser = BlockBrowser(tape)
    browser.height = 100
    try browser.finish()
    let shown = browser.screen.rows.map(\.event)
    #expect(shown.count % 10 == 0 || shown.count == events.count)
    #expect(shown == Array(events.prefix(shown.count)), "SEED=\(seed) \(size) bytes")
    guard !shown.isEmpty else { continue }
    let found = try browser.troubles()
    #expect(
      found.contains { $0.contains("no end") || $0.contains("damage") }, "SEED=\(seed) \(size)")
  }
}

@Test(
  arguments: [
    [], [0x89], [0x89, 0x54, 0x41, 0x50, 0x45, 0x0D, 0x0A, 0x1A, 2, 0, 0, 0],
    Array(repeating: 0x89, count: 900),
  ] as [[UInt8]])
func `what is no binary tape is refused at once`(content: [UInt8]) {
  #expect(throws: TapeAccessError.self) { try BinaryTapePieces(MemoryBytes(bytes: content)) }
}

@Test func `a binary tape without events shows none`() throws {
  var browser = BlockBrowser(try BinaryTapePieces(MemoryBytes(bytes: try movingTape(0))))
  for target in [BrowseTarget.end, .start, .rows(5), .share(500), .sequence(3), .anomaly(.up)] {
    browser.go(to: target)
    try browser.finish()
    #expect(browser.row == nil && browser.screen.rows.isEmpty)
  }
}

@Test(arguments: TestRun.seeds(3))
func `a curve's points are the prices behind every so many events`(seed: UInt64) throws {
  var random = RandomStream(masterSeed: seed, name: "curve")
  var book = LevelBook(instrument: 1)
  var curve = MarketCurve()
  var wanted: [MarketCurve.Point] = []
  var curves: [MarketCurve.Point] = []
  for number in 1...3_000 {
    let side: Side = random.bounded(2) == 0 ? .buy : .sell
    let offset = random.integer(in: 1...9)
    let price = Price(rawValue: side == .buy ? 100 - offset : 100 + offset) ?? 100
    let quantity = Quantity(rawValue: random.integer(in: 0...1)) ?? 1
    let event = Event(
      sequence: TapeSequence(UInt64(number)), time: 0, instrument: 1,
      payload: .bookUpdate(
        BookUpdate(action: .set, side: side, price: price, quantity: quantity, isLast: true)))
    book.apply(event)
    curve.apply(event, book)
    let ends = (book.bestBid?.price.rawValue, book.bestAsk?.price.rawValue)
    wanted.append(
      MarketCurve.Point(
        doubledPrice: ends.0.flatMap { bid in ends.1.map { bid + $0 } },
        spread: ends.0.flatMap { bid in ends.1.map { $0 - bid } }))
  }
  let stride = Int(curve.stride)
  curves = (1...wanted.count / stride).map { wanted[$0 * stride - 1] }
  #expect(stride == 4 && curve.points == curves, "SEED=\(seed)")
}
