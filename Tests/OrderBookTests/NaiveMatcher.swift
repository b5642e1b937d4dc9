import Core
import Samples

/// The same rules written another way: one flat list of orders, sorted by priority before every
/// use; all refusals are collected and the smallest is taken. Slow, short, and without anything in
/// common with the reference book but the payload types.
struct NaiveMatcher {
  struct Resting {
    var order: NewOrder
    var price: Int64
    var total: Int64
    var filled: Int64 = 0
    var fills: UInt64 = 0
    var arrival: Int
    var left: Int64 { total - filled }
  }

  private(set) var resting: [Resting] = []
  private var arrivals = 0
  private var trades: UInt64 = 0
  private let limit: Int64 = 1_000_000_000_000_000

  mutating func handle(_ request: EventPayload) -> [EventPayload] {
    if case .newOrder(let order) = request { return submit(order) }
    if case .cancel(let cancel) = request { return self.cancel(cancel) }
    if case .amend(let amend) = request { return self.amend(amend) }
    return []
  }

  /// Levels of a side as the depth view shows them.
  func depth(_ side: Side) -> [(price: Int64, quantity: Int64, orders: Int)] {
    var levels: [(price: Int64, quantity: Int64, orders: Int)] = []
    for order in byPriority(side) {
      if levels.last?.price == order.price {
        levels[levels.count - 1].quantity += order.left
        levels[levels.count - 1].orders += 1
      } else {
        levels.append((order.price, order.left, 1))
      }
    }
    return levels
  }

  /// Orders of a side, the one that trades first at the front.
  func byPriority(_ side: Side) -> [Resting] {
    let sign: Int64 = side == .buy ? -1 : 1
    return resting.filter { $0.order.side == side }
      .sorted { (sign * $0.price, Int64($0.arrival)) < (sign * $1.price, Int64($1.arrival)) }
  }

  private func crossing(_ side: Side, _ price: Int64?) -> [Resting] {
    byPriority(side.opposite).filter { other in
      guard let price else { return true }
      return side == .buy ? other.price <= price : other.price >= price
    }
  }

  private func standing(_ side: Side, _ price: Int64?, except id: OrderID) -> Int64 {
    resting.filter { $0.order.side == side && $0.price == price && $0.order.id != id }
      .reduce(0) { $0 + $1.left }
  }

  private mutating func submit(_ order: NewOrder) -> [EventPayload] {
    let price = order.type.limitPrice?.rawValue
    let canRest = price != nil && order.timeInForce == .goodTillCancel
    let quantity = order.quantity.rawValue
    var reasons: [RejectReason] = []
    if resting.contains(where: { $0.order.id == order.id }) { reasons.append(.duplicateOrder) }
    if quantity == 0 { reasons.append(.zeroQuantity) }
    if order.isPostOnly, !canRest { reasons.append(.contradictoryTerms) }
    if order.isPostOnly, !crossing(order.side, price).isEmpty { reasons.append(.wouldTrade) }
    if canRest, standing(order.side, price, except: order.id) + quantity > limit {
      reasons.append(.quantityOverflow)
    }
    if let reason = reasons.min() { return refuse(order.id, order.owner, .new, reason) }
    var reports: [EventPayload] = [.accepted(Accepted(id: order.id, owner: order.owner))]
    var taker = Resting(order: order, price: price ?? 0, total: quantity, arrival: 0)
    let available = crossing(order.side, price).reduce(0) { $0 + $1.left }
    if order.timeInForce != .fillOrKill || available >= quantity {
      reports += trade(&taker, crossing(order.side, price))
    }
    if taker.left > 0, canRest {
      rest(taker)
    } else if taker.left > 0 {
      let reason: ExpireReason =
        order.timeInForce == .fillOrKill
        ? .fillOrKill : order.type == .market ? .bookExhausted : .immediateOrCancel
      let left = Quantity(integerLiteral: taker.left)
      reports.append(
        .expired(Expired(id: order.id, owner: order.owner, remaining: left, reason: reason)))
    }
    return reports
  }

