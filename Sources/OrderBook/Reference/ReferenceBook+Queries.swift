public import Core

extension ReferenceBook {
  /// Highest bid; nil when nobody bids.
  public var bestBid: DepthLevel? { ladders[Side.buy.ladder].best.map(DepthLevel.init) }

  /// Lowest offer; nil when nobody offers.
  public var bestAsk: DepthLevel? { ladders[Side.sell.ladder].best.map(DepthLevel.init) }

  /// How many orders rest.
  public var liveOrderCount: Int { index.count }

  /// How many prices of a side hold orders.
  public func levelCount(_ side: Side) -> Int { ladders[side.ladder].levels.count }

  /// Up to `limit` levels of a side, best first; all of them without a limit.
  /// - Complexity: O(levels returned).
  public func depth(_ side: Side, levels limit: Int = .max) -> [DepthLevel] {
    ladders[side.ladder].levels.suffix(max(0, limit)).reversed().map(DepthLevel.init)
  }

  /// The live order with this id.
  /// - Complexity: O(1) expected.
  public func order(_ id: OrderID) -> BookOrder? {
    index[id.rawValue].map { slab[$0].order }
  }

  /// What stands before a live order in the queue of its level.
  /// - Complexity: O(orders before it).
  public func queuePosition(of id: OrderID) -> QueuePosition? {
    guard let slot = index[id.rawValue] else { return nil }
    var ahead = QueuePosition(ordersAhead: 0, quantityAhead: .zero)
    var other = slab[slot].previous
    while other != OrderSlab.none {
      ahead.ordersAhead += 1
      ahead.quantityAhead = ahead.quantityAhead + slab[other].order.shown
      other = slab[other].previous
    }
    return ahead
  }

  /// The orders of one level, front of the queue first; empty when there is no such level.
  /// - Complexity: O(log levels + orders returned).
  public func queue(_ side: Side, at price: Price) -> [BookOrder] {
    guard let position = ladders[side.ladder].existingPosition(of: price) else { return [] }
    var orders: [BookOrder] = []
    var slot = ladders[side.ladder].levels[position].front
    while slot != OrderSlab.none {
      orders.append(slab[slot].order)
      slot = slab[slot].next
    }
    return orders
  }
}

/// What trades before an order at its price.
public struct QueuePosition: BitwiseCopyable, Sendable, Equatable {
  /// Orders before it.
  public var ordersAhead: Int
  /// What those orders show.
  public var quantityAhead: Quantity

  /// Takes every field.
  public init(ordersAhead: Int, quantityAhead: Quantity) {
    self.ordersAhead = ordersAhead
    self.quantityAhead = quantityAhead
  }
}

extension DepthLevel {
  /// What the depth view shows of a level.
  init(_ level: PriceLevel) {
    self.init(price: level.price, quantity: level.total, orderCount: level.orderCount)
  }
}
