import Core
import Samples

/// Lines of a recording as no venue would send them, from a handful of ids and prices: so that
/// levels and orders meet, are replaced, and are asked for too late.
struct RandomMarketData {
  /// Which prices come.
  enum Prices: CaseIterable {
    /// Neighbours on a grid, some steps wide.
    case near
    /// Neighbours, and now and then a price beside their grid.
    case beside
    /// A few anywhere in the legal range, its ends included.
    case far
  }

  private var random: RandomStream
  private let prices: Prices
  private let isByOrder: Bool
  private let middle: Int64
  private let step: Int64

  init(seed: UInt64, _ prices: Prices, isByOrder: Bool) {
    var random = RandomStream(masterSeed: seed, name: "recorded-lines")
    self.prices = prices
    self.isByOrder = isByOrder
    middle = random.integer(in: -1_000_000...1_000_000)
    step = [1, 5, 100, 250, 4096][Int(random.bounded(5))]
    self.random = random
  }

  mutating func next() -> EventPayload {
    let side: Side = random.bounded(2) == 0 ? .buy : .sell
    let id: OrderID? =
      isByOrder && random.bounded(12) > 0 ? OrderID(UInt64(random.bounded(40))) : nil
    if random.bounded(200) == 0 {
      return .snapshot(
        Snapshot(
          id: id, side: side, price: price(), quantity: quantity(),
          isFirst: random.bounded(4) == 0, isLast: random.bounded(2) == 0))
    }
    let actions: [BookAction] = isByOrder ? BookAction.allCases : [.set]
    return .bookUpdate(
      BookUpdate(
        action: actions[Int(random.bounded(UInt64(actions.count)))], id: id, side: side,
        price: price(), quantity: quantity(), isLast: random.bounded(3) > 0))
  }

  private mutating func price() -> Price {
    let near = middle + random.integer(in: -60...60) * step
    switch prices {
    case .near: return Price(integerLiteral: near)
    case .beside:
      let aside = random.bounded(40) == 0 ? random.integer(in: 0...step) : 0
      return Price(integerLiteral: near + aside)
    case .far:
      let limit = Price.magnitudeLimit
      let places = [-limit, limit, -limit + 1, 0, near, near + step, limit / 3, -limit / 7, 16]
      return Price(integerLiteral: places[Int(random.bounded(UInt64(places.count)))])
    }
  }

  /// A third of the time nothing; once in a while as much as a level may hold.
  private mutating func quantity() -> Quantity {
    if random.bounded(3) == 0 { return 0 }
    if random.bounded(100) == 0 { return Quantity(integerLiteral: Quantity.magnitudeLimit) }
    return Quantity(integerLiteral: random.integer(in: 1...9))
  }
}
