public import Core

// Every check in the rank order of `RejectReason`, so that the first that fails is the one named.

extension FastBook {
  /// Why a new order may not enter, as far as that does not depend on what rests; nil when it may.
  @inlinable @inline(always)
  mutating func refusal(of order: NewOrder, limit: Price?) -> RejectReason? {
    if identifiers.find(order.id.rawValue, in: &orders) != 0 { return .duplicateOrder }
    if let broken = entry.violation(price: limit, quantity: order.quantity) { return broken }
    return order.contradictsItself ? .contradictoryTerms : nil
  }

  /// Why a live order may not be changed like this; nil when it may.
  @usableFromInline
  mutating func refusal(of amend: Amend, on order: BookOrder, level own: UInt32) -> RejectReason? {
    guard amend.owner == order.owner else { return .notOwner }
    if let broken = entry.violation(price: amend.price, quantity: amend.quantity) { return broken }
    guard amend.quantity > order.filled else { return .quantityBelowFilled }
    let shown = BookOrder.shown(of: amend.quantity - order.filled, display: order.display)
    if amend.price == order.price {
      if (levels[own].total - order.shown).adding(shown) == nil { return .quantityOverflow }
    } else if overflows(findLevel(order.side, at: amend.price), adding: shown) {
      return .quantityOverflow
    }
    let opposite = order.side.opposite
    if order.isPostOnly, sides[opposite.index].isReached(by: ~rank(of: amend.price, order.side)) {
      return .wouldTrade
    }
    return nil
  }
}
