import Core
import OrderFlowSim
import Samples
import Testing

@Suite struct MomentumTakerTests {
  static let moves: [(Int64, Side)] = [(1, .buy), (-1, .sell)]

  @Test(arguments: moves)
  func `it takes with the move, two ticks into the other side`(direction: Int64, side: Side) {
    var (taker, random) = (MomentumTaker(size: 30), RandomStream(masterSeed: 1, name: "taker"))
    for _ in 0..<30 { #expect(Look().requests(of: &taker, random: &random).isEmpty) }
    let moved = Look(
      bid: Price(rawValue: 9_999 + 10 * direction), ask: Price(rawValue: 10_001 + 10 * direction))
    guard case .newOrder(let order) = moved.requests(of: &taker, random: &random).first else {
      Issue.record("no order")
      return
    }
    #expect(order.side == side && order.timeInForce == .immediateOrCancel)
    let reach = 10_000 + 10 * direction + 3 * direction
    #expect(order.type == .limit(Price(integerLiteral: reach)))
  }

  @Test func `the average follows: a market that stays is no move any more`() {
    var (taker, random) = (MomentumTaker(size: 30), RandomStream(masterSeed: 1, name: "taker"))
    _ = Look().requests(of: &taker, random: &random)
    let moved = Look(bid: 10_049, ask: 10_051)
    let counts = (0..<100).map { _ in moved.requests(of: &taker, random: &random).count }
    #expect(counts.prefix(20).allSatisfy { $0 == 1 } && counts.suffix(20).allSatisfy { $0 == 0 })
  }
}

@Suite struct InventoryTraderTests {
  /// Sides of the orders of so many looks.
  static func sides(
    _ looks: Int, of trader: inout InventoryTrader, random: inout RandomStream
  ) -> [Side] {
    (0..<looks).flatMap { _ in Look().requests(of: &trader, random: &random) }.compactMap {
      if case .newOrder(let order) = $0 { order.side } else { nil }
    }
  }

  @Test(arguments: [Side.buy, .sell])
  func `it begins on its side and stays there for an interest, then either may come`(side: Side) {
    var trader = InventoryTrader(size: 25, side: side)
    var random = RandomStream(masterSeed: 1, name: "inventory")
    let sides = Self.sides(20_000, of: &trader, random: &random)
    #expect(sides.prefix(5) == [side, side, side, side, side])
    var runs = [0]
    for (before, now) in zip(sides, sides.dropFirst()) {
      runs[runs.count - 1] += 1
      if before != now { runs.append(0) }
    }
    let lengths = runs.dropLast().sorted()
    #expect(lengths.count > 50 && lengths[0] >= 5)
    // A long tail: the longest runs are many times the usual one.
    #expect(lengths[lengths.count - 1] > 6 * lengths[lengths.count / 2], "\(lengths)")
  }

  @Test func `it rests beyond the limit of its interest, and while the market is thin`() {
    for look in [Look(ask: 10_300, last: 10_000), Look(bid: 10_298, ask: 10_300), Look(bid: nil)] {
      var trader = InventoryTrader(size: 25, side: .buy)
      var random = RandomStream(masterSeed: 1, name: "inventory")
      #expect(Self.sides(1, of: &trader, random: &random) == [.buy])
      #expect(look.requests(of: &trader, random: &random).isEmpty)
    }
  }

  @Test(arguments: RejectReason.allCases)
  func `the position limit's refusal turns it round, no other does`(reason: RejectReason) {
    var trader = InventoryTrader(size: 25, side: .buy)
    var random = RandomStream(masterSeed: 1, name: "inventory")
    _ = Self.sides(1, of: &trader, random: &random)
    trader.heardReject(Reject(id: 101, owner: 1, request: .new, reason: reason))
    let next = Self.sides(1, of: &trader, random: &random)
    #expect(next == [reason == .positionLimit ? .sell : .buy])
  }

