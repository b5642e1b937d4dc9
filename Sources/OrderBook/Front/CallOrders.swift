internal import Core

/// The orders of a call, in order of arrival: those that rested when it began come first, best level
/// first.
struct CallOrders: Sendable {
  /// One order; a market order's price says nothing.
  struct Entry: BitwiseCopyable, Sendable {
    var order: BookOrder
    var isMarket: Bool
  }

  /// A place whose order has gone holds none.
  private var entries: [Entry?] = []
  private var places = IdentifierMap<Int>()
  /// What bids and offers have left in all.
  private var totals = [Int128](repeating: 0, count: 2)

  /// How many there are.
  var count: Int { places.count }

  /// Every order with its kind, in order of arrival.
  var standing: [Entry] { entries.compactMap { $0 } }

  /// Every order, in order of arrival.
  var orders: [BookOrder] { standing.map(\.order) }

  func position(of id: OrderID) -> Int? { places[id.rawValue] }

  func order(_ id: OrderID) -> BookOrder? {
    places[id.rawValue].flatMap { entries[$0]?.order }
  }

  func isMarket(_ id: OrderID) -> Bool {
    places[id.rawValue].flatMap { entries[$0]?.isMarket } ?? false
  }

  /// Whether a side may have this much more: all of it may come to rest at one price.
  func admits(_ quantity: Quantity, _ side: Side, freeing freed: Quantity = .zero) -> Bool {
    let total = totals[side.ladder] - Int128(freed.rawValue) + Int128(quantity.rawValue)
    return total <= Int128(Quantity.magnitudeLimit)
  }

  mutating func append(_ order: BookOrder, isMarket: Bool) {
    places[order.id.rawValue] = entries.count
    entries.append(Entry(order: order, isMarket: isMarket))
    totals[order.side.ladder] += Int128(order.remaining.rawValue)
  }

  mutating func takeOut(_ id: OrderID) -> BookOrder? {
    guard let place = places[id.rawValue], let entry = entries[place] else { return nil }
    places[id.rawValue] = nil
    entries[place] = nil
    totals[entry.order.side.ladder] -= Int128(entry.order.remaining.rawValue)
    return entry.order
  }

  /// Changes a limit order; as in the book, it keeps its place when only its quantity falls.
  mutating func amend(_ request: Amend) -> Amended? {
    guard let place = places[request.id.rawValue], var entry = entries[place] else { return nil }
    let keeps = request.price == entry.order.price && request.quantity <= entry.order.quantity
    let change = request.quantity.rawValue - entry.order.quantity.rawValue
    totals[entry.order.side.ladder] += Int128(change)
    if keeps {
      entry.order.shrink(to: request.quantity)
    } else {
      (entry.order.price, entry.order.quantity) = (request.price, request.quantity)
      let left = entry.order.remaining
      entry.order.reserve = left - BookOrder.shown(of: left, display: entry.order.display)
    }
    if keeps {
      entries[place] = entry
    } else {
      entries[place] = nil
      places[request.id.rawValue] = entries.count
      entries.append(entry)
    }
    return Amended(
      id: request.id, owner: entry.order.owner, price: request.price,
      quantity: request.quantity, remaining: entry.order.remaining, keepsPriority: keeps)
  }
}
