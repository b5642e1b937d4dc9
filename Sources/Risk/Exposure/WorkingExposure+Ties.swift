internal import Core

// Orders that cancel one another.
extension WorkingExposure {
  /// What is held of the other leg of an order, where it is held for both: on the same side, of the
  /// same instrument and strategy.
  @inline(__always)
  func beside(_ id: OrderID, _ side: Side, seat: Int32, place: Int32) -> Int64 {
    guard let partner = tied.partner(of: id), let slot = slot(of: partner) else { return 0 }
    let other = orders[slot]
    return other.side == side && other.seat == seat && other.place == place ? other.held : 0
  }

  @inline(__always) func beside(_ order: HeldOrder) -> Int64 {
    beside(order.id, order.side, seat: order.seat, place: order.place)
  }

  /// How much more two legs hold when one of them goes from `before` to `after`.
  @inline(__always)
  static func growth(from before: Int64, to after: Int64, beside other: Int64) -> Int64 {
    max(after, other) - max(before, other)
  }

  /// The venue has tied two orders: from here on the larger of them is held.
  mutating func tie(_ legs: OneCancelsOther) {
    guard tied.tie(legs), let slot = slot(of: legs.id) else { return }
    let order = orders[slot]
    // Both were held; the smaller is free.
    move(held: -min(order.held, beside(order)), traded: 0, of: order)
  }

  /// The tie is gone and both orders stay: each is held again.
  mutating func untie(_ id: OrderID) {
    guard let slot = slot(of: id) else { return tied.untie(id) }
    let order = orders[slot]
    let freed = min(order.held, beside(order))
    tied.untie(id)
    move(held: freed, traded: 0, of: order)
  }
}
