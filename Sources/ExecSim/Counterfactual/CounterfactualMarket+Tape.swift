internal import Core
internal import OrderBook

// What the tape says came in, as requests to the engine.

extension CounterfactualMarket {
  /// One change of the recorded book.
  mutating func observe(_ update: BookUpdate, by desk: inout FillDesk) {
    switch update.action {
    case .set: break  // rules the policy out
    case .add:
      if let id = update.id, let order = book.fast.order(id) { cancel(order, by: &desk) }
      join(update.id, update.side, update.price, update.quantity, by: &desk)
    case .change:
      // One that ours used up does not come back; one that nobody knows has been there before.
      guard let id = update.id else { return }
      guard !ended.contains(id) else { return passOver(id, isOver: false) }
      guard let order = book.fast.order(id) else {
        return join(id, update.side, update.price, update.quantity, by: &desk)
      }
      guard order.side == update.side, let total = order.filled.adding(update.quantity) else {
        return cancel(order, by: &desk)
      }
      amend(order, price: update.price, quantity: total, by: &desk)
    case .reduce: leave(update, by: &desk)
    case .remove: leave(update, by: &desk)
    case .execute:
      if isPrintUnresolved {
        leave(update, by: &desk)
      } else if let id = update.id, book.fast.order(id) == nil {
        ended.leave(id)
      }
    }
  }

  /// A line of a picture: what was recorded before it is forgotten, ours stay.
  mutating func observe(_ line: Snapshot, by desk: inout FillDesk) {
    if line.isFirst {
      for side in [Side.buy, .sell] {
        for level in book.fast.depth(side, levels: .max) {
          for order in book.fast.queue(side, at: level.price) where !order.id.isOurs {
            cancel(order, by: &desk)
          }
        }
      }
      ended = NumberedOrders()
    }
    if line.quantity > .zero { join(line.id, line.side, line.price, line.quantity, by: &desk) }
  }

  /// A print: its aggressor comes again, at the print's price and for its quantity.
  mutating func observe(_ trade: Trade, by desk: inout FillDesk) {
    if trade.maker != nil { printsNameMakers = true }
    // Somebody hidden traded: no order of the tape stands for him.
    guard trade.maker != nil || !printsNameMakers else { return }
    let side = aggressor(of: trade)
    isPrintUnresolved = side == nil
    guard let side else { return }
    unnamedCount &+= 1
    submit(
      NewOrder(
        id: .unnamed(unnamedCount), owner: .venue, side: side, type: .limit(trade.price),
        quantity: trade.quantity, timeInForce: .immediateOrCancel), by: &desk)
  }

  /// What the recorded venue answered: of each request, whether it came in at all.
  mutating func observeAnswer(_ answer: EventPayload, by desk: inout FillDesk) {
    switch answer {
    case .accepted(let report):
      guard let place = asked.firstIndex(where: { $0.id == report.id }) else { return }
      submit(asked.remove(at: place), by: &desk)
    case .reject(let report): refuse(report.id, report.request, report.reason, by: &desk)
    case .drop(let report): refuse(report.id, report.request, nil, by: &desk)
    case .cancelled(let report):
      guard let order = book.fast.order(report.id) else {
        return passOver(report.id, isOver: true)
      }
      cancel(order, by: &desk)
    case .amended(let report):
      guard let order = book.fast.order(report.id) else {
        return passOver(report.id, isOver: false)
      }
      amend(order, price: report.price, quantity: report.quantity, by: &desk)
    case .fill(let fill):
      if fill.remaining == .zero { ended.leave(fill.id) }
    case .newOrder, .cancel, .amend, .expired, .trade, .bookUpdate, .snapshot, .quote, .instrument,
      .regime, .gap, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
  }

  /// A refused order never comes in. A cancel that found its order traded takes it out where it
  /// has not traded: its owner wants that.
  private mutating func refuse(
    _ id: OrderID, _ request: RequestKind, _ reason: RejectReason?, by desk: inout FillDesk
  ) {
    switch request {
    case .new:
      if let place = asked.firstIndex(where: { $0.id == id }) { asked.remove(at: place) }
    case .cancel:
      if reason == .unknownOrder, let order = book.fast.order(id) { cancel(order, by: &desk) }
    case .amend, .group: break
    }
  }
}

extension CounterfactualMarket {
  private mutating func join(
    _ id: OrderID?, _ side: Side, _ price: Price, _ quantity: Quantity, by desk: inout FillDesk
  ) {
    if id == nil { unnamedCount &+= 1 }
    submit(
      NewOrder(
        id: id ?? .unnamed(unnamedCount), owner: .venue, side: side, type: .limit(price),
        quantity: quantity), by: &desk)
  }

  /// A line takes quantity from an order, or from what stands at the level without a name.
  private mutating func leave(_ update: BookUpdate, by desk: inout FillDesk) {
    guard let id = update.id, let order = book.fast.order(id) else {
      if let id = update.id, ended.contains(id) {
        return passOver(id, isOver: update.action == .remove)
      }
      return leaveUnnamed(update, by: &desk)
    }
    guard update.action != .remove, update.quantity < order.remaining else {
      return cancel(order, by: &desk)
    }
    amend(order, price: order.price, quantity: order.quantity - update.quantity, by: &desk)
  }

  private mutating func leaveUnnamed(_ update: BookUpdate, by desk: inout FillDesk) {
    let queue = book.fast.queue(update.side, at: update.price)
    guard let order = queue.first(where: { $0.id.isUnnamed }) else { return }
    guard update.quantity < order.remaining else { return cancel(order, by: &desk) }
    amend(order, price: order.price, quantity: order.quantity - update.quantity, by: &desk)
  }

  private func aggressor(of trade: Trade) -> Side? {
    if let side = trade.aggressor { return side }
    if let maker = trade.maker, let order = book.fast.order(maker) { return order.side.opposite }
    if let bid = book.fast.bestBid, trade.price <= bid.price { return .sell }
    if let ask = book.fast.bestAsk, trade.price >= ask.price { return .buy }
    return nil
  }
}
