import Core
import OrderBook
import Samples
import Testing

/// One letter of the alphabet: what happens, given the step's number. A bracket and a pair are tied
/// at the start; letters bring their orders, prints on either side of them, and cancels.
private let alphabet: [@Sendable (UInt64) -> [EventPayload]] = [
  { [.newOrder(order($0, .buy, 100, 2, by: 2))] },
  { [.newOrder(order($0, .sell, 100, 3, by: 3))] },
  { [.newOrder(order($0, .sell, 98, 2, by: 3))] },
  { [.newOrder(order($0, .buy, 102, 2, by: 2))] },
  { [.newOrder(order($0, .sell, 102, 3, by: 3))] },
  { _ in [.newOrder(order(100, .buy, 100, 2))] },
  { _ in terms(101, .stop(99)) + [.newOrder(order(101, .sell, nil, 2))] },
  { _ in [.newOrder(order(102, .sell, 102, 2))] },
  { _ in [.cancel(Cancel(id: 101, owner: 1, reason: .requested))] },
  { _ in [.amend(Amend(id: 102, owner: 1, price: 102, quantity: 1))] },
  { _ in [.massCancel(MassCancel(owner: 3, scope: .everyone))] },
]

private func order(
  _ id: UInt64, _ side: Side, _ price: Price?, _ quantity: Quantity, by owner: PartyID = 1
) -> NewOrder {
  NewOrder(
    id: OrderID(id), owner: owner, side: side, type: price.map { .limit($0) } ?? .market,
    quantity: quantity)
}

private func terms(_ id: OrderID, _ trigger: OrderTrigger) -> [EventPayload] {
  [.orderTerms(OrderTerms(id: id, owner: 1, trigger: trigger))]
}

/// Every sequence of letters of this length, told to both kinds from the start.
private func visit(_ path: [Int], _ depth: Int, _ start: [EventPayload]) -> Int {
  guard depth > 0 else {
    var steps = start.map { Step(payload: $0) }
    for (number, letter) in path.enumerated() {
      steps += alphabet[letter](UInt64(number + 1)).map { Step(payload: $0) }
    }
    let found = Disagreement.first(in: steps, rules: SampleTape.freeRules, stride: 1)
    if let found { Issue.record("letters \(path): \(found.what)") }
    return 1
  }
  return alphabet.indices.reduce(0) { $0 + visit(path + [$1], depth - 1, start) }
}

@Test(arguments: [GroupLink.oneCancelsOther, .bracket(entry: 100)])
private func `INV-FRONT-2: every sequence of a small alphabet keeps a group's legs alike`(
  link: GroupLink
) {
  let depth = TestRun.depth(3)
  var expected = 1
  for _ in 0..<depth { expected *= alphabet.count }
  let tie = EventPayload.orderGroup(OrderGroup(link: link, owner: 1, id: 101, other: 102))
  #expect(visit([], depth, [tie]) == expected)
}