  private mutating func trade(_ taker: inout Resting, _ makers: [Resting]) -> [EventPayload] {
    var reports: [EventPayload] = []
    for var maker in makers where taker.left > 0 {
      let quantity = min(maker.left, taker.left)
      trades += 1
      for party in 0...1 {
        if party == 0 { maker.filled += quantity } else { taker.filled += quantity }
        if party == 0 { maker.fills += 1 } else { taker.fills += 1 }
      }
      let (price, amount) = (Price(integerLiteral: maker.price), Quantity(integerLiteral: quantity))
      reports.append(
        .trade(
          Trade(
            trade: TradeID(trades), price: price, quantity: amount, aggressor: taker.order.side,
            maker: maker.order.id, taker: taker.order.id)))
      for (party, role) in [(maker, Liquidity.maker), (taker, .taker)] {
        reports.append(
          .fill(
            Fill(
              id: party.order.id, owner: party.order.owner, side: party.order.side, price: price,
              quantity: amount, remaining: Quantity(integerLiteral: party.left),
              number: party.fills, trade: TradeID(trades), liquidity: role)))
      }
      resting = resting.compactMap { other in
        other.order.id != maker.order.id ? other : maker.left > 0 ? maker : nil
      }
    }
    return reports
  }

  private mutating func rest(_ order: Resting) {
    var order = order
    arrivals += 1
    order.arrival = arrivals
    resting.append(order)
  }

  private mutating func cancel(_ request: Cancel) -> [EventPayload] {
    guard let order = resting.first(where: { $0.order.id == request.id }) else {
      return refuse(request.id, request.owner, .cancel, .unknownOrder)
    }
    if order.order.owner != request.owner {
      return refuse(request.id, request.owner, .cancel, .notOwner)
    }
    resting.removeAll { $0.order.id == request.id }
    let left = Quantity(integerLiteral: order.left)
    return [
      .cancelled(
        Cancelled(id: request.id, owner: request.owner, remaining: left, reason: request.reason))
    ]
  }

  private mutating func amend(_ request: Amend) -> [EventPayload] {
    guard let place = resting.firstIndex(where: { $0.order.id == request.id }) else {
      return refuse(request.id, request.owner, .amend, .unknownOrder)
    }
    var order = resting[place]
    let (price, total) = (request.price.rawValue, request.quantity.rawValue)
    let makers = crossing(order.order.side, price)
    var reasons: [RejectReason] = []
    if order.order.owner != request.owner { reasons.append(.notOwner) }
    if total == 0 { reasons.append(.zeroQuantity) }
    if total <= order.filled { reasons.append(.quantityBelowFilled) }
    let left = total - order.filled
    if standing(order.order.side, price, except: request.id) + left > limit {
      reasons.append(.quantityOverflow)
    }
    if order.order.isPostOnly, !makers.isEmpty { reasons.append(.wouldTrade) }
    if let reason = reasons.min() { return refuse(request.id, request.owner, .amend, reason) }
    let keeps = price == order.price && total <= order.total
    (order.price, order.total) = (price, total)
    let amended = Amended(
      id: request.id, owner: request.owner, price: request.price, quantity: request.quantity,
      remaining: Quantity(integerLiteral: left), keepsPriority: keeps)
    if keeps {
      resting[place] = order
      return [.amended(amended)]
    }
    resting.remove(at: place)
    let reports = trade(&order, makers)
    if order.left > 0 { rest(order) }
    return [.amended(amended)] + reports
  }

  private func refuse(
    _ id: OrderID, _ owner: PartyID, _ request: RequestKind, _ reason: RejectReason
  ) -> [EventPayload] {
    [.reject(Reject(id: id, owner: owner, request: request, reason: reason))]
  }
}
