internal import Core

// Orders on their way in: checked for what the book does not check, held back, or passed on.

extension BookFront {
  /// A new order, while there is anything special here.
  mutating func enter<Book: OrderMatching & ~Copyable>(
    _ order: NewOrder, _ outer: RejectReason?, _ book: inout Book,
    into reports: inout [EventPayload]
  ) {
    let id = order.id.rawValue
    var terms = OrderTerms(id: order.id, owner: order.owner)
    if let told = announced[id], told.owner == order.owner {
      terms = told
      announced[id] = nil
    }
    let isKnown = orders[id]?.isHere ?? false || call.position(of: order.id) != nil
    var reason: RejectReason? = isKnown ? .duplicateOrder : refusal(of: order, terms)
    reason = RejectReason.first(reason, phaseRefusal(of: order, terms))
    if !isKnown, let tie = tie(of: order) {
      reason = RejectReason.first(reason, refusal(of: order, terms, in: tie))
    }
    reason = RejectReason.first(reason, outer)
    let leg = isKnown ? nil : register(order)
    if terms.trigger != .none || leg == .asleep || leg == .over {
      hold(order, terms, leg, reason, &book, into: &reports)
    } else if phase.isCall {
      gather(order, terms, reason, &book, into: &reports)
    } else {
      reason = RejectReason.first(reason, positionRefusal(of: order, terms))
      pass(order, terms, reason, isNew: true, &book, into: &reports)
    }
  }

  /// What speaks against an order's terms by themselves.
  private func refusal(of order: NewOrder, _ terms: OrderTerms) -> RejectReason? {
    let mayRest = order.type.limitPrice != nil && order.timeInForce == .goodTillCancel
    if terms.slides, !order.isPostOnly || !mayRest { return .contradictoryTerms }
    if let display = terms.display, display == .zero { return .contradictoryTerms }
    if let until = terms.until, until <= now { return .contradictoryTerms }
    if case .trailing(let distance) = terms.trigger, distance.rawValue <= 0 {
      return .contradictoryTerms
    }
    if terms.isReduceOnly, !followsPositions { return .unknownPosition }
    return nil
  }

  /// What the phase says of an order.
  private func phaseRefusal(of order: NewOrder, _ terms: OrderTerms) -> RejectReason? {
    if phase == .closed { return .notInPhase }
    if phase.isCall, terms.trigger == .none {
      // What may only rest could find no way to: it is not known yet who comes to meet it.
      let mayGather =
        order.timeInForce == .goodTillCancel && !terms.isReduceOnly && !order.isPostOnly
      if !mayGather { return .notInPhase }
    }
    guard terms.trigger == .none, let limit = order.type.limitPrice,
      let edge = collarEdge(order.side)
    else { return nil }
    let isOutside = order.side == .buy ? limit > edge : limit < edge
    return isOutside ? .outsideCollar : nil
  }

  /// The farthest price that the collar lets an order of this side reach.
  func collarEdge(_ side: Side) -> Price? {
    guard let collar, let middle = reference ?? lastPrice else { return nil }
    return middle.advanced(by: side == .buy ? collar.rawValue : -collar.rawValue)
  }

  /// Holds an order back, if the book would take it in.
  private mutating func hold<Book: OrderMatching & ~Copyable>(
    _ order: NewOrder, _ terms: OrderTerms, _ leg: LegState?, _ known: RejectReason?,
    _ book: inout Book, into reports: inout [EventPayload]
  ) {
    let reason = RejectReason.first(known, holdRefusal(of: order, terms, book))
    if let reason {
      return reports.append(
        .reject(Reject(id: order.id, owner: order.owner, request: .new, reason: reason)))
    }
    reports.append(.accepted(Accepted(id: order.id, owner: order.owner)))
    keep(order, terms, .asleep)
    if leg == .over { return takeOut(order.id, .cancelled(.group), &book, into: &reports) }
    if leg != .asleep { wake(order.id, &book, into: &reports) }
  }

  /// What the book would say of an order, as far as that does not depend on what rests.
  private func holdRefusal<Book: OrderMatching & ~Copyable>(
    of order: NewOrder, _ terms: OrderTerms, _ book: borrowing Book
  ) -> RejectReason? {
    if book.order(order.id) != nil { return .duplicateOrder }
    let rules = book.rules
    if let broken = rules.violation(
      price: order.type.limitPrice, quantity: order.quantity, quantityScale: book.quantityScale)
    {
      return broken
    }
    if let price = terms.trigger.price, price.rawValue % rules.tick.rawValue != 0 {
      return .priceOffTick
    }
    if order.contradictsItself { return .contradictoryTerms }
    return bookTerms(terms).refusal(of: order, lot: rules.lot)
  }

