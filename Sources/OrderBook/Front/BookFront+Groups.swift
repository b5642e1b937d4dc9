internal import Core

// Groups: what one leg trades the other loses, what ends one ends the other, and a bracket's legs
// stand for what its entry has filled. All of it in the step that brings it about.

extension BookFront {
  /// Ties orders of one owner together: those that live here now, those that do not when they come.
  mutating func tie<Book: OrderMatching & ~Copyable>(
    _ group: OrderGroup, _ book: inout Book, into reports: inout [EventPayload]
  ) {
    var tie = OrderTie(group)
    if let reason = refusal(of: tie, book) {
      return reports.append(
        .reject(Reject(id: group.id, owner: group.owner, request: .group, reason: reason)))
    }
    arrivals &+= 1
    let number = arrivals
    for member in tie.members { memberships[member.id.rawValue] = number }
    if let entry = tie.entry, let order = book.order(entry.id) { tie.size = order.filled }
    ties[number] = tie
    for member in tie.members where isLive(member.id, book) {
      join(member.id, number, &book, into: &reports)
    }
  }

  private func isLive<Book: OrderMatching & ~Copyable>(
    _ id: OrderID, _ book: borrowing Book
  ) -> Bool {
    orders[id.rawValue]?.isHere ?? false || call.order(id) != nil || book.order(id) != nil
  }

  /// Why orders cannot be tied like this.
  private func refusal<Book: OrderMatching & ~Copyable>(
    of tie: OrderTie, _ book: borrowing Book
  ) -> RejectReason? {
    let ids = tie.members.map(\.id)
    var reason: RejectReason?
    for (place, id) in ids.enumerated() {
      let here = orders[id.rawValue].flatMap { $0.isHere ? $0.order.owner : nil }
      if let owner = here ?? call.order(id)?.owner ?? book.order(id)?.owner, owner != tie.owner {
        reason = RejectReason.first(reason, .notOwner)
      }
      if memberships[id.rawValue] != nil { reason = RejectReason.first(reason, .alreadyGrouped) }
      if ids[..<place].contains(id) { reason = RejectReason.first(reason, .contradictoryTerms) }
    }
    let legs = tie.legs.map(\.id)
    // One leg may rest; the other has to wait, or one sweep could trade both.
    let resting = legs.filter { book.order($0) != nil || call.order($0) != nil }
    if tie.entry == nil ? resting.count > 1 : !resting.isEmpty {
      reason = RejectReason.first(reason, .contradictoryTerms)
    }
    let standing = legs.compactMap { leg($0, book) }
    if standing.count == 2, standing[0] != standing[1] {
      reason = RejectReason.first(reason, .contradictoryTerms)
    }
    return reason
  }

  /// Side and open quantity of an order.
  private struct Leg: Equatable {
    var side: Side
    var open: Quantity
  }

  private func leg<Book: OrderMatching & ~Copyable>(
    _ id: OrderID, _ book: borrowing Book
  ) -> Leg? {
    if let order = orders[id.rawValue], order.isHere {
      return Leg(side: order.order.side, open: order.order.quantity)
    }
    return (call.order(id) ?? book.order(id)).map { Leg(side: $0.side, open: $0.remaining) }
  }

  /// The group that waits for a new order.
  func tie(of order: NewOrder) -> OrderTie? {
    guard let number = memberships[order.id.rawValue], let tie = ties[number],
      tie.owner == order.owner
    else { return nil }
    return tie
  }

  /// Why a new order cannot be part of its group.
  func refusal(of order: NewOrder, _ terms: OrderTerms, in tie: OrderTie) -> RejectReason? {
    guard tie.entry?.id != order.id else { return nil }
    if order.expiry != nil, terms.trigger == .none { return .contradictoryTerms }
    guard let other = tie.legs.first(where: { $0.id != order.id }), other.standing == .present
    else { return nil }
    if let side = tie.side, order.side != side { return .contradictoryTerms }
    let isOther = tie.entry == nil && tie.traded == .zero && order.quantity != tie.size
    if isOther { return .contradictoryTerms }
    if terms.trigger != .none { return nil }
    // The other leg has to wait, or one sweep could trade both.
    let waits = orders[other.id.rawValue].map { $0.isHere && $0.terms.trigger != .none } ?? false
    return waits ? nil : .contradictoryTerms
  }

