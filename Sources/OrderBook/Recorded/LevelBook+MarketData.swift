internal import Core

extension LevelBook {
  /// A line of a full picture. A line without an id is a whole level.
  mutating func apply(_ line: Snapshot) {
    if line.isFirst { standing.clear() }
    if let id = line.id {
      add(id, line.side, at: line.price, line.quantity)
    } else if line.quantity > .zero {
      set(line.side, at: line.price, to: line.quantity)
    }
  }

  /// One recorded change.
  @inline(never) mutating func apply(_ update: BookUpdate) {
    switch update.action {
    case .set:
      set(update.side, at: update.price, to: update.quantity)
    case .add, .change:
      guard let id = update.id else { return addUnnamed(update) }
      if update.action == .add {
        add(id, update.side, at: update.price, update.quantity)
      } else {
        change(id, update)
      }
    case .reduce, .execute:
      guard let order = namedOrder(update) else { return takeUnnamed(update) }
      if update.quantity > order.remaining { oddities.shortfalls &+= 1 }
      leave(update.id, order.remaining - min(update.quantity, order.remaining))
    case .remove:
      guard let order = namedOrder(update) else { return takeUnnamed(update) }
      if update.quantity != order.remaining { oddities.mismatchedRemovals &+= 1 }
      leave(update.id, .zero)
    }
  }

  /// Says a whole level: what most lines of a recording do.
  @inline(always) mutating func set(_ side: Side, at price: Price, to quantity: Quantity) {
    if standing.resizeLevel(side, at: price, to: quantity) { return }
    oddities.overwrittenOrders &+= UInt64(standing.setLevel(side, at: price, to: quantity))
  }

  /// The newer of two orders with one id counts.
  private mutating func add(
    _ id: OrderID, _ side: Side, at price: Price, _ quantity: Quantity
  ) {
    if standing.order(id) != nil {
      oddities.duplicateOrders &+= 1
      standing.resize(id, to: .zero)
    }
    put(id, side, at: price, quantity)
  }

  /// An unknown order that is changed is from now on known: what it says of itself is added.
  private mutating func change(_ id: OrderID, _ update: BookUpdate) {
    if standing.order(id) == nil {
      oddities.unknownOrders &+= 1
    } else {
      standing.resize(id, to: .zero)
    }
    put(id, update.side, at: update.price, update.quantity)
  }

  private mutating func put(
    _ id: OrderID, _ side: Side, at price: Price, _ quantity: Quantity
  ) {
    if !standing.put(id, side, at: price, quantity) { oddities.overflows &+= 1 }
  }

  private mutating func leave(_ id: OrderID?, _ remaining: Quantity) {
    if let id { standing.resize(id, to: remaining) }
  }

  /// The known order that a line is about; counts why there is none.
  private mutating func namedOrder(_ update: BookUpdate) -> RecordedOrder? {
    guard let id = update.id else {
      oddities.missingIDs &+= 1
      return nil
    }
    guard let order = standing.order(id) else {
      oddities.unknownOrders &+= 1
      return nil
    }
    return order
  }

  private mutating func addUnnamed(_ update: BookUpdate) {
    oddities.missingIDs &+= 1
    if !standing.addAnonymous(update.side, at: update.price, update.quantity) {
      oddities.overflows &+= 1
    }
  }

  /// The order rested before the recording began: its part of the level has no name.
  private mutating func takeUnnamed(_ update: BookUpdate) {
    if !standing.takeAnonymous(update.side, at: update.price, update.quantity) {
      oddities.shortfalls &+= 1
    }
  }
}
