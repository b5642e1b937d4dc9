internal import Core

// Every check in the rank order of `RejectReason`, so that the first that fails is the one named.

extension ReferenceBook {
  /// Why a new order may not enter; nil when it may.
  func refusal(of order: NewOrder, display: Quantity) -> RejectReason? {
    if index[order.id.rawValue] != nil { return .duplicateOrder }
    let limit = order.type.limitPrice
    if let broken = rules.violation(
      price: limit, quantity: order.quantity, quantityScale: quantityScale)
    {
      return broken
    }
    if order.contradictsItself { return .contradictoryTerms }
    guard let limit, order.timeInForce == .goodTillCancel else { return nil }
    let shown = BookOrder.shown(of: order.quantity, display: display)
    if overflows(order.side, at: limit, adding: shown) { return .quantityOverflow }
    if order.isPostOnly, wouldTrade(order.side, at: limit) { return .wouldTrade }
    return nil
  }

  /// Why a live order may not be changed like this; nil when it may.
  func refusal(of amend: Amend, on order: BookOrder) -> RejectReason? {
    guard amend.owner == order.owner else { return .notOwner }
    if let broken = rules.violation(
      price: amend.price, quantity: amend.quantity, quantityScale: quantityScale)
    {
      return broken
    }
    guard amend.quantity > order.filled else { return .quantityBelowFilled }
    let freed = amend.price == order.price ? order.shown : .zero
    let shown = BookOrder.shown(of: amend.quantity - order.filled, display: order.display)
    if overflows(order.side, at: amend.price, adding: shown, freeing: freed) {
      return .quantityOverflow
    }
    if order.isPostOnly, wouldTrade(order.side, at: amend.price) { return .wouldTrade }
    return nil
  }

  private func wouldTrade(_ side: Side, at price: Price) -> Bool {
    let opposite = ladders[side.opposite.ladder]
    guard let best = opposite.best else { return false }
    return opposite.isReached(best.price, by: price)
  }

  /// Whether the level at `price` would leave the legal range.
  ///
  /// Exact although nothing is matched yet: where the own side has a level at `price`, the book is
  /// not crossed there (INV-BOOK-1), so an order at that price rests in full; where it has none,
  /// what rests is at most the order itself.
  private func overflows(
    _ side: Side, at price: Price, adding quantity: Quantity, freeing freed: Quantity = .zero
  ) -> Bool {
    let own = ladders[side.ladder]
    guard let position = own.existingPosition(of: price) else { return false }
    return (own.levels[position].total - freed).adding(quantity) == nil
  }
}
