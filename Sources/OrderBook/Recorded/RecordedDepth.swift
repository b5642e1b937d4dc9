internal import Core

/// One price of a recorded book: quantity of orders that are known by id, and the rest.
struct RecordedLevel: PricedLevel, Sendable {
  let price: Price
  /// Tells this level from earlier and later ones at the same price.
  let epoch: UInt64
  /// What stands here without a name: from level lines, or from before the recording.
  var anonymous = Quantity.zero
  /// What the known orders have left.
  var attributed = Quantity.zero
  /// How many orders are known.
  var orderCount = 0

  var total: Quantity { anonymous + attributed }
}

/// An order of a recorded book, as far as its level needs it.
struct RecordedOrder: Sendable {
  let side: Side
  let price: Price
  var remaining: Quantity
  /// The level that it was put in; when that one is gone, so is the order's place.
  let epoch: UInt64
}

/// What stands in a recorded book: quantities by level, some of them attributed to orders.
///
/// Answers each change with whether it could be made as said; judges nothing.
struct RecordedDepth: Sendable {
  /// Bids, then offers.
  private(set) var ladders: [PriceLadder<RecordedLevel>] = [
    PriceLadder(side: .buy), PriceLadder(side: .sell),
  ]
  private var orders = IdentifierMap<RecordedOrder>()
  private var epochs: UInt64 = 0

  /// An order whose place is known.
  func order(_ id: OrderID) -> RecordedOrder? {
    guard let order = orders[id.rawValue] else { return nil }
    return position(of: order) == nil ? nil : order
  }

  /// Adds an order; false when the level would leave the legal range.
  mutating func put(_ id: OrderID, _ side: Side, at price: Price, _ quantity: Quantity) -> Bool {
    guard quantity > .zero else { return true }
    let place = openLevel(side, at: price)
    let level = ladders[side.ladder].levels[place]
    guard level.total.adding(quantity) != nil else { return false }
    ladders[side.ladder].levels[place].attributed = level.attributed + quantity
    ladders[side.ladder].levels[place].orderCount += 1
    orders[id.rawValue] = RecordedOrder(
      side: side, price: price, remaining: quantity, epoch: level.epoch)
    return true
  }

  /// Leaves an order `remaining`, nothing of which takes it out.
  /// Call only for a known order and at most what it had, or with room in the level.
  mutating func resize(_ id: OrderID, to remaining: Quantity) {
    guard var order = orders[id.rawValue], let place = position(of: order) else { return }
    let ladder = order.side.ladder
    let attributed = ladders[ladder].levels[place].attributed
    ladders[ladder].levels[place].attributed = attributed - order.remaining + remaining
    order.remaining = remaining
    if remaining == .zero {
      orders[id.rawValue] = nil
      ladders[ladder].levels[place].orderCount -= 1
      closeIfEmpty(ladder, place)
    } else {
      orders[id.rawValue] = order
    }
  }

  /// Adds quantity without a name; false when the level would leave the legal range.
  mutating func addAnonymous(_ side: Side, at price: Price, _ quantity: Quantity) -> Bool {
    guard quantity > .zero else { return true }
    let place = openLevel(side, at: price)
    let level = ladders[side.ladder].levels[place]
    guard level.total.adding(quantity) != nil else { return false }
    ladders[side.ladder].levels[place].anonymous = level.anonymous + quantity
    return true
  }

  /// Takes quantity without a name; false when less than that was there (it is taken).
  mutating func takeAnonymous(_ side: Side, at price: Price, _ quantity: Quantity) -> Bool {
    guard let place = ladders[side.ladder].existingPosition(of: price) else {
      return quantity == .zero
    }
    let anonymous = ladders[side.ladder].levels[place].anonymous
    ladders[side.ladder].levels[place].anonymous = anonymous - min(anonymous, quantity)
    closeIfEmpty(side.ladder, place)
    return quantity <= anonymous
  }

  /// Makes a level's total `quantity`; answers how many known orders lost their place because
  /// they had more than that.
  mutating func setLevel(_ side: Side, at price: Price, to quantity: Quantity) -> Int {
    guard let place = ladders[side.ladder].existingPosition(of: price) else {
      _ = addAnonymous(side, at: price, quantity)
      return 0
    }
    let level = ladders[side.ladder].levels[place]
    if quantity > .zero, quantity >= level.attributed {
      ladders[side.ladder].levels[place].anonymous = quantity - level.attributed
      return 0
    }
    ladders[side.ladder].levels.remove(at: place)
    _ = addAnonymous(side, at: price, quantity)
    return level.orderCount
  }

  /// Forgets everything.
  mutating func clear() {
    for ladder in ladders.indices { ladders[ladder].levels.removeAll(keepingCapacity: true) }
    orders = IdentifierMap()
  }

  /// Where the order's level stands; nil when that level is gone, whatever stands there now.
  private func position(of order: RecordedOrder) -> Int? {
    let ladder = ladders[order.side.ladder]
    guard let place = ladder.existingPosition(of: order.price) else { return nil }
    return ladder.levels[place].epoch == order.epoch ? place : nil
  }

  /// Position of the level at `price`, which is added when there is none.
  private mutating func openLevel(_ side: Side, at price: Price) -> Int {
    let place = ladders[side.ladder].position(of: price)
    if place == ladders[side.ladder].levels.count
      || ladders[side.ladder].levels[place].price != price
    {
      epochs &+= 1
      ladders[side.ladder].levels.insert(RecordedLevel(price: price, epoch: epochs), at: place)
    }
    return place
  }

  private mutating func closeIfEmpty(_ ladder: Int, _ place: Int) {
    if ladders[ladder].levels[place].total == .zero { ladders[ladder].levels.remove(at: place) }
  }
}
