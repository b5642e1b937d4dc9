internal import Core
internal import OrderBook
internal import OrderState

// What ours ask of the venue.

extension FaithfulMarket {
  /// Handles one request of ours; other events ask nothing.
  mutating func handle(_ request: EventPayload, by desk: inout FillDesk) {
    switch request {
    case .newOrder(let order): submit(order, by: &desk)
    case .cancel(let cancel): self.cancel(cancel, by: &desk)
    case .amend(let amend): self.amend(amend, by: &desk)
    case .accepted, .amended, .cancelled, .expired, .reject, .fill, .trade, .bookUpdate, .snapshot,
      .quote, .instrument, .regime, .gap, .drop, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
    settle()
  }

  private mutating func submit(_ order: NewOrder, by desk: inout FillDesk) {
    if let reason = refusal(of: order, at: desk.moment.time) {
      return desk.reject(order.id, order.owner, .new, reason)
    }
    var life = OrderLifecycle(order)
    guard desk.accept(&life) else { return }
    let isKill = order.timeInForce == .fillOrKill
    if !isKill || offered(to: order.side, order.type.limitPrice) >= order.quantity.rawValue {
      take(&life, by: &desk)
    }
    guard !life.state.isFinal else { return }
    if let reason = order.endOfRest {
      desk.expire(&life, reason)
    } else if let price = order.type.limitPrice {
      rest(life, at: price)
    }
  }

  private mutating func cancel(_ request: Cancel, by desk: inout FillDesk) {
    guard let place = own.place(of: request.id) else {
      return desk.reject(request.id, request.owner, .cancel, .unknownOrder)
    }
    let life = own[place].life
    guard life.owner == request.owner else {
      return desk.reject(request.id, request.owner, .cancel, .notOwner)
    }
    own.remove(place)
    desk.cancel(life, request.reason)
  }

  /// A smaller or equal quantity at the same price keeps the place; anything else comes in anew.
  private mutating func amend(_ request: Amend, by desk: inout FillDesk) {
    guard let place = own.place(of: request.id) else {
      return desk.reject(request.id, request.owner, .amend, .unknownOrder)
    }
    var order = own[place]
    if let reason = refusal(of: request, on: order.life, at: desk.moment.time) {
      return desk.reject(request.id, request.owner, .amend, reason)
    }
    let old = order.life.order
    let keepsPriority =
      request.price == old.type.limitPrice && request.quantity <= old.quantity
    guard
      desk.amend(
        &order.life, price: request.price, quantity: request.quantity,
        keepsPriority: keepsPriority)
    else { return }
    guard !keepsPriority else { return own.replace(place, by: order) }
    own.remove(place)
    take(&order.life, by: &desk)
    if !order.life.state.isFinal { rest(order.life, at: request.price) }
  }

  /// Puts what is left of an order at the end of its level's queue.
  private mutating func rest(_ life: OrderLifecycle, at price: Price) {
    let side = life.order.side
    let ahead = terms.queue == .front ? 0 : standing(side, at: price)
    own.rest(OwnOrder(life: life, arrival: own.nextArrival(), ahead: ahead), side, at: price)
  }
}

// What stands there.
extension FaithfulMarket {
  /// Recorded quantity at a price; `unseen` where the tape does not show that far.
  ///
  /// Mutating only so that the book is passed by address: borrowed, all of it would be copied.
  mutating func standing(_ side: Side, at price: Price) -> Int64 {
    let quantity = book.readQuantity(side, at: price).rawValue
    guard quantity == 0 else { return quantity }
    switch depth {
    case .orders, .reports: return 0
    case .nothing: return OwnOrder.unseen
    case .quotes, .levels:
      let top = book.readTop()
      guard let best = side == .buy ? top.bid : top.ask else { return OwnOrder.unseen }
      guard side.isBetter(best.price, than: price) else { return 0 }
      guard let worst = book.depth(side).last?.price else { return OwnOrder.unseen }
      return side.isBetter(worst, than: price) ? OwnOrder.unseen : 0
    }
  }

  /// What a side offers to an order of `taker` with `limit`, best first, less what ours have taken.
  ///
  /// Mutating as `standing` is, like all below that asks the book.
  mutating func offers(of side: Side, within limit: Price?, for taker: Side) -> [Offer] {
    if depth == .nothing {
      guard let print = pulse.lastPrint, taker.reaches(print.price, with: limit) else { return [] }
      let left = print.quantity.rawValue - taken.quantity(side, at: print.price)
      return left > 0 ? [Offer(price: print.price, quantity: left)] : []
    }
    let top = book.readTop()
    guard let best = side == .buy ? top.bid : top.ask, taker.reaches(best.price, with: limit)
    else { return [] }
    return book.depth(side).prefix { taker.reaches($0.price, with: limit) }.compactMap { level in
      let left = level.quantity.rawValue - taken.quantity(side, at: level.price)
      return left > 0 ? Offer(price: level.price, quantity: left) : nil
    }
  }

