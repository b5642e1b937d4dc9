import Core
import Handoff
import Matching
import OrderBook
import Samples
import Testing

/// A loop on one thread, with both of its rings at hand.
private struct Stage: ~Copyable {
  var requests: SPSCProducer<MatchingRequest>
  var reports: SPSCConsumer<MatchingReport>
  var loop: MatchingLoop<SPSCConsumer<MatchingRequest>>

  init(inbox: Int, outbox: Int, quotes: Int = 64) {
    let there = SPSCRing<MatchingRequest>(capacity: RingCapacity(atLeast: inbox))
    let back = SPSCRing<MatchingReport>(capacity: RingCapacity(atLeast: outbox))
    requests = there.producer
    reports = back.consumer
    loop = MatchingLoop(
      .free, inbox: there.consumer, outbox: back.producer, quotes: RingCapacity(atLeast: quotes))
  }

  mutating func push(_ payload: EventPayload, of instrument: InstrumentID = 1) -> PushOutcome {
    requests.push(MatchingRequest(payload, of: instrument))
  }

  mutating func taken(limit: Int = .max) -> [MatchingReport] {
    var taken: [MatchingReport] = []
    _ = reports.drain(limit: limit) { taken.append($0) }
    return taken
  }
}

private struct NoDepth: Error {}

private func buy(_ id: OrderID, _ price: Price, _ quantity: Quantity = 10) -> EventPayload {
  .newOrder(NewOrder(id: id, owner: 1, side: .buy, type: .limit(price), quantity: quantity))
}

private func sell(_ id: OrderID, _ price: Price, _ quantity: Quantity = 10) -> EventPayload {
  .newOrder(NewOrder(id: id, owner: 2, side: .sell, type: .limit(price), quantity: quantity))
}

@Test(arguments: TestRun.seeds(4))
func `INV-MATCH-1: rings of any size change no report and lose none`(seed: UInt64) {
  var random = RandomStream(masterSeed: seed, name: "sizes")
  var (draw, oracle) = (RequestDraw(seed: seed), MatchingEngine.free)
  var stage = Stage(inbox: 1 << random.bounded(5), outbox: 1 << random.bounded(5))
  var (expected, found): ([MatchingReport], [MatchingReport]) = ([], [])
  var (number, refused) = (UInt64(0), draw.next())
  for _ in 0..<4_000 {
    while stage.requests.push(refused) == .pushed {
      number += 1
      for report in oracle.reports(to: refused, number: number) {
        expected.append(MatchingReport(report, to: number, of: refused.instrument))
      }
      refused = draw.next()
    }
    _ = stage.loop.turn()
    if random.bounded(3) > 0 { found += stage.taken(limit: 1 + Int(random.bounded(9))) }
  }
  while stage.loop.turn() != .idle { found += stage.taken() }
  found += stage.taken()
  #expect(found == expected, "SEED=\(seed)")
  #expect(stage.loop.engine.stateHash == oracle.stateHash, "SEED=\(seed)")
  #expect(number > 1_000 && stage.loop.requestCount == number)
}

@Test func `reports without room stop the loop, and the inbox refuses then`() {
  var stage = Stage(inbox: 2, outbox: 2)
  #expect(stage.push(sell(1, 100)) == .pushed && stage.push(buy(2, 100)) == .pushed)
  // Accepted, then accepted, trade and two fills: five reports for two places.
  var turns = [stage.loop.turn(), stage.loop.turn()]
  #expect(stage.push(buy(3, 99)) == .pushed && stage.push(buy(4, 99)) == .pushed)
  #expect(stage.push(buy(5, 99)) == .full)
  turns.append(stage.loop.turn())
  #expect(turns == [.worked(2), .blocked, .blocked])
  #expect(stage.loop.requestCount == 2 && stage.loop.blockedCount == 2)
  var kinds: [EventKind] = []
  for _ in 0..<6 {
    kinds += stage.taken().map(\.payload.kind)
    turns.append(stage.loop.turn())
  }
  #expect(kinds == [.accepted, .accepted, .trade, .fill, .fill, .accepted, .accepted])
  #expect(turns.last == .idle)
}