  @Test func `it withdraws what has waited for half a second, and what is on the other side`() {
    var trader = InventoryTrader(size: 25, side: .buy)
    var random = RandomStream(masterSeed: 1, name: "inventory")
    _ = Self.sides(1, of: &trader, random: &random)
    let rows: [(Side, since: Timestamp, CancelReason?)] = [
      (.buy, 499_999_999, .stale), (.buy, 500_000_000, nil), (.sell, 900_000_000, .inventory),
    ]
    for (side, since, reason) in rows {
      let look = Look(working: [Look.order(7, side, 9_999, 10, since: since)])
      let request = look.requests(of: &trader, random: &random).first
      if case .cancel(let cancel) = request {
        #expect(cancel.id == 7 && cancel.reason == reason)
      } else {
        #expect(reason == nil && request?.kind == .newOrder)
      }
    }
  }
}

@Suite struct CancelStormBotTests {
  @Test func `it places a wave of post-only orders away from the market`() {
    let orders = Look().orders(of: CancelStormBot(size: 10))
    #expect(orders.count == 8)
    for order in orders {
      let price = order.type.limitPrice?.rawValue ?? 0
      let depth = order.side == .buy ? 9_999 - price : price - 10_001
      #expect((4...33).contains(depth) && order.isPostOnly)
    }
  }

  @Test func `it withdraws everything it has before it places anew`() {
    var (bot, random) = (CancelStormBot(size: 10), RandomStream(masterSeed: 1, name: "storm"))
    let working = (1...8).map { Look.order(OrderID($0), $0 % 2 == 0 ? .buy : .sell, 9_990, 10) }
    let requests = Look(working: working).requests(of: &bot, random: &random)
    #expect(requests.map(\.kind) == Array(repeating: .cancel, count: 8))
    #expect(requests.map(\.orderID) == working.map(\.id))
  }
}

@Suite struct AgentTests {
  /// Many looks of an agent, saved and taken up by a fresh one half-way if asked to.
  private static func replay<Asked: Agent>(_ fresh: Asked, saving: Bool) throws -> [EventPayload] {
    var (agent, random) = (fresh, RandomStream(masterSeed: TestRun.seed, name: "agent"))
    var markets = RandomStream(masterSeed: TestRun.seed, name: "markets")
    var requests: [EventPayload] = []
    for look in 0..<800 {
      if saving, look == 400 {
        var writer = ByteWriter()
        agent.encode(into: &writer)
        var reader = ByteReader(writer.bytes)
        agent = fresh
        try agent.restore(from: &reader)
        try reader.finish()
      }
      requests += Look.drawn(&markets).requests(of: &agent, random: &random)
      if look % 37 == 0 {
        agent.heardReject(Reject(id: 1, owner: 1, request: .new, reason: .positionLimit))
      }
    }
    return requests
  }

  private static func check(_ agent: some Agent) throws {
    let requests = try replay(agent, saving: false)
    #expect(requests.count > 50)
    #expect(try replay(agent, saving: false) == requests)
    #expect(try replay(agent, saving: true) == requests)
  }

  @Test func `INV-SIM-1: same state, view and stream give the same requests, saved or not`() throws
  {
    try Self.check(NoiseTrader(size: 20))
    try Self.check(MarketMaker(size: 50, halfSpread: 2, positionLimit: 1000))
    try Self.check(MomentumTaker(size: 30))
    try Self.check(InventoryTrader(size: 25, side: .buy))
    try Self.check(CancelStormBot(size: 10))
  }

  @Test func `order numbers go on where the outbox's numbering stood`() {
    var outbox = Outbox(owner: 3, issued: 41)
    outbox.place(.buy, .market, 5)
    outbox.place(.sell, .limit(10_000), 5, isPostOnly: true)
    #expect(outbox.requests.map(\.orderID) == [42, 43])
    #expect(outbox.requests.allSatisfy { $0.owner == 3 })
  }
}
