import Core
import OrderBook
import Samples
import Testing

@Test func `a call gathers orders and trades them at the one price where most trades`() throws {
  try FrontScript.play(
    """
    buy 1 5@100 by 2
    sell 2 5@110 by 2
    phase opening →
    buy 3 4@105
    sell 4 3@102 by 2
    sell 5 3@104 by 3
    buy 6 2@market by 4
    cancel 5 by 3 → cancelled 5 left 3
    amend 3 2@106 → amended 3 2@106 left 2
    buy 7 1@105 ioc → rejected 7 not-in-phase
    phase continuous → trade#1 2@106, fill 4 2 left 1, fill 6 2 left 0, trade#2 1@106, fill 4 1 left 0, fill 3 1 left 1
    sell 8 1@106 by 2 → accepted 8, trade#3 1@106, fill 3 1 left 0, fill 8 1 left 0
    """)
}

@Test func `what a call leaves of market orders expires, and limit orders go on in their priority`()
  throws
{
  try FrontScript.play(
    """
    buy 1 5@100 by 2
    phase closing →
    buy 2 5@100 by 3
    sell 3 3@market by 4
    sell 4 9@market by 4
    buy 5 4@market by 3
    phase closed → trade#1 3@100, fill 3 3 left 0, fill 5 3 left 1, trade#2 1@100, fill 4 1 left 8, fill 5 1 left 0, trade#3 5@100, fill 1 5 left 0, fill 4 5 left 3, trade#4 3@100, fill 2 3 left 2, fill 4 3 left 0
    buy 6 1@100 → rejected 6 not-in-phase
    cancel 2 by 3 → cancelled 2 left 2
    """)
}

@Test func `an uncross reaches stops`() throws {
  try FrontScript.play(
    """
    buy 1 1@100 by 2
    phase opening →
    sell 2 1@99 stop=100 by 3
    sell 3 1@100 by 4
    phase continuous → trade#1 1@100, fill 1 1 left 0, fill 3 1 left 0, triggered 2 at 100
    """)
}

private func outcome(
  _ orders: [(Side, Int64?, Int64)], reference: Int64? = nil
) -> (price: Int64, volume: Int64)? {
  var auction = CallAuction()
  for (side, price, quantity) in orders {
    auction.add(
      side, at: price.flatMap(Price.init(rawValue:)), Quantity(integerLiteral: quantity))
  }
  return auction.outcome(reference: reference.flatMap(Price.init(rawValue:))).map {
    ($0.price.rawValue, $0.volume.rawValue)
  }
}

/// Orders, reference, and the price that the tie-breaks choose.
private let ties: [([(Side, Int64?, Int64)], Int64?, Int64)] = [
  // Least left over: at 101 all of both sides trade.
  ([(.buy, 101, 5), (.sell, 101, 5), (.buy, 100, 9)], nil, 101),
  // Buyers press: the same 3 trade from 100 to 104, 2 are left over: the highest.
  ([(.buy, 104, 5), (.sell, 100, 3)], 90, 104),
  // Sellers press: the lowest.
  ([(.buy, 104, 3), (.sell, 100, 5)], 200, 100),
  // Nobody presses: the nearest to the reference.
  ([(.buy, 104, 3), (.sell, 100, 3)], 103, 104),
  ([(.buy, 104, 3), (.sell, 100, 3)], 101, 100),
  // As near on both sides, or no reference: the lowest.
  ([(.buy, 104, 3), (.sell, 100, 3)], 102, 100),
  ([(.buy, 104, 3), (.sell, 100, 3)], nil, 100),
  // Market orders alone: the reference.
  ([(.buy, nil, 3), (.sell, nil, 3)], 77, 77),
]

@Test func `INV-CALL-1: ties go by surplus, pressure, reference, and the lowest price`() {
  for (orders, reference, price) in ties {
    #expect(outcome(orders, reference: reference)?.price == price, "\(orders) \(reference ?? -1)")
  }
  #expect(outcome([(.buy, nil, 3), (.sell, nil, 3)]) == nil)
  #expect(outcome([(.buy, 99, 3), (.sell, 100, 3)], reference: 99) == nil)
}

/// Volume and surplus at a price, counted order by order.
private func count(_ orders: [(Side, Int64?, Int64)], at price: Int64) -> (Int64, Int64) {
  let bought = orders.filter { $0.0 == .buy && $0.1 ?? .max >= price }.map(\.2).reduce(0, +)
  let sold = orders.filter { $0.0 == .sell && $0.1 ?? .min <= price }.map(\.2).reduce(0, +)
  return (min(bought, sold), bought - sold)
}

@Test func `INV-CALL-1: no other price trades more, or as much with less left over`() {
  // Every set of up to four orders out of two sides, three prices or none, and two quantities.
  let kinds: [(Side, Int64?, Int64)] = [Side.buy, .sell].flatMap { side in
    [Int64?.some(1), 2, 3, nil].flatMap { price in [Int64(1), 3].map { (side, price, $0) } }
  }
  var checked = 0
  func visit(_ orders: [(Side, Int64?, Int64)], _ first: Int) {
    if let found = outcome(orders, reference: 2) {
      checked += 1
      let (volume, surplus) = count(orders, at: found.price)
      var isBest = volume == found.volume
      for price in Int64(0)...4 {
        let (other, left) = count(orders, at: price)
        if other > volume { isBest = false }
        let isLimit = orders.contains { $0.1 == price }
        if isLimit, other == volume, abs(left) < abs(surplus) { isBest = false }
      }
      if !isBest { Issue.record("\(orders): \(found)") }
    }
    guard orders.count < 4 else { return }
    for next in first..<kinds.count { visit(orders + [kinds[next]], next) }
  }
  visit([], 0)
  #expect(checked > 1_000)
}
