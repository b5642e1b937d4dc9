import Core
import OrderBook
import Samples
import Testing
import Workloads

/// Most that one request may do beyond the orders it touches: a neighbourhood of the id table is
/// shared out again (112 ids, each looked for in up to 15 lines), or levels are added to or joined in
/// every node on the way down.
private let limit: UInt64 = 5000

/// Sends the requests and answers the largest effort of one, and the effort of all.
private func efforts(
  of requests: [EventPayload], seed: UInt64 = FastBook.defaultSeed
) -> (largest: UInt64, total: BookEffort, live: Int) {
  var book = FastBook(
    instrument: 1, quantityScale: 0, rules: SampleTape.freeRules, seed: seed)
  var reports: [EventPayload] = []
  var largest: UInt64 = 0
  var before = book.effort
  for request in requests {
    reports.removeAll(keepingCapacity: true)
    if case .newOrder(let order) = request { book.submit(order, into: &reports) }
    if case .cancel(let cancel) = request { book.cancel(cancel, into: &reports) }
    let after = book.effort
    largest = max(largest, after.steps - before.steps)
    before = after
  }
  return (largest, before, book.liveOrderCount)
}

private func order(_ id: UInt64, _ price: Int64, _ side: Side = .buy) -> EventPayload {
  .newOrder(
    NewOrder(
      id: OrderID(id), owner: 1, side: side, type: .limit(Price(integerLiteral: price)),
      quantity: 1))
}

private func cancel(_ id: UInt64) -> EventPayload {
  .cancel(Cancel(id: OrderID(id), owner: 1, reason: .requested))
}

/// Adds `count` orders and takes them out again, both in an order that jumps about.
private func riseAndFall(_ count: Int, price: (Int) -> Int64, id: (Int) -> UInt64) -> [EventPayload]
{
  let places = (0..<count).map { $0 * 7919 % count }
  return places.map { order(id($0), price($0)) } + places.reversed().map { cancel(id($0)) }
}

@Test(arguments: [2000, 10_000])
func `INV-BOOK-11: one request does bounded work, wherever prices are`(count: Int) {
  let spread = Price.magnitudeLimit / Int64(count)
  let found = efforts(
    of: riseAndFall(count, price: { Int64($0) * spread }, id: { UInt64($0 + 1) }))
  #expect(found.largest <= limit && found.live == 0)
  #expect(found.total.visitedNodes > 0 && found.total.rehashed > 0)
}

@Test(arguments: [1000, 10_000])
func `INV-BOOK-11: one request does bounded work, however ids are chosen`(count: Int) {
  let ids = CollidingIdentifiers.some(count / 10)
  let found = efforts(
    of: riseAndFall(
      count, price: { Int64($0 % 7) },
      id: { $0 < ids.count ? ids[$0] : UInt64($0) << 40 | 1 }))
  #expect(found.largest <= limit && found.live == 0)
  // The ids do collide: otherwise this would show nothing.
  #expect(found.total.spilled > 0)
}

@Test func `another seed takes the collisions out of crafted ids`() {
  let ids = CollidingIdentifiers.some(300)
  let requests = riseAndFall(300, price: { Int64($0 % 7) }, id: { ids[$0] })
  let usual = efforts(of: requests).total
  let other = efforts(of: requests, seed: 42).total
  #expect(usual.spilled > 100 && other.spilled == 0)
}

@Test func `below the most orders that ever lived, a book takes no more memory`() {
  let requests = riseAndFall(3000, price: { Int64($0 % 300) }, id: { UInt64($0 + 1) })
  let once = efforts(of: requests).total
  let thrice = efforts(of: requests + requests + requests).total
  #expect(once.chunks > 0 && once.chunks == thrice.chunks)
}

@Test func `memory grows a chunk or a few at a time`() {
  var book = FastBook(instrument: 1, quantityScale: 0, rules: SampleTape.freeRules, seed: 1)
  var reports: [EventPayload] = []
  var largest: UInt64 = 0
  for id in 1...5000 as ClosedRange<UInt64> {
    let before = book.effort.chunks
    if case .newOrder(let it) = order(id, Int64(id % 100)) { book.submit(it, into: &reports) }
    largest = max(largest, book.effort.chunks - before)
  }
  #expect((1...4).contains(largest))
}
