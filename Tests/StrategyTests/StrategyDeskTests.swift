import Core
import Samples
import Strategy
import Testing

@Suite struct StrategyDeskTests {
  private var desk = StrategyDesk(party: 9, instrumentCount: 2)

  private mutating func note(_ payload: EventPayload) { desk.note(payload, instrument: 1) }

  private func fill(
    _ order: OrderID, _ side: Side, _ quantity: Quantity, left: Quantity
  ) -> EventPayload {
    .fill(
      Fill(
        id: order, owner: 9, side: side, price: 100, quantity: quantity, remaining: left,
        number: 1, trade: 1, liquidity: .maker))
  }

  @Test mutating func `ids carry the party, count from 1 and have the top bit`() {
    let ids = (0..<2).map { _ in desk.submit(1, .buy, .market, 5).rawValue }
    #expect(ids == [0x8009_0000_0000_0001, 0x8009_0000_0000_0002])
    #expect(StrategyDesk.firstID(of: 10) == 0x800A_0000_0000_0000)
  }

  @Test mutating func `what is asked for leaves once, in the order asked`() {
    let id = desk.submit(2, .sell, .limit(101), 5, isPostOnly: true)
    desk.setTimer(7, at: 30)
    #expect(desk.cancel(id) == true)
    var requests: [StrategyRequest] = []
    desk.takeRequests(into: &requests)
    #expect(
      requests == [
        .order(
          2,
          .newOrder(
            NewOrder(
              id: id, owner: 9, side: .sell, type: .limit(101), quantity: 5, isPostOnly: true))),
        .timer(7, at: 30), .order(2, .cancel(Cancel(id: id, owner: 9, reason: .requested))),
      ])
    desk.takeRequests(into: &requests)
    #expect(requests.isEmpty)
  }

  @Test mutating func `INV-DESK-1: position and orders follow the reports`() {
    let id = desk.submit(1, .buy, .limit(100), 10)
    #expect(desk.order(id)?.isAccepted == false)
    note(.accepted(Accepted(id: id, owner: 9)))
    #expect(desk.order(id)?.isAccepted == true)
    note(fill(id, .buy, 4, left: 6))
    #expect(desk.position(1).rawValue == 4)
    #expect(desk.order(id)?.filled == 4 && desk.order(id)?.remaining == 6)
    #expect(desk.workingQuantity(1, .buy) == 6 && desk.workingQuantity(1, .sell) == 0)
    note(fill(id, .buy, 6, left: 0))
    #expect(desk.orders.isEmpty && desk.position(1).rawValue == 10)
    #expect(desk.position(2) == .zero && desk.position(3) == .zero && desk.position(0) == .zero)
  }

  @Test mutating func `INV-DESK-1: a late fill of an order that is over still moves the position`()
  {
    let id = desk.submit(1, .sell, .limit(100), 10)
    note(.cancelled(Cancelled(id: id, owner: 9, remaining: 10, reason: .requested)))
    note(fill(id, .sell, 3, left: 7))
    #expect(desk.position(1).rawValue == -3)
    #expect(desk.orders.isEmpty)
  }

  @Test mutating func `each end of an order takes it off the desk`() {
    func ends(_ id: OrderID) -> [EventPayload] {
      [
        .cancelled(Cancelled(id: id, owner: 9, remaining: 10, reason: .requested)),
        .expired(Expired(id: id, owner: 9, remaining: 10, reason: .immediateOrCancel)),
        .reject(Reject(id: id, owner: 9, request: .new, reason: .priceOffTick)),
        .drop(Drop(id: id, owner: 9, request: .new, reason: .overflowNewest)),
        fill(id, .buy, 10, left: 0),
      ]
    }
    for place in 0..<5 {
      let id = desk.submit(1, .buy, .limit(100), 10)
      note(ends(id)[place])
      #expect(desk.orders.isEmpty, "\(place)")
    }
  }

  @Test mutating func `INV-DESK-2: one cancel and one amend of an order are on their way at most`()
  {
    let id = desk.submit(1, .buy, .limit(100), 10)
    #expect(desk.amend(id, price: 99, quantity: 10) == true)
    #expect(desk.amend(id, price: 98, quantity: 10) == false)
    note(.amended(Amended(id: id, owner: 9, price: 99, quantity: 10, remaining: 10)))
    #expect(desk.order(id)?.price == 99)
    #expect(desk.amend(id, price: 98, quantity: 10) == true)
    #expect(desk.cancel(id) == true)
    #expect(desk.cancel(id) == false)
    note(.reject(Reject(id: id, owner: 9, request: .amend, reason: .priceOffTick)))
    #expect(desk.amend(id, price: 98, quantity: 10) == false, "it is being cancelled")
    note(.reject(Reject(id: id, owner: 9, request: .cancel, reason: .unknownOrder)))
    #expect(desk.order(id)?.price == 99)
    #expect(desk.amend(id, price: 98, quantity: 10) == true)
    #expect(desk.cancel(id) == true)
    #expect(desk.cancel(77) == false)
    #expect(desk.amend(77, price: 1, quantity: 1) == false)
  }

  @Test mutating func `INV-DESK-3: room is what the worst case of working orders leaves`() throws {
    #expect(desk.room(1, .buy, limit: 50) == 50)
    let bid = desk.submit(1, .buy, .limit(100), 20)
    desk.submit(1, .sell, .limit(101), 10)
    desk.submit(2, .buy, .limit(101), 9)
    #expect(desk.room(1, .buy, limit: 50) == 30 && desk.room(1, .sell, limit: 50) == 40)
    note(fill(bid, .buy, 15, left: 5))
    #expect(desk.room(1, .buy, limit: 50) == 30 && desk.room(1, .sell, limit: 50) == 55)
    #expect(desk.room(1, .buy, limit: 10) == .zero)
    desk.amend(bid, price: 100, quantity: 25)
    #expect(desk.room(1, .buy, limit: 50) == 25, "an amend to more counts at once")
    #expect(desk.room(1, .buy, limit: 50, replacing: bid) == 35)
    note(.reject(Reject(id: bid, owner: 9, request: .amend, reason: .unknownOrder)))
    #expect(desk.room(1, .buy, limit: 50) == 30)
  }

  @Test mutating func `saved and read back, a desk is the same, whatever it waits for`() throws {
    desk.advance(to: 77)
    let first = desk.submit(1, .buy, .limit(-5), 10)
    let second = desk.submit(2, .sell, .market, 20, timeInForce: .immediateOrCancel)
    note(.accepted(Accepted(id: first, owner: 9)))
    note(fill(first, .buy, 4, left: 6))
    desk.amend(first, price: 90, quantity: 10)
    desk.cancel(second)
    desk.setTimer(3, at: 99)
    var reader = ByteReader(desk.encoded())
    let back = try StrategyDesk(decoding: &reader)
    try reader.finish()
    #expect(back.encoded() == desk.encoded())
    #expect(back.orders == desk.orders && back.requests == desk.requests)
    #expect(back.positions == desk.positions && back.now == desk.now)
    var (one, other) = (desk, back)
    #expect(one.submit(1, .buy, .market, 1) == other.submit(1, .buy, .market, 1))
  }

  @Test mutating func `no bytes trap a desk's reader, and what it takes encodes to itself`() {
    let id = desk.submit(1, .buy, .limit(100), 10)
    desk.amend(id, price: 90, quantity: 10)
    desk.setTimer(3, at: 99)
    expectSound(StrategyDesk.self, desk.encoded())
  }
}
