internal import Core
internal import OrderBook
internal import OrderState

/// Every order of ours that rests in one instrument: two sides, levels best first, arrival order
/// within a level.
struct OwnOrders: Sendable {
  /// Bids, then offers.
  private(set) var sides: [[OwnLevel]]
  /// How many orders and recorded orders have come to our levels so far.
  private(set) var arrivals: UInt64

  /// Where ours stand: what most events of a tape are held against.
  private(set) var reach = OwnReach()

  /// Nothing yet, or what was saved: levels best first.
  init(sides: [[OwnLevel]] = [[], []], arrivals: UInt64 = 0) {
    self.sides = sides
    self.arrivals = arrivals
    noteReach(.buy)
    noteReach(.sell)
  }

  private mutating func noteReach(_ side: Side) {
    let levels = sides[side.place]
    reach.note(side, best: levels.first?.price, worst: levels.last?.price)
  }

  /// Whether nothing of ours rests.
  var isEmpty: Bool { sides[0].isEmpty && sides[1].isEmpty }

  /// The level of a side that trades first.
  func bestPrice(_ side: Side) -> Price? { sides[side.place].first?.price }

  /// Where the level at `price` stands; nil when none of ours is there.
  func position(_ side: Side, at price: Price) -> Int? {
    let position = rank(side, price)
    guard position < sides[side.place].count else { return nil }
    return sides[side.place][position].price == price ? position : nil
  }

  /// The next place in the arrivals.
  mutating func nextArrival() -> UInt64 {
    arrivals &+= 1  // 2⁶⁴ arrivals are more than any tape has
    return arrivals
  }

  /// Puts an order at the end of its level.
  mutating func rest(_ order: OwnOrder, _ side: Side, at price: Price) {
    let position = rank(side, price)
    if position == sides[side.place].count || sides[side.place][position].price != price {
      sides[side.place].insert(OwnLevel(price: price), at: position)
      noteReach(side)
    }
    sides[side.place][position].orders.append(order)
  }

  /// Changes a level in place; it goes when the last of ours has.
  mutating func change<Result>(
    _ side: Side, _ position: Int, _ body: (inout OwnLevel) -> Result
  ) -> Result {
    let result = body(&sides[side.place][position])
    if sides[side.place][position].orders.isEmpty {
      sides[side.place].remove(at: position)
      noteReach(side)
    }
    return result
  }

  /// Where an order stands.
  /// - Complexity: O(orders of ours).
  func place(of id: OrderID) -> Place? {
    for side in [Side.buy, .sell] {
      for (level, levels) in sides[side.place].enumerated() {
        if let order = levels.orders.firstIndex(where: { $0.life.id == id }) {
          return Place(side: side, level: level, order: order)
        }
      }
    }
    return nil
  }

  subscript(place: Place) -> OwnOrder { sides[place.side.place][place.level].orders[place.order] }

  /// Takes an order out.
  mutating func remove(_ place: Place) {
    change(place.side, place.level) { _ = $0.orders.remove(at: place.order) }
  }

  /// Replaces an order by itself with other terms.
  mutating func replace(_ place: Place, by order: OwnOrder) {
    sides[place.side.place][place.level].orders[place.order] = order
  }

  /// Where an order stands among ours.
  struct Place: BitwiseCopyable, Sendable {
    let side: Side
    let level: Int
    let order: Int
  }

  /// How many levels of a side are better than `price`.
  private func rank(_ side: Side, _ price: Price) -> Int {
    var (low, high) = (0, sides[side.place].count)
    while low < high {
      let middle = (low + high) / 2
      if side.isBetter(sides[side.place][middle].price, than: price) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}

/// The prices between which ours stand on each side; of an empty side, a range that holds none.
struct OwnReach: BitwiseCopyable, Sendable, Equatable {
  private var bestBid = Int64.min
  private var worstBid = Int64.max
  private var bestAsk = Int64.max
  private var worstAsk = Int64.min

  /// Nowhere.
  init() {}

  /// Where the levels of a side lie; nil where it has none.
  mutating func note(_ side: Side, best: Price?, worst: Price?) {
    if side == .buy {
      (bestBid, worstBid) = (best?.rawValue ?? .min, worst?.rawValue ?? .max)
    } else {
      (bestAsk, worstAsk) = (best?.rawValue ?? .max, worst?.rawValue ?? .min)
    }
  }

  /// Has the lines about the book held back that may concern ours.
  func watch(by fence: inout LevelFence) {
    if let best = Price(rawValue: bestBid), let worst = Price(rawValue: worstBid) {
      fence.watch(.buy, from: worst, to: best)
    }
    if let best = Price(rawValue: bestAsk), let worst = Price(rawValue: worstAsk) {
      fence.watch(.sell, from: worst, to: best)
    }
  }

  /// Whether a line about the book at `price` may concern ours: it stands among them, or ours on the
  /// other side reach it.
  @inline(__always) func isTouched(by side: Side, at price: Price) -> Bool {
    let price = price.rawValue
    return side == .buy
      ? (price >= worstBid && price <= bestBid) || price >= bestAsk
      : (price <= worstAsk && price >= bestAsk) || price <= bestBid
  }

  /// Whether a trade at `price` may concern ours: they are as good or better.
  @inline(__always) func isTouched(byTradeAt price: Price) -> Bool {
    bestBid >= price.rawValue || bestAsk <= price.rawValue
  }
}