  /// A price and what of it is to be had.
  struct Offer: BitwiseCopyable, Sendable {
    let price: Price
    let quantity: Int64
  }

  /// How much an order could take at once.
  private mutating func offered(to side: Side, _ limit: Price?) -> Int64 {
    offers(of: side.opposite, within: limit, for: side).reduce(0) { $0 + $1.quantity }
  }

  /// Takes what is offered, best first, with what slippage adds to each price.
  private mutating func take(_ life: inout OrderLifecycle, by desk: inout FillDesk) {
    let (side, limit) = (life.order.side, life.order.type.limitPrice)
    let offers = offers(of: side.opposite, within: limit, for: side)
    guard !offers.isEmpty else { return }
    let slip = slip
    for offer in offers {
      let part = min(life.remaining.rawValue, offer.quantity)
      let price = worsened(offer.price, by: slip, for: side, limit: limit)
      guard part > 0, desk.fill(&life, part, at: price, .taker, .tookLiquidity) else { return }
      taken.take(part, side.opposite, at: offer.price)
    }
  }
}

// Refusals, in the rank order of `RejectReason`.
extension FaithfulMarket {
  private mutating func refusal(of order: NewOrder, at now: Timestamp) -> RejectReason? {
    let limit = order.type.limitPrice
    if own.place(of: order.id) != nil { return .duplicateOrder }
    let broken = rules.violation(
      price: limit, quantity: order.quantity, quantityScale: terms.quantityScale)
    if let broken { return broken }
    if order.isPostOnly, order.endOfRest != nil { return .contradictoryTerms }
    if order.isPostOnly, offered(to: order.side, limit) > 0 { return .wouldTrade }
    if isStale(at: now) { return .staleInput }
    let isMarket = order.type == .market
    return isMarket && offered(to: order.side, nil) == 0 ? .insufficientLiquidity : nil
  }

  private mutating func refusal(
    of amend: Amend, on life: OrderLifecycle, at now: Timestamp
  ) -> RejectReason? {
    guard amend.owner == life.owner else { return .notOwner }
    let broken = rules.violation(
      price: amend.price, quantity: amend.quantity, quantityScale: terms.quantityScale)
    if let broken { return broken }
    guard amend.quantity > life.filled else { return .quantityBelowFilled }
    let isPostOnly = life.order.isPostOnly
    if isPostOnly, offered(to: life.order.side, amend.price) > 0 { return .wouldTrade }
    return isStale(at: now) ? .staleInput : nil
  }

  private mutating func isStale(at now: Timestamp) -> Bool {
    guard let limit = terms.staleAfter else { return false }
    return !pulse.hasBegun || now.since(pulse.time) > limit
  }
}

// Slippage.
extension FaithfulMarket {
  /// What taking costs beyond the book's price, in raw price units, before the tick.
  private var slip: (Price) -> Int64 {
    switch terms.slippage {
    case .none: return { _ in 0 }
    case .spread(let millionths):
      guard let bid = book.bestBid, let ask = book.bestAsk else { return { _ in 0 } }
      let spread = max(0, ask.price.rawValue - bid.price.rawValue)
      let part = Self.part(spread, millionths)
      return { _ in part }
    case .price(let millionths): return { Self.part(abs($0.rawValue), millionths) }
    case .volatility(let millionths):
      let move = pulse.move(millionths: millionths)
      return { _ in move }
    }
  }

  private static func part(_ value: Int64, _ millionths: Int64) -> Int64 {
    Int64(Rounding.up.quotient(of: Int128(value) * Int128(millionths), by: 1_000_000))
  }

  /// A price moved against ours by `slip` and on to the tick, but never beyond the limit.
  private func worsened(
    _ price: Price, by slip: (Price) -> Int64, for side: Side, limit: Price?
  ) -> Price {
    let distance = slip(price)
    guard distance > 0 else { return price }
    let tick = Int128(rules.tick.rawValue)
    let raw = Int128(price.rawValue) + Int128(side == .buy ? distance : -distance)
    let rounding: Rounding = side == .buy ? .up : .down
    let aligned = rounding.quotient(of: raw, by: tick) * tick
    let worse = Int64(exactly: aligned).flatMap(Price.init(rawValue:)) ?? price
    guard let limit else { return worse }
    return side == .buy ? min(limit, worse) : max(limit, worse)
  }
}
