internal import Core

// The trading day: calls in which orders gather, and the uncross that ends each.

extension BookFront {
  /// What the call would come to if it ended now; nil outside of calls and where nothing would trade.
  /// - Complexity: O(n log n).
  public var indication: CallAuction.Outcome? {
    phase.isCall ? auction.outcome(reference: reference ?? lastPrice) : nil
  }

  private var auction: CallAuction {
    var auction = CallAuction()
    for entry in call.standing {
      auction.add(
        entry.order.side, at: entry.isMarket ? nil : entry.order.price, entry.order.remaining)
    }
    return auction
  }

  /// The day goes on to another phase; a call that ends is uncrossed first.
  mutating func turn<Book: OrderMatching & ~Copyable>(
    _ change: PhaseChange, _ book: inout Book, into reports: inout [EventPayload]
  ) {
    let wasCall = phase.isCall
    let tieBreak = change.reference ?? reference ?? lastPrice
    (phase, reference, collar) = (change.phase, change.reference, change.collar)
    if wasCall { uncross(tieBreak, &book, into: &reports) }
    if phase.isCall { gatherResting(&book) }
  }

  /// What rests joins the call, in its priority.
  private mutating func gatherResting<Book: OrderMatching & ~Copyable>(_ book: inout Book) {
    let image = book.image
    for level in image.bids + image.asks {
      for entry in level.entries {
        guard let order = book.takeOut(entry.order.id) else { continue }
        call.append(order, isMarket: false)
      }
    }
  }

  /// A new order joins the call, if the book would take it in.
  mutating func gather<Book: OrderMatching & ~Copyable>(
    _ order: NewOrder, _ terms: OrderTerms, _ known: RejectReason?, _ book: inout Book,
    into reports: inout [EventPayload]
  ) {
    let limit = order.type.limitPrice
    var reason = RejectReason.first(
      known,
      book.rules.violation(
        price: limit, quantity: order.quantity, quantityScale: book.quantityScale))
    if order.isPostOnly, limit == nil { reason = RejectReason.first(reason, .contradictoryTerms) }
    let own = bookTerms(terms)
    reason = RejectReason.first(reason, own.refusal(of: order, lot: book.rules.lot))
    if !call.admits(order.quantity, order.side) {
      reason = RejectReason.first(reason, .quantityOverflow)
    }
    if let reason {
      return reports.append(
        .reject(Reject(id: order.id, owner: order.owner, request: .new, reason: reason)))
    }
    reports.append(.accepted(Accepted(id: order.id, owner: order.owner)))
    var resting = BookOrder(
      id: order.id, owner: order.owner, side: order.side, price: limit ?? Price.zero,
      quantity: order.quantity, isPostOnly: order.isPostOnly, display: own.display)
    if let open = openOfTie(order.id), open < order.quantity {
      resting.quantity = open
      reports.append(
        .restated(
          Restated(
            id: order.id, owner: order.owner, quantity: open, remaining: open, reason: .group)))
    }
    if let price = wakeningPrice(of: order) {
      reports.append(.triggered(Triggered(id: order.id, owner: order.owner, price: price)))
    }
    resting.reserve =
      resting.remaining - BookOrder.shown(of: resting.remaining, display: resting.display)
    call.append(resting, isMarket: limit == nil)
    if isFollowed(order.id, terms) { keep(order, terms, .working) }
  }

  /// Trades the call at its one price: market orders first, then by price, then by arrival. What is
  /// left goes on into the book by arrival, or expires where it has no price.
  private mutating func uncross<Book: OrderMatching & ~Copyable>(
    _ reference: Price?, _ book: inout Book, into reports: inout [EventPayload]
  ) {
    var entries = call.standing
    if let outcome = auction.outcome(reference: reference) {
      let bids = Self.priority(of: entries, .buy)
      let asks = Self.priority(of: entries, .sell)
      var (bid, ask, left) = (0, 0, outcome.volume)
      while left > .zero, bid < bids.count, ask < asks.count {
        let (buyer, seller) = (bids[bid], asks[ask])
        let quantity = min(
          left, entries[buyer].order.remaining, entries[seller].order.remaining)
        left = left - quantity
        trade(
          &entries, min(buyer, seller), max(buyer, seller), quantity, at: outcome.price,
          book.nextTrade(), into: &reports)
        if entries[buyer].order.remaining == .zero { bid += 1 }
        if entries[seller].order.remaining == .zero { ask += 1 }
      }
    }
    call = CallOrders()
    for entry in entries where entry.order.remaining > .zero {
      release(entry, &book, into: &reports)
    }
  }

  /// Places of one side's orders, first to trade first.
  private static func priority(of entries: [CallOrders.Entry], _ side: Side) -> [Int] {
    entries.indices.filter { entries[$0].order.side == side }.sorted { left, right in
      let (first, second) = (entries[left], entries[right])
      if first.isMarket != second.isMarket { return first.isMarket }
      let (price, other) = (first.order.price, second.order.price)
      guard !first.isMarket, price != other else { return left < right }
      return side == .buy ? price > other : price < other
    }
  }

  /// One match of the call: the order that came first is named as the maker.
  private func trade(
    _ entries: inout [CallOrders.Entry], _ maker: Int, _ taker: Int, _ quantity: Quantity,
    at price: Price, _ trade: TradeID, into reports: inout [EventPayload]
  ) {
    entries[maker].order.trade(quantity, keepsShown: true)
    entries[taker].order.trade(quantity, keepsShown: false)
    let side = entries[taker].order.side
    reports.executed(
      Execution(
        trade: trade, price: price, quantity: quantity, aggressor: side,
        maker: entries[maker].order.participant, taker: entries[taker].order.participant))
  }

  private func release<Book: OrderMatching & ~Copyable>(
    _ entry: CallOrders.Entry, _ book: inout Book, into reports: inout [EventPayload]
  ) {
    let order = entry.order
    if !entry.isMarket, book.putIn(order) { return }
    // The call never holds more than one level may: only market orders come here.
    reports.append(
      .expired(
        Expired(
          id: order.id, owner: order.owner, remaining: order.remaining, reason: .bookExhausted)))
  }
}

extension BookOrder {
  /// A match of the call. What is shown of a maker goes first, as in the book; a taker has not shown
  /// anything yet.
  fileprivate mutating func trade(_ quantity: Quantity, keepsShown: Bool) {
    let isWithin = keepsShown && quantity < shown
    filled = filled + quantity
    fillCount &+= 1
    if !isWithin { reserve = remaining - Self.shown(of: remaining, display: display) }
  }

  fileprivate var participant: Execution.Participant {
    Execution.Participant(id: id, owner: owner, remaining: remaining, fillNumber: fillCount)
  }
}
