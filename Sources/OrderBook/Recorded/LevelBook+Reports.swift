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
    case .orderTerms(let terms): lifecycle.announce(terms)
    case .orderGroup(let group): lifecycle.announce(group)
    case .triggered(let report):
      if let order = lifecycle.release(report.id) { enter(order) }
    case .restated(let report): restate(report)
    case .cancelled(let report): end(report.id)
    case .expired(let report): end(report.id)
    case .fill(let report): fill(report)
    case .reject(let report):
      if report.request == .new { _ = lifecycle.answer(report.id) }
    case .drop(let report):
      if report.request == .new { _ = lifecycle.answer(report.id) }
    case .cancel, .amend, .trade, .bookUpdate, .snapshot, .quote, .instrument, .regime, .gap,
      .timer, .riskDecision, .operatorCommand, .massCancel, .phaseChange:
      break
    }
  }

  private mutating func accept(_ report: Accepted) {
    guard let order = lifecycle.answer(report.id) else {
      oddities.unknownOrders &+= 1
      return
    }
    if lifecycle.hold(order) { return }
    enter(order)
  }

  /// An order is in force: it rests if it can, or passes.
  private mutating func enter(_ order: NewOrder) {
    guard let price = order.type.limitPrice, order.timeInForce == .goodTillCancel else {
      lifecycle.pass(order.id)
      return
    }
    show(order.id, order.side, at: price, order.quantity)
  }

  /// Puts an order at its level, with as much as it shows.
  private mutating func show(_ id: OrderID, _ side: Side, at price: Price, _ remaining: Quantity) {
    place(id, side, at: price, lifecycle.show(id, of: remaining))
  }

  private mutating func amend(_ report: Amended) {
    if lifecycle.amendHeld(report.id, report.price, report.quantity) { return }
    guard let order = standing.order(report.id) else {
      oddities.unknownOrders &+= 1
      return
    }
    standing.resize(report.id, to: .zero)
    if report.keepsPriority {
      let shown = lifecycle.shrink(report.id, showing: order.remaining, to: report.remaining)
      place(report.id, order.side, at: report.price, shown)
    } else {
      show(report.id, order.side, at: report.price, report.remaining)
    }
  }

  /// A rule of its terms has changed an order; one that passes has no level to change.
  private mutating func restate(_ report: Restated) {
    if lifecycle.amendHeld(report.id, report.price, report.quantity) { return }
    guard let order = standing.order(report.id) else { return }
    let before = lifecycle.remaining(report.id, showing: order.remaining)
    standing.resize(report.id, to: .zero)
    let price = report.price ?? order.price
    if report.price == nil, report.remaining <= before {
      let shown = lifecycle.shrink(report.id, showing: order.remaining, to: report.remaining)
      place(report.id, order.side, at: price, shown)
    } else {
      show(report.id, order.side, at: price, report.remaining)
    }
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
    if lifecycle.release(id) != nil { return }
    if standing.order(id) != nil {
      standing.resize(id, to: .zero)
      lifecycle.forgetReserve(id)
    } else if lifecycle.isPassing(id) {
      lifecycle.forget(id)
    } else {
      oddities.unknownOrders &+= 1
    }
  }

  /// An order that shows a part of itself traded: of a maker the shown part goes first, and what is
  /// left of a taker is shown once it rests.
  private mutating func fillShown(
    _ report: Fill, _ shown: Quantity, _ side: Side, _ price: Price
  ) {
    if report.remaining == .zero {
      standing.resize(report.id, to: .zero)
      lifecycle.forgetReserve(report.id)
    } else if report.liquidity == .maker, report.quantity < shown {
      standing.resize(report.id, to: shown - report.quantity)
    } else {
      standing.resize(report.id, to: .zero)
      show(report.id, side, at: price, report.remaining)
    }
  }

  private mutating func fill(_ report: Fill) {
    lifecycle.noteFill()
    if let order = standing.order(report.id) {
      if lifecycle.hasReserve(report.id) {
        return fillShown(report, order.remaining, order.side, order.price)
      }
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