@Test func `a loop whose reports nobody takes any more is closed`() {
  let there = SPSCRing<MatchingRequest>(capacity: RingCapacity(atLeast: 4))
  let back = SPSCRing<MatchingReport>(capacity: RingCapacity(atLeast: 1))
  var requests = there.producer
  var reports = Optional(back.consumer)
  var loop = MatchingLoop(.free, inbox: there.consumer, outbox: back.producer)
  for id in [1, 2] as [OrderID] {
    _ = requests.push(MatchingRequest(buy(id, 100), of: 1))
  }
  var turns = [loop.turn(), loop.turn()]
  reports = nil
  turns.append(loop.turn())
  #expect(turns == [.worked(2), .blocked, .closed])
  _ = consume reports
}

@Test func `quotes are sent when they change, a batch of requests with one announcement`() {
  var stage = Stage(inbox: 8, outbox: 64)
  var reader = stage.loop.market.quotes(whenSlow: .cutOff)
  var story: [String] = []
  func hear(_ reader: inout QuoteReader) {
    let heard = reader.drain { quote in
      let (bid, ask) = (quote.bestBid?.price.rawValue ?? 0, quote.bestAsk?.price.rawValue ?? 0)
      story.append("\(quote.instrument.rawValue): \(bid) \(ask) behind \(quote.request)")
    }
    story.append("heard \(heard)")
  }
  for payload in [buy(1, 99), buy(2, 98), sell(3, 101)] { _ = stage.push(payload) }
  _ = stage.push(buy(4, 50), of: 2)
  _ = stage.loop.turn()
  hear(&reader)
  // Deeper in the book: the depth is another, the quote is not.
  _ = stage.push(buy(5, 97))
  _ = stage.loop.turn()
  hear(&reader)
  _ = stage.push(.cancel(Cancel(id: 1, owner: 1, reason: .requested)))
  _ = stage.loop.turn()
  hear(&reader)
  #expect(
    story == [
      "1: 99 101 behind 4", "2: 50 0 behind 4", "heard 2", "heard 0", "1: 98 101 behind 6",
      "heard 1",
    ])
}

@Test func `INV-MATCH-2: the newest depth is the book's behind the last turn`() throws {
  var draw = RequestDraw(seed: 5)
  var stage = Stage(inbox: 64, outbox: 1_024)
  let isUnknown = stage.loop.market.depth(of: 9) == nil
  #expect(isUnknown)
  guard var reader = stage.loop.market.depth(of: 2) else { throw NoDepth() }
  var published = 0
  for turn in 1...200 {
    for _ in 0..<turn % 7 { _ = stage.requests.push(draw.next()) }
    guard case .worked = stage.loop.turn() else { continue }
    _ = stage.taken()
    // A book that no request went to is not shown again.
    if reader.refresh() { published += 1 }
    let expected = stage.loop.engine.withBook(of: 2) { book in
      BookDepth(book, behind: 0).showsSame(as: reader.depth)
    }
    #expect(expected == true, "turn \(turn)")
  }
  #expect(published > 100 && reader.corruptCount == 0)
}

@Test(arguments: [SlowReaderPolicy.conflate, .cutOff])
func `a slow reader of quotes is conflated or cut off, and delays nobody`(
  policy: SlowReaderPolicy
) {
  var stage = Stage(inbox: 1, outbox: 64, quotes: 4)
  var slow = stage.loop.market.quotes(whenSlow: policy)
  var fast = stage.loop.market.quotes(whenSlow: policy)
  var heard: [Int64] = []
  for step in 1...20 as ClosedRange<Int64> {
    _ = stage.push(buy(OrderID(UInt64(step)), Price(integerLiteral: step)))
    let turn = stage.loop.turn()
    #expect(turn == .worked(1))
    _ = fast.drain { heard.append($0.bestBid?.price.rawValue ?? 0) }
  }
  #expect(heard == Array(1...20))
  var late: [Int64] = []
  _ = slow.drain { late.append($0.bestBid?.price.rawValue ?? 0) }
  #expect(late == (policy == .conflate ? [20] : []))
  #expect(slow.missed == 19 && slow.isCutOff == (policy == .cutOff))
}
