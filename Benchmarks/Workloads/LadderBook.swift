/// The generator's own book: an array of all prices, FIFO lists in an array of all orders.
///
/// It is the plainest thing that is right, so that the generator can know which orders live. It
/// searches for the next best price step by step and holds a slot for every order ever added; a
/// book for trading does neither. Orders must arrive with identities dense from 1.
public struct LadderBook: ~Copyable, WorkloadBook {
  /// One past the last price.
  static let priceLimit: UInt32 = 65_536

  private struct Order {
    var next: UInt32 = 0
    var previous: UInt32 = 0
    var quantity: UInt32 = 0
    var price: UInt32 = 0
    var slot: UInt32 = 0
    var side = WorkloadSide.buy
    var isLive = false
  }

  private struct Level {
    var head: UInt32 = 0
    var tail: UInt32 = 0
    var quantity: UInt64 = 0
  }

  private var orders: [Order]
  private var bids: [Level]
  private var asks: [Level]
  /// 0 when there is no bid.
  private(set) var bestBid: UInt32 = 0
  /// `priceLimit` when there is no ask.
  private(set) var bestAsk = LadderBook.priceLimit
  /// Every resting order once; the last one fills the slot of one that leaves.
  private(set) var liveIDs: [UInt32] = []
  private(set) var lastID: UInt32 = 0

  /// An empty book with room for so many orders over its whole life.
  public init(capacity: Int) {
    orders = Array(repeating: Order(), count: capacity + 1)
    bids = Array(repeating: Level(), count: Int(Self.priceLimit) + 1)
    asks = bids
    liveIDs.reserveCapacity(capacity)
  }

  /// Trades what it can and rests the remainder; its identity must be the last one's successor.
  ///
  /// - Complexity: O(trades + prices stepped over).
  public mutating func add(_ order: WorkloadRecord, into trades: inout TradeTally) {
    let id = UInt32(order.id)
    lastID = id
    var remaining = order.quantity
    while remaining > 0, let price = bestPrice(against: order) {
      let traded = trade(against: order.side.opposite, at: price, upTo: remaining) {
        trades.record(
          maker: UInt64($0), taker: order.id, price: UInt64(price), quantity: UInt64($1))
      }
      remaining -= traded
    }
    if remaining > 0 { rest(id, order, quantity: remaining) }
  }

  /// Takes an order out; false when no such order rests.
  public mutating func cancel(_ id: UInt64) -> Bool {
    guard id < UInt64(orders.count), orders[Int(id)].isLive else { return false }
    unlink(UInt32(id))
    return true
  }

  /// Orders that rest.
  public var liveOrders: Int { liveIDs.count }

  /// The price levels of a side, best first.
  ///
  /// - Complexity: O(prices).
  public func levels(_ side: WorkloadSide) -> [WorkloadLevel] {
    let ladder = side == .buy ? bids : asks
    let upward = (1..<Int(Self.priceLimit)).filter { ladder[$0].head != 0 }
    let bestFirst = side == .buy ? upward.reversed() : upward
    return bestFirst.map {
      WorkloadLevel(price: UInt64($0), quantity: ladder[$0].quantity)
    }
  }

  /// The best price of the other side, when the order reaches it.
  private func bestPrice(against order: WorkloadRecord) -> UInt32? {
    switch order.side {
    case .buy: bestAsk < Self.priceLimit && bestAsk <= order.price ? bestAsk : nil
    case .sell: bestBid > 0 && bestBid >= order.price ? bestBid : nil
    }
  }

  /// Trades with the oldest order of a level and returns the quantity done.
  private mutating func trade(
    against side: WorkloadSide, at price: UInt32, upTo wanted: UInt32,
    report: (_ maker: UInt32, _ quantity: UInt32) -> Void
  ) -> UInt32 {
    let maker = level(side, price).head
    let offered = orders[Int(maker)].quantity
    let traded = min(offered, wanted)
    report(maker, traded)
    if traded == offered {
      unlink(maker)
    } else {
      orders[Int(maker)].quantity -= traded
      withLevel(side, price) { $0.quantity -= UInt64(traded) }
    }
    return traded
  }

  private mutating func rest(_ id: UInt32, _ order: WorkloadRecord, quantity: UInt32) {
    let tail = level(order.side, order.price).tail
    orders[Int(id)] = Order(
      next: 0, previous: tail, quantity: quantity, price: order.price,
      slot: UInt32(liveIDs.count), side: order.side, isLive: true)
    liveIDs.append(id)
    if tail != 0 { orders[Int(tail)].next = id }
    withLevel(order.side, order.price) {
      if tail == 0 { $0.head = id }
      $0.tail = id
      $0.quantity += UInt64(quantity)
    }
    switch order.side {
    case .buy: bestBid = max(bestBid, order.price)
    case .sell: bestAsk = min(bestAsk, order.price)
    }
  }

  private mutating func unlink(_ id: UInt32) {
    let order = orders[Int(id)]
    if order.previous != 0 { orders[Int(order.previous)].next = order.next }
    if order.next != 0 { orders[Int(order.next)].previous = order.previous }
    withLevel(order.side, order.price) {
      if order.previous == 0 { $0.head = order.next }
      if order.next == 0 { $0.tail = order.previous }
      $0.quantity -= UInt64(order.quantity)
    }
    orders[Int(id)].isLive = false
    fillSlot(order.slot)
    stepBest(order.side)
  }

  private mutating func fillSlot(_ slot: UInt32) {
    guard let moved = liveIDs.popLast(), slot < liveIDs.count else { return }
    liveIDs[Int(slot)] = moved
    orders[Int(moved)].slot = slot
  }

  /// Moves the best price outward past empty levels.
  private mutating func stepBest(_ side: WorkloadSide) {
    switch side {
    case .buy:
      while bestBid > 0, bids[Int(bestBid)].head == 0 { bestBid -= 1 }
    case .sell:
      while bestAsk < Self.priceLimit, asks[Int(bestAsk)].head == 0 { bestAsk += 1 }
    }
  }

  private func level(_ side: WorkloadSide, _ price: UInt32) -> Level {
    side == .buy ? bids[Int(price)] : asks[Int(price)]
  }

  private mutating func withLevel(
    _ side: WorkloadSide, _ price: UInt32, _ change: (inout Level) -> Void
  ) {
    switch side {
    case .buy: change(&bids[Int(price)])
    case .sell: change(&asks[Int(price)])
    }
  }
}
