import Core
import OrderBook
import Samples
import Testing

private let strict = SampleTape.rules(tick: 5, lot: 10, minimum: 2000)

private func order(
  id: OrderID = 9, _ type: OrderType, _ quantity: Quantity,
  _ timeInForce: TimeInForce = .goodTillCancel, side: Side = .buy, post: Bool = false
) -> NewOrder {
  NewOrder(
    id: id, owner: 1, side: side, type: type, quantity: quantity, timeInForce: timeInForce,
    isPostOnly: post)
}

/// A book at tick 5, lot 10 and a minimum notional of 2000 that bids 10@300 (id 1), offers 10@400
/// (id 2).
private func strictBook(_ kind: BookKind) -> BookUnderTest {
  var book = BookUnderTest(kind, rules: strict)
  _ = book.handle(.newOrder(order(id: 1, .limit(300), 10)))
  _ = book.handle(.newOrder(order(id: 2, .limit(400), 10, side: .sell)))
  return book
}

/// Each order breaks every rule from its own on, as far as rules can be broken together.
@Test(arguments: [
  (order(id: 1, .limit(401), 0, .fillOrKill, post: true), RejectReason.duplicateOrder),
  (order(.limit(401), 0, .fillOrKill, post: true), .zeroQuantity),
  (order(.limit(401), 11, .fillOrKill, post: true), .quantityOffLot),
  (order(.limit(101), 10, .fillOrKill, post: true), .priceOffTick),
  (order(.limit(100), 10, .fillOrKill, post: true), .belowMinimumNotional),
  (order(.limit(400), 10, .fillOrKill, post: true), .contradictoryTerms),
  (order(.limit(400), 10, .immediateOrCancel, post: true), .contradictoryTerms),
  (order(.market, 10, post: true), .contradictoryTerms),
  (order(.limit(300), 1_000_000_000_000_000, post: true), .quantityOverflow),
  (order(.limit(400), 1_000_000_000_000_000, post: true), .wouldTrade),
])
func `INV-BOOK-9: of several reasons the first in rank is named, and nothing changes`(
  order: NewOrder, reason: RejectReason
) {
  for kind in BookKind.allCases { expectRefusal(kind, order, reason) }
}

private func expectRefusal(_ kind: BookKind, _ order: NewOrder, _ reason: RejectReason) {
  var book = strictBook(kind)
  let before = book.stateHash
  let reports = book.handle(.newOrder(order))
  #expect(
    reports == [.reject(Reject(id: order.id, owner: 1, request: .new, reason: reason))], "\(kind)")
  #expect(book.stateHash == before)
}

@Test(arguments: [
  (Amend(id: 7, owner: 2, price: 401, quantity: 0), RejectReason.unknownOrder),
  (Amend(id: 1, owner: 2, price: 401, quantity: 0), .notOwner),
  (Amend(id: 1, owner: 1, price: 401, quantity: 0), .zeroQuantity),
  (Amend(id: 1, owner: 1, price: 401, quantity: 11), .quantityOffLot),
  (Amend(id: 1, owner: 1, price: 401, quantity: 10), .priceOffTick),
  (Amend(id: 1, owner: 1, price: 50, quantity: 10), .belowMinimumNotional),
])
func `INV-BOOK-9: a refused amend leaves the order as it was`(amend: Amend, reason: RejectReason) {
  for kind in BookKind.allCases { expectRefusal(kind, amend, reason) }
}

private func expectRefusal(_ kind: BookKind, _ amend: Amend, _ reason: RejectReason) {
  var book = strictBook(kind)
  let before = book.stateHash
  let reports = book.handle(.amend(amend))
  let owner = amend.owner
  #expect(
    reports == [.reject(Reject(id: amend.id, owner: owner, request: .amend, reason: reason))])
  #expect(book.stateHash == before)
}

@Test(arguments: BookKind.allCases)
func `a level's total stays in the legal range through amends`(kind: BookKind) {
  var book = BookUnderTest.empty(kind)
  let half: Quantity = 500_000_000_000_000
  _ = book.handle(.newOrder(order(id: 1, .limit(100), half)))
  _ = book.handle(.newOrder(order(id: 2, .limit(100), half)))
  _ = book.handle(.newOrder(order(id: 3, .limit(99), 1)))
  let overflow = RejectReason.quantityOverflow
  let tooMuch: [EventPayload] = [
    .amend(Amend(id: 1, owner: 1, price: 100, quantity: half + 1)),
    .amend(Amend(id: 3, owner: 1, price: 100, quantity: 1)),
  ]
  for request in tooMuch {
    guard case .reject(let reject) = book.handle(request).first else {
      Issue.record("not refused")
      continue
    }
    #expect(reject.reason == overflow)
  }
  let shrunk = book.handle(.amend(Amend(id: 1, owner: 1, price: 100, quantity: half - 1)))
  let moved = book.handle(.amend(Amend(id: 3, owner: 1, price: 100, quantity: 1)))
  #expect([shrunk.count, moved.count] == [1, 1])
  #expect(book.bestBid == DepthLevel(price: 100, quantity: half + half, orderCount: 3))
  #expect(book.invariantViolations() == [])
}

@Test(arguments: BookKind.allCases)
func `immediate orders are not held against the room of a level`(kind: BookKind) {
  var book = BookUnderTest.empty(kind)
  let all = Quantity(integerLiteral: Quantity.magnitudeLimit)
  _ = book.handle(.newOrder(order(id: 1, .limit(100), all)))
  let reports = book.handle(.newOrder(order(id: 2, .limit(100), 5, .immediateOrCancel)))
  #expect(reports.map(BookScript.text) == ["accepted 2", "expired 2 left 5 ioc"])
}

@Test(arguments: BookKind.allCases)
func `orders that rest stay under rules that they break, and amends obey the new ones`(
  kind: BookKind
) {
  var book = BookUnderTest.empty(kind)
  _ = book.handle(.newOrder(order(id: 1, .limit(101), 7)))
  book.setRules(strict)
  #expect(book.order(1)?.price == 101)
  let refused = book.handle(.amend(Amend(id: 1, owner: 1, price: 101, quantity: 7)))
  let cancelled = book.handle(.cancel(Cancel(id: 1, owner: 1, reason: .requested)))
  #expect(
    (refused + cancelled).map(BookScript.text) == [
      "rejected 1 quantity-off-lot", "cancelled 1 left 7",
    ])
}
