import Core
import OrderFlowSim
import Samples
import Testing

@Suite struct PositionLimitTests {
  /// A party with 4 lots of buys and 3 of sells working.
  static func account(_ position: Int64) -> Account {
    Account(
      position: position, working: [Look.order(1, .buy, 99, 4), Look.order(2, .sell, 101, 3)])
  }

  static let orders: [(position: Int64, Side, Quantity, refused: Bool)] = [
    (0, .buy, 6, false), (0, .buy, 7, true), (0, .sell, 7, false), (0, .sell, 8, true),
    (5, .buy, 1, false), (5, .buy, 2, true), (5, .sell, 12, false), (5, .sell, 13, true),
    (-7, .sell, 1, true), (-7, .buy, 13, false), (6, .buy, 0, false),
    (0, .buy, 1_000_000_000_000_000, true),
  ]

  @Test(arguments: orders)
  func `INV-SIM-4: an order counts with the position and what works on its side`(
    position: Int64, side: Side, quantity: Quantity, refused: Bool
  ) {
    let order = NewOrder(id: 9, owner: 1, side: side, type: .market, quantity: quantity)
    #expect(PositionLimit.refuses(order, of: Self.account(position), limit: 10) == refused)
  }

  static let amends: [(OrderID, Quantity, refused: Bool)] = [
    (1, 10, false), (1, 11, true), (1, 4, false), (1, 1, false), (2, 10, false), (2, 11, true),
    (3, 1_000_000, false),
  ]

  @Test(arguments: amends)
  func `INV-SIM-4: an amend counts what it adds, and an unknown order is the book's business`(
    id: OrderID, quantity: Quantity, refused: Bool
  ) {
    let amend = Amend(id: id, owner: 1, price: 100, quantity: quantity)
    #expect(PositionLimit.refuses(amend, of: Self.account(0), limit: 10) == refused)
  }

  @Test func `INV-SIM-4: no position on the tape ever passes the limit`() throws {
    let run = try MarketRun("duration=2s position-limit=60 regimes=busy:1s:flow=2")
    var positions = Array(repeating: Int64(0), count: run.header.parties.count + 1)
    for event in run.events {
      guard case .fill(let fill) = event.payload else { continue }
      let lots = fill.quantity.rawValue
      positions[Int(fill.owner.rawValue)] += fill.side == .buy ? lots : -lots
    }
    #expect(positions.reduce(0, +) == 0)
    #expect(run.count("rejects.position-limit") > 50)
    // Within a trade both sides move at once; the limit holds at the end of each message.
    #expect(positions.allSatisfy { abs($0) <= 60 } && positions.contains { abs($0) > 30 })
  }

  @Test func `an inventory trader is refused at the limit, turns round, and does so in every run`()
    throws
  {
    let settings = "duration=2s position-limit=100 inventory.count=1 inventory.rate=60"
    let run = try MarketRun(settings)
    let party = try #require(run.party("inventory-1"))
    let own = run.events.filter { $0.payload.owner == party }
    let refusal = try #require(
      own.firstIndex { event in
        guard case .reject(let reject) = event.payload else { return false }
        return reject.reason == .positionLimit
      })
    let sides = own.enumerated().compactMap { index, event -> (Bool, Side)? in
      guard case .newOrder(let order) = event.payload else { return nil }
      return (index < refusal, order.side)
    }
    let before = try #require(sides.last { $0.0 }?.1)
    #expect(sides.first { !$0.0 }?.1 == before.opposite)
    #expect(try MarketRun(settings).events == run.events)
  }
}
