public import Core

// Orders that show only a part of themselves, orders that avoid their owner's others, and the ways
// in and out for what stands in front of the book.

extension ReferenceBook {
  /// The shown part of an order is used up: the next one joins the back of the queue. It is no more
  /// than the level has room for, which is at least what has just traded.
  mutating func showNext(_ order: BookOrder) {
    var order = order
    let standing = queueTotal(order.side, at: order.price)
    let room = Quantity.magnitudeLimit - standing.rawValue
    let part = min(order.display, order.reserve, Quantity(rawValue: room) ?? .zero)
    order.reserve = order.reserve - part
    rest(order)
  }

  private func queueTotal(_ side: Side, at price: Price) -> Quantity {
    let ladder = ladders[side.ladder]
    return ladder.existingPosition(of: price).map { ladder.levels[$0].total } ?? .zero
  }

  /// The taker would trade with an order of its own owner: its policy decides.
  mutating func avoidSelfTrade(
    _ taker: inout Taker, with slot: Int, into reports: inout [EventPayload]
  ) {
    let maker = slab[slot].order
    switch taker.selfTrade {
    case .allow: break
    case .cancelNewest: leave(&taker, into: &reports)
    case .cancelOldest: cancelSelfTrade(slot, into: &reports)
    case .cancelBoth:
      cancelSelfTrade(slot, into: &reports)
      leave(&taker, into: &reports)
    case .decrement:
      let quantity = min(taker.remaining, maker.remaining)
      if quantity == maker.remaining {
        cancelSelfTrade(slot, into: &reports)
      } else {
        shrink(slot, to: maker.quantity - quantity)
        reports.append(
          .restated(
            Restated(
              id: maker.id, owner: maker.owner, quantity: maker.quantity - quantity,
              remaining: maker.remaining - quantity, reason: .selfTrade)))
      }
      guard quantity < taker.remaining else { return leave(&taker, into: &reports) }
      taker.lose(quantity)
      reports.append(
        .restated(
          Restated(
            id: taker.id, owner: taker.owner, quantity: taker.quantity,
            remaining: taker.remaining, reason: .selfTrade)))
    }
  }

  private mutating func cancelSelfTrade(_ slot: Int, into reports: inout [EventPayload]) {
    let order = slab[slot].order
    remove(slot)
    reports.append(
      .cancelled(
        Cancelled(
          id: order.id, owner: order.owner, remaining: order.remaining, reason: .selfTrade)))
  }

  private func leave(_ taker: inout Taker, into reports: inout [EventPayload]) {
    taker.leave()
    reports.append(
      .cancelled(
        Cancelled(
          id: taker.id, owner: taker.owner, remaining: taker.remaining, reason: .selfTrade)))
  }

  /// Takes an order out without a report, for whoever reports it; nil when there is none.
  /// - Complexity: as `cancel`.
  public mutating func takeOut(_ id: OrderID) -> BookOrder? {
    guard let slot = index[id.rawValue] else { return nil }
    let order = slab[slot].order
    remove(slot)
    return order
  }

  /// Puts an order in behind the others at its price, without a report; it must reach nothing. False
  /// and unchanged where its id lives or the level would leave the legal range.
  /// - Complexity: as `submit`.
  public mutating func putIn(_ order: BookOrder) -> Bool {
    guard index[order.id.rawValue] == nil,
      queueTotal(order.side, at: order.price).adding(order.shown) != nil
    else { return false }
    rest(order)
    return true
  }

  /// Gives an order a smaller total quantity, above what is filled; it keeps its place.
  /// - Complexity: O(log levels).
  public mutating func shrink(_ id: OrderID, to quantity: Quantity) {
    guard let slot = index[id.rawValue] else { return }
    let order = slab[slot].order
    guard quantity < order.quantity, quantity > order.filled else { return }
    shrink(slot, to: quantity)
  }

  /// The number of a trade that is made outside of continuous matching.
  public mutating func nextTrade() -> TradeID {
    tradeCount &+= 1
    return TradeID(tradeCount)
  }
}
