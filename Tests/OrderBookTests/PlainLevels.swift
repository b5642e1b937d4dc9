import Core
import OrderBook
import Samples

/// A recorded book in the plainest form, to compare `LevelBook` with: a list of levels, each with
/// the orders that are known there, searched from end to end. Market data only.
struct PlainLevels {
  private struct Level {
    let side: Side
    let price: Price
    var nameless: Int64 = 0
    var orders: [(id: OrderID, quantity: Int64)] = []

    var total: Int64 { orders.reduce(nameless) { $0 + $1.quantity } }
  }

  private var levels: [Level] = []
  private(set) var oddities = LevelBookOddities()

  mutating func apply(_ payload: EventPayload) {
    if case .snapshot(let line) = payload {
      if line.isFirst { levels = [] }
      if let id = line.id {
        add(id, line.side, line.price, line.quantity.rawValue)
      } else if line.quantity > 0 {
        set(line.side, line.price, line.quantity.rawValue)
      }
      if line.isLast { judge() }
    }
    if case .bookUpdate(let line) = payload {
      apply(line)
      if line.isLast { judge() }
    }
  }

  /// What is shown of a side, best first.
  func depth(_ side: Side) -> [DepthLevel] {
    levels.filter { $0.side == side && $0.total > 0 }
      .sorted { side == .buy ? $0.price > $1.price : $0.price < $1.price }
      .map {
        DepthLevel(
          price: $0.price, quantity: Quantity(integerLiteral: $0.total),
          orderCount: $0.orders.count)
      }
  }

  /// Whether a resting order, or none, is what stands here.
  func has(_ id: OrderID, _ other: RestingOrder?) -> Bool {
    guard let (level, quantity) = order(id) else { return other == nil }
    return other?.side == level.side && other?.price == level.price
      && other?.quantity.rawValue == quantity
  }

  private func order(_ id: OrderID) -> (level: Level, quantity: Int64)? {
    for level in levels {
      for order in level.orders where order.id == id { return (level, order.quantity) }
    }
    return nil
  }

  private mutating func apply(_ line: BookUpdate) {
    let amount = line.quantity.rawValue
    if line.action == .set { return set(line.side, line.price, amount) }
    guard let id = line.id else {
      oddities.missingIDs += 1
      if line.action == .add || line.action == .change {
        return enter(line.side, line.price, amount) { $0.nameless += amount }
      }
      return takeNameless(line)
    }
    switch line.action {
    case .set: break
    case .add: add(id, line.side, line.price, amount)
    case .change:
      if order(id) == nil { oddities.unknownOrders += 1 }
      leave(id, nothingOf: .max)
      enter(line.side, line.price, amount) { $0.orders.append((id, amount)) }
    case .reduce, .execute, .remove:
      guard let known = order(id) else {
        oddities.unknownOrders += 1
        return takeNameless(line)
      }
      let difference = amount - known.quantity
      if line.action == .remove {
        if difference != 0 { oddities.mismatchedRemovals += 1 }
        leave(id, nothingOf: .max)
      } else {
        if difference > 0 { oddities.shortfalls += 1 }
        leave(id, nothingOf: amount)
      }
    }
  }

  private mutating func add(_ id: OrderID, _ side: Side, _ price: Price, _ amount: Int64) {
    if order(id) != nil { oddities.duplicateOrders += 1 }
    leave(id, nothingOf: .max)
    enter(side, price, amount) { $0.orders.append((id, amount)) }
  }

  /// Adds to a level unless it would hold too much.
  private mutating func enter(
    _ side: Side, _ price: Price, _ amount: Int64, _ change: (inout Level) -> Void
  ) {
    guard amount > 0 else { return }
    let place = place(side, price)
    if levels[place].total + amount > Quantity.magnitudeLimit {
      oddities.overflows += 1
    } else {
      change(&levels[place])
    }
  }

  private mutating func leave(_ id: OrderID, nothingOf amount: Int64) {
    for place in levels.indices {
      for number in levels[place].orders.indices.reversed()
      where levels[place].orders[number].id == id {
        let left = levels[place].orders[number].quantity - amount
        levels[place].orders[number].quantity = left
        if left <= 0 { levels[place].orders.remove(at: number) }
      }
    }
  }

  private mutating func set(_ side: Side, _ price: Price, _ amount: Int64) {
    let place = place(side, price)
    let known = levels[place].total - levels[place].nameless
    if amount == 0 || amount < known {
      oddities.overwrittenOrders += UInt64(levels[place].orders.count)
      levels[place].orders = []
      levels[place].nameless = amount
    } else {
      levels[place].nameless = amount - known
    }
  }

  private mutating func takeNameless(_ line: BookUpdate) {
    let place = place(line.side, line.price)
    let taken = min(levels[place].nameless, line.quantity.rawValue)
    levels[place].nameless -= taken
    if taken < line.quantity.rawValue { oddities.shortfalls += 1 }
  }

  private mutating func place(_ side: Side, _ price: Price) -> Int {
    if let place = levels.firstIndex(where: { $0.side == side && $0.price == price }) {
      return place
    }
    levels.append(Level(side: side, price: price))
    return levels.count - 1
  }

  private mutating func judge() {
    guard let bid = depth(.buy).first, let ask = depth(.sell).first else { return }
    if bid.price > ask.price { oddities.crossedBooks += 1 }
    if bid.price == ask.price { oddities.lockedBooks += 1 }
  }
}
