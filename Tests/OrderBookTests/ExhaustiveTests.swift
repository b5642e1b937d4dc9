import Core
import OrderBook
import Samples
import Testing

/// One letter of the alphabet: what it asks, given the id that a new order would have. Old orders
/// are named by how far back they came.
private let alphabet: [@Sendable (UInt64) -> EventPayload] = [
  { .newOrder(order($0, .buy, 100, 2)) },
  { .newOrder(order($0, .sell, 100, 1)) },
  { .newOrder(order($0, .buy, 101, 1)) },
  { .newOrder(order($0, .sell, 101, 3)) },
  { .newOrder(order($0, .sell, 100, 3, .immediateOrCancel)) },
  { .newOrder(order($0, .buy, 101, 3, .fillOrKill)) },
  { .newOrder(order($0, .buy, nil, 2)) },
  { .newOrder(order($0, .sell, 101, 1, post: true)) },
  { .cancel(Cancel(id: OrderID($0 - 1), owner: 1, reason: .requested)) },
  { .amend(Amend(id: OrderID($0 - 1), owner: 1, price: 101, quantity: 2)) },
  { .amend(Amend(id: OrderID(max(2, $0) - 2), owner: 1, price: 100, quantity: 1)) },
]

private func order(
  _ id: UInt64, _ side: Side, _ price: Price?, _ quantity: Quantity,
  _ timeInForce: TimeInForce = .goodTillCancel, post: Bool = false
) -> NewOrder {
  NewOrder(
    id: OrderID(id), owner: 1, side: side, type: price.map { .limit($0) } ?? .market,
    quantity: quantity, timeInForce: timeInForce, isPostOnly: post)
}

/// All implementations and the rebuilt book after the same requests.
private struct Node {
  var book = BookUnderTest.empty(.reference)
  var fast = BookUnderTest.empty(.fast)
  var naive = NaiveMatcher()
  var tape = RebuiltBook()
  var path: [Int] = []
}

/// Visits every sequence of letters below `node`; answers how many there were.
private func explore(_ node: Node, _ depth: Int) -> Int {
  guard depth > 0 else { return 0 }
  var visited = 0
  for (letter, makeRequest) in alphabet.enumerated() {
    var child = node
    child.path.append(letter)
    let request = makeRequest(UInt64(child.path.count))
    let reports = child.book.handle(request)
    child.tape.apply([request] + reports)
    let isSame =
      reports == child.naive.handle(request) && reports == child.fast.handle(request)
      && child.fast.encoded() == child.book.encoded()
    let isSound =
      child.book.invariantViolations() == [] && child.fast.invariantViolations() == []
      && child.tape.matches(child.book)
    if !isSame || !isSound || !child.book.agrees(with: child.naive) {
      Issue.record("letters \(child.path): \(reports.map(BookScript.text))")
      return visited
    }
    visited += 1 + explore(child, depth - 1)
  }
  return visited
}

@Test func `every sequence of a small alphabet matches as the naive matcher does, in both books`() {
  let depth = TestRun.depth(3)
  var expected = 0
  for _ in 0..<depth { expected = (expected + 1) * alphabet.count }
  #expect(explore(Node(), depth) == expected)
}

extension BookUnderTest {
  /// Whether depth and queues are those of the naive matcher.
  func agrees(with naive: NaiveMatcher) -> Bool {
    for side in [Side.buy, .sell] {
      let levels = naive.depth(side)
      let mine = depth(side).map { ($0.price.rawValue, $0.quantity.rawValue, $0.orderCount) }
      guard mine.count == levels.count,
        zip(mine, levels).allSatisfy({ $0 == ($1.price, $1.quantity, $1.orders) })
      else { return false }
      let queue = depth(side).flatMap { self.queue(side, at: $0.price).map(\.id) }
      guard queue == naive.byPriority(side).map(\.order.id) else { return false }
    }
    return true
  }
}
