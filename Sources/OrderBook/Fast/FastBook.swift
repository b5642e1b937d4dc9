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
  @usableFromInline var levels = LevelSlots()
  @usableFromInline var orders = OrderSlots()
  @usableFromInline var index: IdentifierIndex
  /// Binary zeros at the end of every tick, which the tables of recent levels leave out.
  @usableFromInline var tickShift: Int64 = 0

  /// What ids are hashed with unless the caller says otherwise.
  public static let defaultSeed: UInt64 = 0x7275_6574_6170_6521

  /// An empty book. Reports and state do not depend on the seed, only which ids collide does.
  public init(
    instrument: InstrumentID, quantityScale: DecimalScale, rules: InstrumentRules,
    seed: UInt64
  ) {
    self.instrument = instrument
    self.quantityScale = quantityScale
    entry = EntryRules(rules, quantityScale: quantityScale)
    index = IdentifierIndex(seed: seed)
    tickShift = Int64(rules.tick.rawValue.trailingZeroBitCount)
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
  public mutating func setRules(_ rules: InstrumentRules) {
    entry = EntryRules(rules, quantityScale: quantityScale)
    tickShift = Int64(rules.tick.rawValue.trailingZeroBitCount)
    for side in sides.indices { sides[side].forget() }
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
      submitSpecial(order, refusal: outer, into: &reports)
    }
  }

  /// A limit order that may trade and may rest. Mostly it joins a level that is there; then nothing
  /// else has to be asked.
  @inlinable @inline(never)
  mutating func submitPlain<Reports: BookReports & ~Copyable>(
    _ id: OrderID, _ owner: PartyID, _ side: Side, _ price: Price, _ quantity: Quantity,
    into reports: inout Reports
  ) {
    let key = index.key(of: id.rawValue)
    let home = index.home(of: key)
    if index.lines[home].admits(key), entry.admits(price, quantity) {
      // Where the own side has a level at the limit, the book is not crossed there (INV-BOOK-1).
      let slot = orders.next()
      let level = recentLevel(side, at: price)
      if level != 0, let last = levels[level].join(slot, quantity) {
        orders.take(
          slot, id: id, remaining: quantity, previous: last, owner: owner, place: level * 4)
        index.add(key, slot, at: home, in: &orders)
        return reports.accepted(Accepted(id: id, owner: owner))
      }
    }
    submitSpecial(
      NewOrder(id: id, owner: owner, side: side, type: .limit(price), quantity: quantity),
      refusal: nil, into: &reports)
  }

  /// Any order, with every question asked.
  @inlinable @inline(never)
  mutating func submitSpecial<Reports: BookReports & ~Copyable>(
    _ order: NewOrder, refusal outer: RejectReason?, into reports: inout Reports
  ) {
    let limit = order.type.limitPrice
    var taker = IncomingOrder(order)
    let canTrade = sides[taker.opposite].isReached(by: taker.limitRank)
    var level: UInt32 = 0
    var reason = refusal(of: order, limit: limit)
    if reason == nil, let limit, order.timeInForce == .goodTillCancel {
      if canTrade {
        if order.isPostOnly { reason = .wouldTrade }
      } else {
        level = findLevel(order.side, at: limit)
        if overflows(level, adding: order.quantity) { reason = .quantityOverflow }
      }
    }
    if let first = RejectReason.first(reason, outer) {
      return reports.rejected(
        Reject(id: order.id, owner: order.owner, request: .new, reason: first))
    }
    reports.accepted(Accepted(id: order.id, owner: order.owner))
    if canTrade, order.timeInForce != .fillOrKill || canFillAtOnce(taker) {
      match(&taker, into: &reports)
      if taker.remaining == .zero { return }
    }
    if let reason = order.expiry {
      reports.expired(
        Expired(id: order.id, owner: order.owner, remaining: taker.remaining, reason: reason))
    } else if let limit {
      rest(taker, at: limit, level: level)
    }
  }

  /// Takes an order out for its owner.
  /// - Complexity: O(1); O(log levels) when its level ends and is not among the best.
  @inlinable
  public mutating func cancel<Reports: BookReports & ~Copyable>(
    _ request: Cancel, into reports: inout Reports
  ) {
    let key = index.key(of: request.id.rawValue)
    let home = index.home(of: key)
    let place = index.lines[home].place(of: key)
    if place != 0 {
      let slot = index.lines[home].slot(in: place)
      let order = orders[slot]
      if order.id == request.id, order.owner == request.owner {
        index.remove(place, at: home, in: &orders)
        leave(slot, order)
        return reports.cancelled(
          Cancelled(
            id: request.id, owner: request.owner, remaining: order.remaining,
            reason: request.reason))
      }
    } else if !index.lines[home].isMarked {
      return reports.rejected(
        Reject(id: request.id, owner: request.owner, request: .cancel, reason: .unknownOrder))
    }
    cancelElsewhere(request, into: &reports)
  }

  /// A cancel of an order whose id is not at home, or that is refused.
  @inlinable @inline(never)
  mutating func cancelElsewhere<Reports: BookReports & ~Copyable>(
    _ request: Cancel, into reports: inout Reports
  ) {
    let found = index.find(request.id.rawValue, in: &orders)
    guard found.slot != 0, orders[found.slot].owner == request.owner else {
      let reason = found.slot == 0 ? RejectReason.unknownOrder : .notOwner
      return reports.rejected(
        Reject(id: request.id, owner: request.owner, request: .cancel, reason: reason))
    }
    let order = orders[found.slot]
    index.remove(found, request.id.rawValue, in: &orders)
    leave(found.slot, order)
    reports.cancelled(
      Cancelled(
        id: request.id, owner: request.owner, remaining: order.remaining, reason: request.reason))
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
    let found = index.find(request.id.rawValue, in: &orders)
    guard found.slot != 0 else {
      return reports.rejected(
        Reject(id: request.id, owner: request.owner, request: .amend, reason: .unknownOrder))
    }
    let resting = restingOrder(in: found.slot)
    let reason = refusal(of: request, on: resting, level: orders[found.slot].level)
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
      shrink(found.slot, by: resting.quantity - request.quantity)
    } else {
      let order = orders[found.slot]
      index.remove(found, request.id.rawValue, in: &orders)
      leave(found.slot, order)
      var taker = IncomingOrder(resting, amendedBy: request)
      match(&taker, into: &reports)
      if taker.remaining > .zero {
        rest(taker, at: request.price, level: findLevel(taker.side, at: request.price))
      }
    }
  }
}