  /// What a new order finds of its group.
  enum LegState {
    /// It goes its way.
    case open
    /// It waits for the entry.
    case asleep
    /// It comes too late.
    case over
  }

  /// A member has come; nil for an order of no group, and for an entry.
  mutating func register(_ order: NewOrder) -> LegState? {
    guard let number = memberships[order.id.rawValue], var tie = ties[number],
      tie.owner == order.owner
    else { return nil }
    tie.note(order.id, .present)
    let isEntry = tie.entry?.id == order.id
    if !isEntry {
      if tie.side == nil, tie.entry == nil { tie.size = order.quantity }
      tie.side = tie.side ?? order.side
    }
    ties[number] = tie
    if tie.isOver { return .over }
    return isEntry ? nil : tie.isAsleep ? .asleep : .open
  }

  /// What is open of the group that an order is a leg of.
  func openOfTie(_ id: OrderID) -> Quantity? {
    guard let number = memberships[id.rawValue], let tie = ties[number], tie.entry?.id != id else {
      return nil
    }
    return tie.open
  }

  /// A bracket's leg that comes when the entry has traded is in force at once, which is told as of any
  /// other; nil for other orders.
  func wakeningPrice(of order: NewOrder) -> Price? {
    guard let number = memberships[order.id.rawValue], let entry = ties[number]?.entry,
      entry.id != order.id
    else { return nil }
    return lastPrice ?? order.type.limitPrice
  }

  /// A leg that was held back goes its way, no larger than its group.
  mutating func wake<Book: OrderMatching & ~Copyable>(
    _ id: OrderID, _ book: inout Book, into reports: inout [EventPayload]
  ) {
    if let open = openOfTie(id), let order = orders[id.rawValue], order.order.quantity > open {
      return fit(id, to: open, &book, into: &reports)
    }
    arm(id, &book, into: &reports)
  }

  /// A member was there when the group was tied.
  private mutating func join<Book: OrderMatching & ~Copyable>(
    _ id: OrderID, _ number: UInt64, _ book: inout Book, into reports: inout [EventPayload]
  ) {
    guard var tie = ties[number], memberships[id.rawValue] == number else { return }
    guard let standing = leg(id, book) else { return }
    tie.note(id, .present)
    let isEntry = tie.entry?.id == id
    if !isEntry {
      if tie.side == nil, tie.entry == nil { tie.size = standing.open + tie.traded }
      tie.side = tie.side ?? standing.side
    }
    ties[number] = tie
    if tie.isAsleep, !isEntry, orders[id.rawValue]?.place == .waiting { putToSleep(id) }
    if !isEntry, !tie.isAsleep { fit(number, &book, into: &reports) }
  }

  /// A leg that waits for a print waits for its entry first.
  private mutating func putToSleep(_ id: OrderID) {
    unwatch(id)
    orders[id.rawValue]?.triggerPrice = nil
    orders[id.rawValue]?.place = .asleep
  }

  /// Gives every leg what is open of the group, and wakes those that slept.
  private mutating func fit<Book: OrderMatching & ~Copyable>(
    _ number: UInt64, _ book: inout Book, into reports: inout [EventPayload]
  ) {
    guard let tie = ties[number] else { return }
    for member in tie.legs where member.standing == .present {
      // An earlier leg may have come into force and ended the group.
      guard let open = ties[number]?.open, memberships[member.id.rawValue] == number else { return }
      if open == .zero {
        takeOut(member.id, .cancelled(.group), &book, into: &reports)
      } else {
        fit(member.id, to: open, &book, into: &reports)
      }
    }
  }

  private mutating func fit<Book: OrderMatching & ~Copyable>(
    _ id: OrderID, to open: Quantity, _ book: inout Book, into reports: inout [EventPayload]
  ) {
    guard var order = orders[id.rawValue], order.isHere else {
      if let order = call.order(id) { return fitGathered(order, to: open, into: &reports) }
      guard let order = book.order(id), order.remaining != open else { return }
      return resize(order, to: open, .group, &book, into: &reports)
    }
    let wasAsleep = order.place == .asleep
    if order.order.quantity != open {
      order.order.quantity = open
      orders[id.rawValue] = order
      reports.append(
        .restated(
          Restated(
            id: id, owner: order.order.owner, quantity: open, remaining: open, reason: .group)))
    }
    if wasAsleep { arm(id, &book, into: &reports) }
  }

