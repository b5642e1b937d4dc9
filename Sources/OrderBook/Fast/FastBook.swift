public import Core

/// The order book of one instrument, matched by price, then time: the one that is built for speed.
///
/// It answers every request as `ReferenceBook` does, report for report, and encodes to the same
/// bytes. Requests are fed one at a time; what comes of them goes to a sink of the caller's choice
/// (`BookReports`), a buffer of events among them.
///
/// Hold it as a local variable or pass it `inout`: behind a class reference, each access would be
/// checked for exclusivity at run time.
///
/// Orders, levels and indexes lie in chunks that never move and are reused; memory grows with the
/// most orders that ever lived at once, a chunk at a time, and below that mark no request allocates.
/// No request stops to tidy up: see `effort`.
public struct FastBook: ~Copyable, Sendable {
  /// What is traded here.
  public let instrument: InstrumentID
  /// Digits of quantities, needed by the minimum notional.
  public let quantityScale: DecimalScale

  @usableFromInline var trades: UInt64 = 0
  @usableFromInline var entry: EntryRules
  /// Bids, then offers.
  @usableFromInline var sides = InlineArray<2, BookSide> { _ in BookSide() }
  @usableFromInline var levels = LevelBlocks()
  @usableFromInline var recent = RecentBlocks()
  @usableFromInline var orders = OrderSlots()
  @usableFromInline var identifiers: IdentifierTable
  /// The step between two levels: what every price at rest is a multiple of.
  @usableFromInline var unit: ExactDivisor

  /// What ids are hashed with unless the caller says otherwise.
  public static let defaultSeed: UInt64 = 0x7275_6574_6170_6521

  /// An empty book. Reports and state do not depend on the seed, only which ids collide does.
  public init(
    instrument: InstrumentID, quantityScale: DecimalScale, rules: InstrumentRules,
    seed: UInt64
  ) {
    self.instrument = instrument
    self.quantityScale = quantityScale
    entry = EntryRules(rules, quantityScale: quantityScale, unit: rules.tick.rawValue)
    identifiers = IdentifierTable(seed: seed)
    unit = ExactDivisor(rules.tick.rawValue)
  }

  /// An empty book for an instrument of a tape's header.
  public init(_ instrument: Instrument) {
    self.init(
      instrument: instrument.id, quantityScale: instrument.quantityScale, rules: instrument.rules)
  }

  /// How many trades there were; the next one has the number after it.
  public var tradeCount: UInt64 { trades }

  /// What orders are checked against at the moment.
  public var rules: InstrumentRules { entry.rules }

  /// Puts new rules in force. Orders that rest stay as they are, even where they break them.
  /// - Complexity: O(1); O(orders) when the new tick is no multiple of the one before.
  public mutating func setRules(_ rules: InstrumentRules) {
    layOut(by: rules.tick.rawValue)
    entry = EntryRules(rules, quantityScale: quantityScale, unit: unit.divisor)
  }

  /// Takes in a new order; `outer` is what another check, such as a position limit, says of it,
  /// and takes its place in the ranking.
  /// - Complexity: O(1) plus O(1) an order that trades, where its levels were used lately; O(log
  ///   levels) for others. Fill-or-kill looks at each level that it would take.
  @inlinable @inline(always)
  public mutating func submit<Reports: BookReports & ~Copyable>(
    _ order: NewOrder, refusal outer: RejectReason? = nil, into reports: inout Reports
  ) {
    if case .limit(let price) = order.type, order.timeInForce == .goodTillCancel,
      !order.isPostOnly, outer == nil
    {
      submitPlain(order.id, order.owner, order.side, price, order.quantity, into: &reports)
    } else {
      submitSpecial(order, terms: .plain, refusal: outer, into: &reports)
    }
  }

  /// Takes in a new order with special terms.
  /// - Complexity: as `submit`; with a self-trade policy, O(1) an order met.
  @inlinable
  public mutating func submit<Reports: BookReports & ~Copyable>(
    _ order: NewOrder, terms: BookTerms, refusal outer: RejectReason? = nil,
    into reports: inout Reports
  ) {
    submitSpecial(order, terms: terms, refusal: outer, into: &reports)
  }