  /// Notes an order that the front has to do with.
  mutating func keep(_ order: NewOrder, _ terms: OrderTerms, _ place: FrontOrder.Place) {
    arrivals &+= 1
    orders[order.id.rawValue] = FrontOrder(
      order: order, terms: terms, arrival: arrivals, place: place, triggerPrice: nil)
    if let until = terms.until { insert(Deadline(until: until, id: order.id)) }
    if place == .working, terms.isReduceOnly { insertReducing(order.id) }
  }

  /// Passes an order on to the book, changed where its terms want that. A new one is answered as
  /// the book does; one that was held back has been accepted before.
  mutating func pass<Book: OrderMatching & ~Copyable>(
    _ order: NewOrder, _ terms: OrderTerms, _ reason: RejectReason?, isNew: Bool,
    _ book: inout Book, into reports: inout [EventPayload]
  ) {
    var changed = order
    var restated: RestateReason?
    if let open = openOfTie(order.id), open < order.quantity {
      (changed.quantity, restated) = (open, .group)
    }
    if terms.isReduceOnly, let allowed = reducible(order, book.rules.lot),
      allowed > .zero, allowed < changed.quantity
    {
      (changed.quantity, restated) = (allowed, .reduceOnly)
    }
    if terms.slides, let price = slid(order, book) {
      (changed.type, restated) = (.limit(price), .slide)
    }
    let isProtected = protect(&changed, book.rules.tick)
    let start = reports.count
    book.submit(changed, terms: bookTerms(terms), refusal: reason, into: &reports)
    guard case .accepted = reports[start] else {
      if !isNew { endUnadmitted(order, at: start, into: &reports) }
      return
    }
    if isProtected { nameProtection(of: order.id, from: start, in: &reports) }
    if let restated {
      let report = Restated(
        id: order.id, owner: order.owner,
        price: restated == .slide ? changed.type.limitPrice : nil, quantity: changed.quantity,
        remaining: changed.quantity, reason: restated)
      reports.insert(.restated(report), at: start + 1)
    }
    if !isNew {
      reports.remove(at: start)
    } else if let price = wakeningPrice(of: order) {
      reports.insert(
        .triggered(Triggered(id: order.id, owner: order.owner, price: price)), at: start + 1)
    }
    if isFollowed(order.id, terms) {
      if isNew, book.order(order.id) != nil { keep(changed, terms, .working) }
      orders[order.id.rawValue]?.order.quantity = changed.quantity
    }
  }

  /// Whether the front has to do with an order that is in the book.
  func isFollowed(_ id: OrderID, _ terms: OrderTerms) -> Bool {
    terms.until != nil || terms.endsWithDay || terms.isReduceOnly || memberships[id.rawValue] != nil
  }

  /// What the book itself has to know.
  func bookTerms(_ terms: OrderTerms) -> BookTerms {
    BookTerms(display: terms.display ?? .zero, selfTrade: terms.selfTrade)
  }

  /// The price at which a post-only order that would trade rests instead; nil where it need not move
  /// or cannot.
  private func slid<Book: OrderMatching & ~Copyable>(
    _ order: NewOrder, _ book: borrowing Book
  ) -> Price? {
    guard let limit = order.type.limitPrice else { return nil }
    let tick = book.rules.tick.rawValue
    switch order.side {
    case .buy:
      guard let best = book.bestAsk?.price, limit >= best else { return nil }
      return best.advanced(by: -tick)
    case .sell:
      guard let best = book.bestBid?.price, limit <= best else { return nil }
      return best.advanced(by: tick)
    }
  }

  /// Gives a market order the limit that the collar sets, rounded to the inside of it.
  private func protect(_ order: inout NewOrder, _ tick: Price) -> Bool {
    guard order.type == .market, let edge = collarEdge(order.side) else { return false }
    let beyond = edge.rawValue % tick.rawValue
    let toInside: Int64
    switch order.side {
    case .buy: toInside = beyond >= 0 ? -beyond : -beyond - tick.rawValue
    case .sell: toInside = beyond > 0 ? tick.rawValue - beyond : -beyond
    }
    guard let limit = edge.advanced(by: toInside) else { return false }
    order.type = .limit(limit)
    if order.timeInForce == .goodTillCancel { order.timeInForce = .immediateOrCancel }
    return true
  }

  /// The rest of a protected market order has its own word.
  private func nameProtection(
    of id: OrderID, from start: Int, in reports: inout [EventPayload]
  ) {
    guard let last = reports.indices.last, last >= start,
      case .expired(var expired) = reports[last], expired.id == id,
      expired.reason == .immediateOrCancel
    else { return }
    expired.reason = .protection
    reports[last] = .expired(expired)
  }

  /// The book refuses an order that was accepted before: it is over.
  private func endUnadmitted(
    _ order: NewOrder, at place: Int, into reports: inout [EventPayload]
  ) {
    reports[place] = .expired(
      Expired(
        id: order.id, owner: order.owner, remaining: order.quantity, reason: .notAdmitted))
  }
}
