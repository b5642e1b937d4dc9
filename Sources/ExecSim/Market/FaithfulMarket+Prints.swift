internal import Core
internal import OrderBook

// What the tape's prints, requests and reports mean for ours.

extension FaithfulMarket {
  /// A print.
  ///
  /// On a tape of levels the print itself moves the queue. On one that names orders the lines about
  /// the orders do; there a print tells whom it met, or leaves even that to the lines.
  mutating func watch(_ trade: Trade, by desk: inout FillDesk) {
    let quantity = trade.quantity.rawValue
    let isByOrder = depth == .orders || depth == .reports
    // A print without a maker on a tape that names makers met somebody hidden.
    guard !isByOrder || printsNameMakers else { return }
    guard let side = restingSide(of: trade) else {
      for side in [Side.buy, .sell] { _ = tradeThrough(side, trade.price, quantity, by: &desk) }
      return
    }
    let used = tradeThrough(side, trade.price, quantity, by: &desk)
    if !isByOrder { taken.notePrint(quantity, side, at: trade.price) }
    guard !isByOrder || trade.maker != nil else { return }
    guard let position = own.position(side, at: trade.price) else { return }
    own.change(side, position) { level in
      let arrival = trade.maker.map { level.joined.arrival(of: $0) } ?? 0
      let print = RecordedTrade(
        quantity: quantity, arrival: isByOrder ? arrival : 0, fills: true, movesQueue: !isByOrder)
      if !isByOrder { level.printed += quantity }
      _ = level.hit(print, used: used, by: &desk)
    }
  }

  /// Side of the order that rested; nil when nothing tells.
  private mutating func restingSide(of trade: Trade) -> Side? {
    if let aggressor = trade.aggressor { return aggressor.opposite }
    if let maker = trade.maker, let order = book.order(maker) { return order.side }
    let top = book.readTop()
    if let bid = top.bid, trade.price <= bid.price { return .buy }
    if let ask = top.ask, trade.price >= ask.price { return .sell }
    return nil
  }

  /// One request or report of the recorded venue.
  ///
  /// A newcomer is in the book with all of its quantity before its trades are told; what ours get of
  /// it is known when they have been.
  mutating func watchReport(_ event: Event, by desk: inout FillDesk) {
    switch event.payload {
    case .accepted(let report):
      let order = book.requested(report.id)
      book.apply(event)
      guard let order else { break }
      if let price = order.type.limitPrice, order.endOfRest == nil {
        stamp(order.id, order.side, at: price)
      }
      newcomer = order
    case .fill(let fill):
      let before = stood(fill.id)
      book.apply(event)
      if let before {
        let isMaker = fill.liquidity == .maker
        shrank(fill.id, before, by: fill.quantity.rawValue, isTrade: isMaker, by: &desk)
      }
    case .cancelled(let report): leave(report.id, event, by: &desk)
    case .expired(let report):
      leave(report.id, event, by: &desk)
      meetRest(of: report, by: &desk)
    case .amended(let report):
      amend(report, event, by: &desk)
    case .newOrder, .reject, .drop: book.apply(event)
    case .cancel, .amend, .trade, .bookUpdate, .snapshot, .quote, .instrument, .regime, .gap,
      .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
    meetNewcomer(by: &desk)
  }

  private mutating func leave(_ id: OrderID, _ event: Event, by desk: inout FillDesk) {
    let before = stood(id)
    book.apply(event)
    if let before {
      shrank(id, before, by: before.quantity, isTrade: false, by: &desk)
    }
  }

  private mutating func amend(_ report: Amended, _ event: Event, by desk: inout FillDesk) {
    let before = stood(report.id)
    book.apply(event)
    guard let before else { return }
    let left = report.keepsPriority ? report.remaining.rawValue : 0
    shrank(
      report.id, before, by: max(0, before.quantity - left), isTrade: false, by: &desk)
    guard !report.keepsPriority else { return }
    stamp(report.id, before.side, at: report.price)
    newcomer = NewOrder(
      id: report.id, owner: report.owner, side: before.side, type: .limit(report.price),
      quantity: report.remaining)
  }

  /// A recorded order joins a level of ours behind them.
  private mutating func stamp(_ id: OrderID, _ side: Side, at price: Price) {
    guard let position = own.position(side, at: price) else { return }
    let arrival = own.nextArrival()
    own.change(side, position) { $0.joined.join(id, arrival: arrival) }
  }

  /// What of the newcomer came to rest meets ours, unless it may only rest: then the venue would
  /// have refused it. An immediate one's rest is told when it expires.
  private mutating func meetNewcomer(by desk: inout FillDesk) {
    guard let order = newcomer, order.endOfRest == nil, book.isSettled else { return }
    newcomer = nil
    if !order.isPostOnly, let rest = book.order(order.id) {
      cross(rest.side, rest.price, rest.quantity.rawValue, by: &desk)
    }
  }

  /// What an immediate order found nobody for would have met ours. A fill-or-kill order is left
  /// alone: whether it would have found enough is another history.
  private mutating func meetRest(of report: Expired, by desk: inout FillDesk) {
    guard let order = newcomer, order.id == report.id else { return }
    newcomer = nil
    guard report.reason != .fillOrKill else { return }
    var used: Int64 = 0
    let ours = order.side.opposite
    while used < report.remaining.rawValue, let best = own.bestPrice(ours),
      order.side.reaches(best, with: order.type.limitPrice)
    {
      let left = report.remaining.rawValue - used
      let part = own.change(ours, 0) { $0.fill(left, .crossed, by: &desk) }
      guard part > 0 else { break }
      used += part
    }
  }
}
