import Core
import OrderFlowSim
import Samples
import Testing

/// One look of an agent: what it sees, and what it asks for.
struct Look {
  var bid: Price? = 9_999
  var ask: Price? = 10_001
  var last: Price = 10_000
  var position: Int64 = 0
  var working: [Account.WorkingOrder] = []
  var now: Timestamp = 1_000_000_000

  func requests<Asked: Agent>(
    of agent: inout Asked, random: inout RandomStream
  ) -> [EventPayload] {
    var outbox = Outbox(owner: 1, issued: 100)
    let account = Account(position: position, working: working)
    agent.wake(
      AgentContext(now: now, bestBid: bid, bestAsk: ask, lastPrice: last, account: account),
      random: &random, outbox: &outbox)
    return outbox.requests
  }

  /// The new orders of a fresh agent with a stream of its own.
  func orders(of agent: some Agent, seed: UInt64 = TestRun.seed) -> [NewOrder] {
    var (agent, random) = (agent, RandomStream(masterSeed: seed, name: "look"))
    return requests(of: &agent, random: &random).compactMap {
      if case .newOrder(let order) = $0 { order } else { nil }
    }
  }

  static func order(
    _ id: OrderID, _ side: Side, _ price: Price, _ quantity: Quantity, since: Timestamp = 0
  ) -> Account.WorkingOrder {
    Account.WorkingOrder(id: id, side: side, price: price, quantity: quantity, since: since)
  }

  /// A random market around 100.00, sometimes with an empty side.
  static func drawn(_ random: inout RandomStream) -> Look {
    let bid = random.integer(in: 9_900...10_000)
    let ask = bid + random.integer(in: 1...30)
    var look = Look(bid: Price(rawValue: bid), ask: Price(rawValue: ask))
    if random.bounded(5) == 0 { look.bid = nil }
    if random.bounded(5) == 0 { look.ask = nil }
    look.position = random.integer(in: -1000...1000)
    return look
  }
}

@Suite struct MarketMakerTests {
  let maker = MarketMaker(size: 50, halfSpread: 5, positionLimit: 1000)

  @Test func `an empty account gets a quote on each side around the middle, post-only`() {
    let orders = Look(bid: 9_990, ask: 10_010).orders(of: maker)
    #expect(orders.map(\.side) == [.buy, .sell])
    #expect(orders.allSatisfy { $0.isPostOnly && $0.quantity == 50 })
    let prices = orders.compactMap(\.type.limitPrice?.rawValue)
    // Half a spread of 5 ticks, and at most one more by the draw.
    #expect((9_994...9_995).contains(prices[0]) && (10_005...10_006).contains(prices[1]))
  }

  static let leans: [(Int64, Int64)] = [(-1000, 20), (-500, 10), (0, 0), (500, -10), (1000, -20)]

  @Test(arguments: leans)
  func `quotes lean against the position`(position: Int64, lean: Int64) {
    let look = Look(bid: 9_900, ask: 10_100, position: position)
    for order in look.orders(of: maker) {
      let middle: Int64 = order.side == .buy ? 9_995 : 10_005
      let price = order.type.limitPrice?.rawValue ?? 0
      #expect(abs(price - (middle + lean)) <= 1, "\(order.side)")
    }
  }

  static let wanted: [(Int64, [Side])] = [
    (-750, [.buy]), (-749, [.buy, .sell]), (749, [.buy, .sell]), (750, [.sell]),
  ]

  @Test(arguments: wanted)
  func `at three quarters of its limit it quotes one side only`(position: Int64, sides: [Side]) {
    #expect(Look(position: position).orders(of: maker).map(\.side) == sides)
  }

  @Test func `a quote is amended when the market has moved, and kept when it has not`() {
    var (maker, random) = (maker, RandomStream(masterSeed: TestRun.seed, name: "maker"))
    let quotes = [Look.order(7, .buy, 9_990, 50), Look.order(8, .sell, 10_010, 50)]
    var moved = Look(bid: 10_090, ask: 10_110, working: quotes)
    let requests = moved.requests(of: &maker, random: &random)
    #expect(requests.map(\.kind) == [.amend, .amend])
    #expect(requests.map(\.orderID) == [7, 8])
    moved.working = requests.compactMap { request in
      guard case .amend(let amend) = request else { return nil }
      return Look.order(amend.id, amend.id == 7 ? .buy : .sell, amend.price, amend.quantity)
    }
    // Within one tick of the drawn width the same quotes are right again, sooner or later.
    let next = (0..<40).map { _ in moved.requests(of: &maker, random: &random).count }
    #expect(next.contains(0) && next.allSatisfy { $0 <= 2 })
  }