  /// A limit order that may trade and may rest. Mostly it joins a level that is there; then nothing
  /// else has to be asked.
  ///
  /// This and the ways on from here take the same arguments and call nothing before they are sure, so
  /// that no register has to be kept aside.
  @inlinable @inline(never)
  mutating func submitPlain<Reports: BookReports & ~Copyable>(
    _ id: OrderID, _ owner: PartyID, _ side: Side, _ price: Price, _ quantity: Quantity,
    into reports: inout Reports
  ) {
    let rank = rank(of: price, side)
    if sides[side.opposite.index].isReached(by: ~rank) {
      return submitCrossing(id, owner, side, price, quantity, into: &reports)
    }
    // Where others rest, the price is on the tick.
    let level = recent.level(rank, side)
    let place = identifiers.place(of: id.rawValue)
    let slot = orders.firstFree
    guard levels.holds(price, level), slot != 0, identifiers.admits(place, slot),
      entry.admits(quantity), let last = levels[level].join(slot, quantity)
    else { return submitApart(id, owner, side, price, quantity, into: &reports) }
    orders.take(
      slot, id: id, remaining: quantity, previous: last, owner: owner,
      place: level &<< FastOrder.markBits)
    identifiers.entries[place] = slot
    reports.accepted(Accepted(id: id, owner: owner))
  }

  /// An order that reaches nothing and finds no level: it begins one in a block that is there.
  @inlinable @inline(never)
  mutating func submitApart<Reports: BookReports & ~Copyable>(
    _ id: OrderID, _ owner: PartyID, _ side: Side, _ price: Price, _ quantity: Quantity,
    into reports: inout Reports
  ) {
    let rank = rank(of: price, side)
    let level = recent.level(rank, side)
    let place = identifiers.place(of: id.rawValue)
    let slot = orders.firstFree
    guard slot != 0, identifiers.admits(place, slot), entry.admits(price, quantity),
      levels.isVacant(level, in: PriceBlock.number(of: rank))
    else {
      return submitSpecial(
        NewOrder(id: id, owner: owner, side: side, type: .limit(price), quantity: quantity),
        terms: .plain, refusal: nil, into: &reports)
    }
    beginLevel(level, side, price, rank)
    _ = levels[level].join(slot, quantity)
    orders.take(
      slot, id: id, remaining: quantity, previous: 0, owner: owner,
      place: level &<< FastOrder.markBits)
    identifiers.entries[place] = slot
    reports.accepted(Accepted(id: id, owner: owner))
  }

  /// An order that trades, if nothing is wrong with it.
  @inlinable @inline(never)
  mutating func submitCrossing<Reports: BookReports & ~Copyable>(
    _ id: OrderID, _ owner: PartyID, _ side: Side, _ price: Price, _ quantity: Quantity,
    into reports: inout Reports
  ) {
    guard identifiers.find(id.rawValue, in: &orders) == 0, entry.admits(price, quantity) else {
      return submitSpecial(
        NewOrder(id: id, owner: owner, side: side, type: .limit(price), quantity: quantity),
        terms: .plain, refusal: nil, into: &reports)
    }
    reports.accepted(Accepted(id: id, owner: owner))
    var taker = IncomingOrder(
      id: id, owner: owner, side: side, isPostOnly: false, limitRank: ~rank(of: price, side),
      remaining: quantity, fills: .none)
    sweepReached(&taker, into: &reports)
    if taker.remaining > .zero { rest(taker, at: price) }
  }

  /// Any order, with every question asked.
  @inlinable @inline(never)
  mutating func submitSpecial<Reports: BookReports & ~Copyable>(
    _ order: NewOrder, terms: BookTerms, refusal outer: RejectReason?, into reports: inout Reports
  ) {
    let limit = order.type.limitPrice
    var reason = RejectReason.first(
      refusal(of: order, limit: limit), terms.refusal(of: order, lot: rules.lot))
    // A market order reaches every rank; a limit has one if it is on the tick.
    var taker = IncomingOrder(order, limitRank: .min + 1)
    if reason == nil, let limit {
      taker.limitRank = ~rank(of: limit, order.side)
    }
    let canTrade = sides[taker.opposite].isReached(by: taker.limitRank)
    if reason == nil, let limit, order.timeInForce == .goodTillCancel {
      if canTrade {
        if order.isPostOnly { reason = .wouldTrade }
      } else if overflows(
        findLevel(order.side, at: limit),
        adding: BookOrder.shown(of: order.quantity, display: terms.display))
      {
        reason = .quantityOverflow
      }
    }
    if let first = RejectReason.first(reason, outer) {
      return reports.rejected(
        Reject(id: order.id, owner: order.owner, request: .new, reason: first))
    }
    reports.accepted(Accepted(id: order.id, owner: order.owner))
    if canTrade, order.timeInForce != .fillOrKill || canFillAtOnce(taker) {
      if terms.selfTrade == .allow {
        match(&taker, into: &reports)
      } else if !match(&taker, terms.selfTrade, into: &reports) {
        return
      }
      if taker.remaining == .zero { return }
    }
    if let reason = order.expiry {
      reports.expired(
        Expired(id: order.id, owner: order.owner, remaining: taker.remaining, reason: reason))
    } else if let limit {
      rest(taker, at: limit, display: terms.display)
    }
  }

