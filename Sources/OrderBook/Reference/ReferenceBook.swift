public import Core

/// The order book of one instrument, matched by price, then time: the plain one that faster books
/// are compared with.
///
/// Feed one request, then drain the reports. A request is answered at once and completely: a new
/// order gives `accepted`, then per match a `trade`, the maker's `fill` and the taker's `fill`, and
/// at the end `expired` for what may not rest; a refused request gives one `reject` and changes
/// nothing (INV-BOOK-9). Trades happen at the maker's price.
///
/// The id of a live order is refused as a duplicate. Ids of dead orders are not remembered, which
/// would take memory without bound; that ids are unique on a tape is the sender's duty. Two orders
/// of one owner may trade with each other, unless the incoming one's terms forbid it. Cancels are taken in any trading status.
///
/// Levels are a sorted array a side, queues are lists through a slab, ids are found by hash.
public struct ReferenceBook: Sendable {
  /// What is traded here.
  public let instrument: InstrumentID
  /// Digits of quantities, needed by the minimum notional.
  public let quantityScale: DecimalScale
  /// What orders are checked against at the moment.
  public internal(set) var rules: InstrumentRules
  /// How many trades there were; the next one has the number after it.
  public internal(set) var tradeCount: UInt64 = 0

  /// Bids, then offers.
  var ladders: [PriceLadder<PriceLevel>] = [PriceLadder(side: .buy), PriceLadder(side: .sell)]
  var slab = OrderSlab()
  /// Slot of each live order.
  var index = IdentifierMap<Int>()

  /// An empty book.
  public init(instrument: InstrumentID, quantityScale: DecimalScale, rules: InstrumentRules) {
    self.instrument = instrument
    self.quantityScale = quantityScale
    self.rules = rules
  }

  /// An empty book for an instrument of a tape's header.
  public init(_ instrument: Instrument) {
    self.init(
      instrument: instrument.id, quantityScale: instrument.quantityScale, rules: instrument.rules)
  }

  /// Takes in a new order; `outer` is what another check, such as a position limit, says of it,
  /// and takes its place in the ranking.
  /// - Complexity: O(log levels) plus O(1) a trade; O(levels) when a level begins or ends away
  ///   from the best price.
  public mutating func submit(
    _ order: NewOrder, refusal outer: RejectReason? = nil, into reports: inout [EventPayload]
  ) {
    submit(order, terms: .plain, refusal: outer, into: &reports)
  }

  /// Takes in a new order with special terms.
  /// - Complexity: as `submit`.
  public mutating func submit(
    _ order: NewOrder, terms: BookTerms, refusal outer: RejectReason? = nil,
    into reports: inout [EventPayload]
  ) {
    let own = RejectReason.first(
      refusal(of: order, display: terms.display), terms.refusal(of: order, lot: rules.lot))
    if let reason = RejectReason.first(own, outer) {
      return reject(order.id, order.owner, .new, reason, into: &reports)
    }
    reports.append(.accepted(Accepted(id: order.id, owner: order.owner)))
    var taker = Taker(order, terms)
    if order.timeInForce != .fillOrKill || canFillAtOnce(taker) { match(&taker, into: &reports) }
    guard taker.remaining > .zero, !taker.isOut else { return }
    if let reason = order.expiry {
      let expired = Expired(
        id: order.id, owner: order.owner, remaining: taker.remaining, reason: reason)
      reports.append(.expired(expired))
    } else if let price = taker.limit {
      rest(taker.resting(at: price))
    }
  }

  /// Takes an order out for its owner.
  /// - Complexity: O(log levels); O(levels) when its level ends.
  public mutating func cancel(_ request: Cancel, into reports: inout [EventPayload]) {
    guard let slot = index[request.id.rawValue] else {
      return reject(request.id, request.owner, .cancel, .unknownOrder, into: &reports)
    }
    let order = slab[slot].order
    guard order.owner == request.owner else {
      return reject(request.id, request.owner, .cancel, .notOwner, into: &reports)
    }
    remove(slot)
    let cancelled = Cancelled(
      id: order.id, owner: order.owner, remaining: order.remaining, reason: request.reason)
    reports.append(.cancelled(cancelled))
  }

  /// Changes price or total quantity of a resting order for its owner.
  ///
  /// A smaller or equal quantity at the same price keeps the place in the queue. Anything else
  /// leaves the queue and comes in again with what is left; it may trade at once.
  /// - Complexity: as `submit`.
  public mutating func amend(
    _ request: Amend, refusal outer: RejectReason? = nil, into reports: inout [EventPayload]
  ) {
    guard let slot = index[request.id.rawValue] else {
      return reject(request.id, request.owner, .amend, .unknownOrder, into: &reports)
    }
    let order = slab[slot].order
    if let reason = RejectReason.first(refusal(of: request, on: order), outer) {
      return reject(request.id, request.owner, .amend, reason, into: &reports)
    }
    let keepsPriority = request.price == order.price && request.quantity <= order.quantity
    let amended = Amended(
      id: order.id, owner: order.owner, price: request.price, quantity: request.quantity,
      remaining: request.quantity - order.filled, keepsPriority: keepsPriority)
    reports.append(.amended(amended))
    if keepsPriority {
      shrink(slot, to: request.quantity)
    } else {
      remove(slot)
      var taker = Taker(order, amendedBy: request)
      match(&taker, into: &reports)
      if taker.remaining > .zero { rest(taker.resting(at: request.price)) }
    }
  }

  /// Puts new rules in force. Orders that rest stay as they are, even where they break them.
  public mutating func setRules(_ rules: InstrumentRules) { self.rules = rules }

  private func reject(
    _ id: OrderID, _ owner: PartyID, _ request: RequestKind, _ reason: RejectReason,
    into reports: inout [EventPayload]
  ) {
    reports.append(.reject(Reject(id: id, owner: owner, request: request, reason: reason)))
  }
}