  @Test func `quotes stand farther apart in a restless market, and close in again`() {
    var (maker, random) = (maker, RandomStream(masterSeed: TestRun.seed, name: "maker"))
    func width(_ shift: Int64) -> Int64 {
      let look = Look(
        bid: Price(rawValue: 9_990 + shift), ask: Price(rawValue: 10_010 + shift))
      let prices = look.requests(of: &maker, random: &random).compactMap { request -> Int64? in
        guard case .newOrder(let order) = request else { return nil }
        return order.type.limitPrice?.rawValue
      }
      return prices.count == 2 ? prices[1] - prices[0] : 0
    }
    #expect((10...13).contains(width(0)))
    let restless = (0..<100).map { width($0 % 2 == 0 ? 8 : 0) }
    // Each look sees the doubled middle 16 away: up to 16 half units more on each side.
    #expect((20...30).contains(restless[99]))
    let calm = (0..<200).map { _ in width(0) }
    #expect((10...14).contains(calm[199]))
  }

  @Test func `a quote on an unwanted side is pulled`() {
    var (maker, random) = (maker, RandomStream(masterSeed: TestRun.seed, name: "maker"))
    let look = Look(position: 800, working: [Look.order(7, .buy, 9_990, 50)])
    guard case .cancel(let cancel) = look.requests(of: &maker, random: &random).first else {
      Issue.record("no cancel")
      return
    }
    #expect(cancel.id == 7 && cancel.reason == .inventory)
  }

  @Test func `quotes never reach the other side, whatever the market and the position`() {
    var random = RandomStream(masterSeed: TestRun.seed, name: "maker-markets")
    for round in 0..<300 {
      let look = Look.drawn(&random)
      for order in look.orders(of: maker, seed: UInt64(round)) {
        guard let price = order.type.limitPrice else { continue }
        let crosses =
          switch order.side {
          case .buy: look.ask.map { price >= $0 } ?? false
          case .sell: look.bid.map { price <= $0 } ?? false
          }
        #expect(!crosses && order.isPostOnly, "SEED=\(TestRun.seed) round \(round)")
      }
    }
  }
}

@Suite struct NoiseTraderTests {
  @Test func `a trader with too much working takes something out`() {
    var (trader, random) = (NoiseTrader(size: 20), RandomStream(masterSeed: 1, name: "noise"))
    let working = (1...40).map { Look.order(OrderID($0), .buy, 9_990, 10) }
    for _ in 0..<50 {
      guard
        case .cancel(let cancel) = Look(working: working).requests(of: &trader, random: &random)
          .first
      else {
        Issue.record("no cancel")
        return
      }
      #expect(cancel.reason == .stale && (1...40).contains(cancel.id.rawValue))
    }
  }

  @Test func `it asks for one thing at a look: limit, market and fill-or-kill orders, and cancels`()
  {
    var (trader, random) = (NoiseTrader(size: 20), RandomStream(masterSeed: 1, name: "noise"))
    let look = Look(working: (7...9).map { Look.order(OrderID($0), .sell, 10_020, 10) })
    let requests = (0..<600).map { _ in look.requests(of: &trader, random: &random) }
    #expect(requests.allSatisfy { $0.count == 1 })
    let orders = requests.joined().compactMap {
      if case .newOrder(let order) = $0 { order } else { nil }
    }
    let cancels = 600 - orders.count
    #expect((170...270).contains(cancels))
    #expect(orders.allSatisfy { (1...480).contains($0.quantity.rawValue) })
    #expect(orders.contains { $0.type == .market && $0.timeInForce == .immediateOrCancel })
    #expect(orders.contains { $0.timeInForce == .fillOrKill })
    #expect(orders.count { $0.timeInForce == .goodTillCancel } > orders.count / 2)
    #expect((120...480).contains(orders.count { $0.side == .buy } * 600 / orders.count))
  }

  static let quiet: [(Look, String)] = [
    (Look(), "it has fewer than three orders working"),
    (Look(ask: nil, working: working), "a side is empty"),
    (Look(bid: 9_990, ask: 10_003, working: working), "the spread is above 12 ticks"),
  ]
  private static let working = (7...9).map { Look.order(OrderID($0), .sell, 10_020, 10) }

  @Test(arguments: quiet)
  func `it only adds to a book that is thin, or while it has little in it`(look: Look, why: String)
  {
    var (trader, random) = (NoiseTrader(size: 20), RandomStream(masterSeed: 1, name: "noise"))
    for _ in 0..<400 {
      for request in look.requests(of: &trader, random: &random) {
        guard case .newOrder(let order) = request else { continue }
        #expect(order.timeInForce == .goodTillCancel, "\(why)")
      }
    }
  }

  @Test func `limit orders stand from a tick inside the best price to far behind it`() {
    var (trader, random) = (NoiseTrader(size: 20), RandomStream(masterSeed: 1, name: "noise"))
    var depths: [Int64] = []
    for _ in 0..<4000 {
      for case .newOrder(let order) in Look().requests(of: &trader, random: &random) {
        guard let price = order.type.limitPrice?.rawValue else { continue }
        depths.append(order.side == .buy ? 9_999 - price : price - 10_001)
      }
    }
    #expect(depths.min() == -1 && (100...126).contains(depths.max() ?? 0))
    // One in three within the first two places; behind each doubling 66 % of those before it.
    let near = depths.count { $0 <= 0 } * 1000 / depths.count
    let far = depths.count { $0 > 14 } * 1000 / depths.count
    #expect((310...370).contains(near) && (150...230).contains(far), "\(near) \(far)")
  }
}
