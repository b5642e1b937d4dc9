import Core
import OrderBook
import Samples
import TapeView
import Testing

/// Random orders, cancels and amends at five prices, and a story of each of the first orders.
private struct QueueMarket {
  static let told: UInt64 = 40

  var engine: MatchingEngine
  var stories: [OrderStory]
  var sequencer = Sequencer()
  var issued: UInt64 = 0

  init() {
    let header = SampleTape.header
    engine = MatchingEngine(header.instruments)
    stories = (1...Self.told).map { OrderStory(of: OrderID($0), header: header) }
  }

  mutating func step(_ random: inout RandomStream) {
    let request = request(&random)
    note(request, source: 1)
    var reports: [EventPayload] = []
    engine.handle(request, instrument: 1, into: &reports)
    for report in reports { note(report, source: .venue) }
  }

  private mutating func request(_ random: inout RandomStream) -> EventPayload {
    let price = Price(integerLiteral: random.integer(in: 9_998...10_002))
    let quantity = Quantity(integerLiteral: random.integer(in: 1...9))
    let known = OrderID(1 + random.bounded(max(1, issued)))
    switch random.bounded(10) {
    case 0, 1: return .cancel(Cancel(id: known, owner: 1, reason: .requested))
    case 2, 3: return .amend(Amend(id: known, owner: 1, price: price, quantity: quantity))
    default:
      issued += 1
      let side: Side = random.bounded(2) == 0 ? .buy : .sell
      return .newOrder(
        NewOrder(
          id: OrderID(issued), owner: 1, side: side, type: .limit(price), quantity: quantity,
          timeInForce: random.bounded(8) == 0 ? .immediateOrCancel : .goodTillCancel,
          isPostOnly: random.bounded(2) == 0))
    }
  }

  private mutating func note(_ payload: EventPayload, source: PartyID) {
    let time = Timestamp(integerLiteral: Int64(sequencer.last.rawValue))
    let event = sequencer.stamp(payload, at: time, source: source, instrument: 1)
    for place in stories.indices { stories[place].add(event) }
  }

  /// Orders whose place in the story is not their place in the book.
  var wrong: [OrderID] {
    stories.filter { story in
      let place = engine.withBook(of: 1) { $0.queuePosition(of: story.id)?.quantityAhead } ?? nil
      return story.quantityAhead != place
    }.map(\.id)
  }
}

@Test(arguments: TestRun.seeds(8))
func `INV-VIEW-10: an order's place told from the tape is its place in the book`(seed: UInt64) {
  var random = RandomStream(masterSeed: seed, name: "queue")
  var market = QueueMarket()
  var resting = 0
  for step in 0..<200 {
    market.step(&random)
    resting += market.stories.count { $0.quantityAhead != nil }
    let wrong = market.wrong
    guard wrong.isEmpty else {
      Issue.record("SEED=\(seed) step \(step): orders \(wrong.map(\.rawValue))")
      return
    }
  }
  #expect(resting > 500)
}