  /// Takes an order out for its owner.
  /// - Complexity: O(1); O(log levels) when the last level of its block ends and is not among the
  ///   best.
  @inlinable @inline(never)
  public mutating func cancel<Reports: BookReports & ~Copyable>(
    _ request: Cancel, into reports: inout Reports
  ) {
    let place = identifiers.place(of: request.id.rawValue)
    let slot = identifiers.entries[place] & IdentifierTable.slotBits
    guard slot != 0, orders[slot].isOf(request.id, request.owner) else {
      return cancelElsewhere(request, into: &reports)
    }
    identifiers.entries[place] &= ~IdentifierTable.slotBits
    let order = orders.free(slot)
    reports.cancelled(
      Cancelled(
        id: request.id, owner: request.owner, remaining: order.remaining, reason: request.reason))
    leave(order)
  }

  /// As `cancel`, for an order that is not at its place, or whose cancel is refused.
  @inlinable @inline(never)
  mutating func cancelElsewhere<Reports: BookReports & ~Copyable>(
    _ request: Cancel, into reports: inout Reports
  ) {
    let slot = identifiers.find(request.id.rawValue, in: &orders)
    guard slot != 0, orders[slot].owner == request.owner else {
      let reason = slot == 0 ? RejectReason.unknownOrder : .notOwner
      return reports.rejected(
        Reject(id: request.id, owner: request.owner, request: .cancel, reason: reason))
    }
    identifiers.remove(request.id.rawValue, slot: slot, in: &orders)
    let hidden = hidden(in: slot)
    let order = orders.free(slot)
    leave(order)
    reports.cancelled(
      Cancelled(
        id: request.id, owner: request.owner, remaining: order.remaining + hidden,
        reason: request.reason))
  }

  /// Changes price or total quantity of a resting order for its owner.
  ///
  /// A smaller or equal quantity at the same price keeps the place in the queue. Anything else
  /// leaves the queue and comes in again with what is left; it may trade at once.
  /// - Complexity: as `submit`.
  @inlinable
  public mutating func amend<Reports: BookReports & ~Copyable>(
    _ request: Amend, refusal outer: RejectReason? = nil, into reports: inout Reports
  ) {
    let slot = identifiers.find(request.id.rawValue, in: &orders)
    guard slot != 0 else {
      return reports.rejected(
        Reject(id: request.id, owner: request.owner, request: .amend, reason: .unknownOrder))
    }
    let resting = restingOrder(in: slot)
    let reason = refusal(of: request, on: resting, level: orders[slot].level)
    if let first = RejectReason.first(reason, outer) {
      return reports.rejected(
        Reject(id: request.id, owner: request.owner, request: .amend, reason: first))
    }
    let keepsPriority = request.price == resting.price && request.quantity <= resting.quantity
    reports.amended(
      Amended(
        id: request.id, owner: request.owner, price: request.price, quantity: request.quantity,
        remaining: request.quantity - resting.filled, keepsPriority: keepsPriority))
    if keepsPriority {
      shrink(slot, by: resting.quantity - request.quantity)
    } else {
      identifiers.remove(request.id.rawValue, slot: slot, in: &orders)
      leave(orders.free(slot))
      var taker = IncomingOrder(
        resting, amendedBy: request, limitRank: ~rank(of: request.price, resting.side))
      match(&taker, into: &reports)
      if taker.remaining > .zero { rest(taker, at: request.price, display: resting.display) }
    }
  }
}
