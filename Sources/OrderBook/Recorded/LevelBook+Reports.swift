internal import Core

extension LevelBook {
  /// One request or report of our own venue.
  ///
  /// An accepted order that can rest is put in the book at once with its whole quantity; its own
  /// fills, which follow, take from it what does not rest. In between, the book is not settled.
  mutating func applyReport(_ payload: EventPayload) {
    switch payload {
    case .newOrder(let order): lifecycle.ask(order)
    case .accepted(let report): accept(report)
    case .amended(let report): amend(report)
    case .cancelled(let report): end(report.id)
    case .expired(let report): end(report.id)
    case .fill(let report): fill(report)
    case .reject(let report):
      if report.request == .new { _ = lifecycle.answer(report.id) }
    case .drop(let report):
      if report.request == .new { _ = lifecycle.answer(report.id) }
    case .cancel, .amend, .trade, .bookUpdate, .snapshot, .quote, .instrument, .regime, .gap,
      .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
  }

  private mutating func accept(_ report: Accepted) {
    guard let order = lifecycle.answer(report.id) else {
      oddities.unknownOrders &+= 1
      return
    }
    guard let price = order.type.limitPrice, order.timeInForce == .goodTillCancel else {
      lifecycle.pass(order.id)
      return
    }
    place(order.id, order.side, at: price, order.quantity)
  }

  private mutating func amend(_ report: Amended) {
    guard let order = standing.order(report.id) else {
      oddities.unknownOrders &+= 1
      return
    }
    standing.resize(report.id, to: .zero)
    place(report.id, order.side, at: report.price, report.remaining)
  }

  private mutating func place(
    _ id: OrderID, _ side: Side, at price: Price, _ quantity: Quantity
  ) {
    if standing.order(id) != nil {
      oddities.duplicateOrders &+= 1
      standing.resize(id, to: .zero)
    }
    if !standing.put(id, side, at: price, quantity) { oddities.overflows &+= 1 }
  }

  private mutating func end(_ id: OrderID) {
    if standing.order(id) != nil {
      standing.resize(id, to: .zero)
    } else if lifecycle.isPassing(id) {
      lifecycle.forget(id)
    } else {
      oddities.unknownOrders &+= 1
    }
  }

  private mutating func fill(_ report: Fill) {
    lifecycle.noteFill()
    if let order = standing.order(report.id) {
      if report.remaining > order.remaining { oddities.shortfalls &+= 1 }
      standing.resize(report.id, to: min(report.remaining, order.remaining))
    } else if lifecycle.isPassing(report.id) {
      if report.remaining == .zero { lifecycle.forget(report.id) }
    } else {
      oddities.unknownOrders &+= 1
      guard report.liquidity == .maker else { return }
      if !standing.takeAnonymous(report.side, at: report.price, report.quantity) {
        oddities.shortfalls &+= 1
      }
    }
  }
}
