public import Core

/// A made-up market told order by order (L3), row after row, from a seed, without end: orders join
/// and leave, and trade from the front of the best level.
///
/// Messages, their times and the grid of prices are `LevelMarket`'s. Of a hundred draws 47 bring an
/// order of up to ten units, 45 take one out, 5 take a part of one, and 3 trade: a print that names
/// its maker, then the line about that order. A level that trades away lets the middle move on, so
/// the sides never cross. Part of the benchmarks' definition; integers only.
public struct OrderMarket: MadeUpMarket {
  /// An order that came; `quantity` is 0 once it is gone.
  private struct Resting {
    let side: Side
    let place: Int
    var quantity: Int64
  }

  private var feed: MarketFeed
  /// Place of the best price that a bid may have; an offer's is the one above.
  private var middle = MarketFeed.places / 2
  /// By number − 1.
  private var orders: [Resting] = []
  /// Numbers of orders, some of them gone: what is taken out is drawn from here.
  private var pool: [Int] = []
  /// Numbers by place in the order in which they joined, gone ones in front; bids below the middle,
  /// offers above it.
  private var queues = Array(repeating: [Int](), count: MarketFeed.places)
  private var heads = Array(repeating: 0, count: MarketFeed.places)
  /// The second row of a trade.
  private var pending: EventPayload?

  /// The market of a seed.
  public init(seed: UInt64) { feed = MarketFeed(seed: seed) }

  /// The next row.
  public mutating func next() -> Event {
    feed.beginRow()
    return feed.event(payload())
  }

  private mutating func payload() -> EventPayload {
    if let second = pending {
      pending = nil
      return second
    }
    let draw = feed.random.bounded(100)
    if draw < 3, feed.rowsLeft > 0, let print = trade() { return print }
    if draw < 8, let line = shrink() { return line }
    if draw < 53, let line = leave() { return line }
    return join()
  }

  private mutating func join() -> EventPayload {
    let side = feed.side()
    let distance = Int(feed.random.geometric())
    let place = side == .buy ? middle - distance : middle + 1 + distance
    let quantity = Int64(1 + feed.random.bounded(10)) * 1000
    orders.append(Resting(side: side, place: place, quantity: quantity))
    pool.append(orders.count)
    queues[place].append(orders.count)
    return line(.add, orders.count, side, place, quantity)
  }

  private mutating func leave() -> EventPayload? {
    guard let number = draw(removing: true) else { return nil }
    let order = orders[number - 1]
    orders[number - 1].quantity = 0
    return line(.remove, number, order.side, order.place, order.quantity)
  }

  private mutating func shrink() -> EventPayload? {
    guard let number = draw(removing: false) else { return nil }
    let order = orders[number - 1]
    let less = order.quantity / 2
    guard less > 0 else { return nil }
    orders[number - 1].quantity -= less
    return line(.reduce, number, order.side, order.place, less)
  }

  /// A part of the order in front of a best level, or all of it; nil where a side is empty.
  private mutating func trade() -> EventPayload? {
    let aggressor = feed.side()
    let step = aggressor == .buy ? 1 : -1
    var place = aggressor == .buy ? middle + 1 : middle
    while place > 256, place < MarketFeed.places - 256, front(of: place) == nil { place += step }
    guard let number = front(of: place) else { return nil }
    let order = orders[number - 1]
    let part = max(1, order.quantity / Int64(1 + feed.random.bounded(2)))
    orders[number - 1].quantity -= part
    if front(of: place) == nil, (1024...3072).contains(place) {
      middle = aggressor == .buy ? place : place - 1
    }
    pending = line(.execute, number, order.side, order.place, part)
    return .trade(
      Trade(
        trade: TradeID(feed.sequence), price: feed.prices[place],
        quantity: Quantity(rawValue: part) ?? .zero, aggressor: aggressor,
        maker: OrderID(UInt64(number))))
  }

  /// Number of the order that trades first at a place.
  private mutating func front(of place: Int) -> Int? {
    while heads[place] < queues[place].count {
      let number = queues[place][heads[place]]
      if orders[number - 1].quantity > 0 { return number }
      heads[place] += 1
    }
    queues[place].removeAll(keepingCapacity: true)
    heads[place] = 0
    return nil
  }

  /// Any order that is there.
  private mutating func draw(removing: Bool) -> Int? {
    while !pool.isEmpty {
      let index = Int(feed.random.bounded(UInt32(pool.count)))
      let number = pool[index]
      let isThere = orders[number - 1].quantity > 0
      if isThere, !removing { return number }
      pool.swapAt(index, pool.count - 1)
      pool.removeLast()
      if isThere { return number }
    }
    return nil
  }

  private func line(
    _ action: BookAction, _ number: Int, _ side: Side, _ place: Int, _ quantity: Int64
  ) -> EventPayload {
    .bookUpdate(
      BookUpdate(
        action: action, id: OrderID(UInt64(number)), side: side, price: feed.prices[place],
        quantity: Quantity(rawValue: quantity) ?? .zero, isLast: feed.rowsLeft == 0))
  }
}