  /// The same for a leg that gathers in a call, as far as its side may have more.
  private mutating func fitGathered(
    _ order: BookOrder, to open: Quantity, into reports: inout [EventPayload]
  ) {
    let admits =
      open < order.remaining || call.admits(open, order.side, freeing: order.remaining)
    let request = Amend(
      id: order.id, owner: order.owner, price: order.price, quantity: order.filled + open)
    guard open != order.remaining, admits, call.amend(request) != nil else { return }
    restate(order, to: open, .group, into: &reports)
  }

  /// An order traded: of a leg the other one loses it, of an entry the legs stand for it.
  mutating func noteTied<Book: OrderMatching & ~Copyable>(
    _ fill: Fill, _ book: inout Book, into reports: inout [EventPayload]
  ) {
    guard let number = memberships[fill.id.rawValue], var tie = ties[number],
      tie.owner == fill.owner
    else { return }
    if tie.entry?.id == fill.id {
      tie.size = tie.size + fill.quantity
    } else {
      tie.traded = tie.traded + min(fill.quantity, tie.open)
    }
    ties[number] = tie
    fit(number, &book, into: &reports)
  }

  /// A leg has another quantity, by an amend or a rule of its own: so has the other.
  mutating func noteChanged<Book: OrderMatching & ~Copyable>(
    _ id: OrderID, _ remaining: Quantity, _ book: inout Book, into reports: inout [EventPayload]
  ) {
    if var order = orders[id.rawValue], order.place == .working {
      order.order.quantity = remaining
      orders[id.rawValue] = order
    }
    guard let number = memberships[id.rawValue], var tie = ties[number], tie.entry?.id != id,
      !tie.isAsleep
    else { return }
    tie.size = tie.traded + remaining
    ties[number] = tie
    fit(number, &book, into: &reports)
  }

  /// A new order was refused: a group that waited for it is over, all or none.
  mutating func noteRefused<Book: OrderMatching & ~Copyable>(
    _ id: OrderID, _ reason: RejectReason, _ book: inout Book,
    into reports: inout [EventPayload]
  ) {
    guard reason != .duplicateOrder, !isLive(id, book) else { return }
    endGroup(of: id, by: .refusal, &book, into: &reports)
  }

  /// An order is over.
  mutating func noteEnd<Book: OrderMatching & ~Copyable>(
    of id: OrderID, _ book: inout Book, into reports: inout [EventPayload]
  ) {
    forget(id)
    endGroup(of: id, by: .end, &book, into: &reports)
  }

  /// What takes an order out of its group.
  enum GroupEnd {
    /// Its trigger: it goes on alone.
    case trigger
    /// It was filled, cancelled or expired.
    case end
    /// It never came in.
    case refusal
  }

  /// An order leaves its group; the others go where they cannot stand without it.
  mutating func endGroup<Book: OrderMatching & ~Copyable>(
    of id: OrderID, by cause: GroupEnd, _ book: inout Book, into reports: inout [EventPayload]
  ) {
    guard let number = memberships[id.rawValue], var tie = ties[number] else { return }
    if tie.entry?.id == id, case .trigger = cause { return }
    memberships[id.rawValue] = nil
    tie.note(id, .gone)
    let isEntry = tie.entry?.id == id
    // A bracket whose entry has filled something keeps its legs; every other group is over.
    let isOver = !isEntry || tie.size == .zero
    tie.isOver = tie.isOver || isOver
    ties[number] = tie
    if isOver {
      for leg in tie.legs where leg.standing == .present && leg.id != id {
        takeOut(leg.id, .cancelled(.group), &book, into: &reports)
      }
      if case .trigger = cause, let entry = tie.entry, entry.standing == .present {
        takeOut(entry.id, .cancelled(.group), &book, into: &reports)
      }
    }
    settle(number)
  }

  /// Forgets a group of which nothing more can come.
  private mutating func settle(_ number: UInt64) {
    guard let tie = ties[number], tie.isSpent else { return }
    ties[number] = nil
  }
}
