import Core
import OrderBook
import Samples
import Testing

private func book(_ kind: BookKind, _ lines: String...) throws -> BookUnderTest {
  var book = BookUnderTest.empty(kind)
  for line in lines { _ = book.handle(try BookScript.request(line)) }
  return book
}

@Test(arguments: BookKind.allCases)
func `depth lists levels from best to worst, as many as asked for`(kind: BookKind) throws {
  let book = try book(
    kind, "buy 1 5@100", "buy 2 6@101", "buy 3 7@100", "sell 4 1@110", "sell 5 2@105",
    "sell 6 3@107")
  let bids = [
    DepthLevel(price: 101, quantity: 6, orderCount: 1),
    DepthLevel(price: 100, quantity: 12, orderCount: 2),
  ]
  let asks = [
    DepthLevel(price: 105, quantity: 2, orderCount: 1),
    DepthLevel(price: 107, quantity: 3, orderCount: 1),
    DepthLevel(price: 110, quantity: 1, orderCount: 1),
  ]
  #expect(book.depth(.buy) == bids)
  #expect(book.depth(.sell) == asks)
  #expect(book.depth(.sell, levels: 2) == Array(asks.prefix(2)))
  #expect(book.depth(.buy, levels: 0) == [] && book.depth(.buy, levels: -3) == [])
  #expect(book.bestBid == bids[0] && book.bestAsk == asks[0])
  #expect((book.levelCount(.buy), book.levelCount(.sell), book.liveOrderCount) == (2, 3, 6))
}

@Test(arguments: BookKind.allCases)
func `an empty book has no best prices`(kind: BookKind) {
  let book = BookUnderTest.empty(kind)
  #expect(book.bestBid == nil && book.bestAsk == nil)
  #expect(book.depth(.buy) == [] && book.queue(.buy, at: 100) == [])
  #expect(book.order(1) == nil && book.queuePosition(of: 1) == nil)
}

@Test(arguments: BookKind.allCases)
func `an order can be looked up with what is filled of it`(kind: BookKind) throws {
  let book = try book(kind, "buy 1 10@100 post", "sell 2 4@100")
  let order = BookOrder(
    id: 1, owner: 1, side: .buy, price: 100, quantity: 10, filled: 4, fillCount: 1,
    isPostOnly: true)
  #expect(book.order(1) == order)
  #expect(book.order(1)?.remaining == 6)
  #expect(book.queue(.buy, at: 100) == [order])
}

@Test(arguments: BookKind.allCases)
func `the queue position says what trades before an order`(kind: BookKind) throws {
  let book = try book(
    kind, "buy 1 10@100", "buy 2 5@100", "buy 3 5@100", "buy 4 1@99", "sell 5 4@100")
  let positions = [1, 2, 3, 4].map { book.queuePosition(of: OrderID($0)) }
  #expect(
    positions == [
      QueuePosition(ordersAhead: 0, quantityAhead: 0),
      QueuePosition(ordersAhead: 1, quantityAhead: 6),
      QueuePosition(ordersAhead: 2, quantityAhead: 11),
      QueuePosition(ordersAhead: 0, quantityAhead: 0),
    ])
}
