internal import Core

/// Which orders of a log live, and which were deleted before they were created.
///
/// The venue's messages overtake one another by some milliseconds: the deletion of an order that
/// filled at once may come before its creation, which would then stand in the book for ever.
struct BitstampOrders {
  /// Most early deletions that are remembered.
  private static let capacity = 1_024

  private var live = IdentifierMap<Bool>()
  /// Deletions of orders that were not known, by order.
  private var early = IdentifierMap<BitstampOrder>()
  private var earlyIDs = RingQueue<OrderID>()
  /// Deletions that came before the creation.
  private(set) var overtaken: UInt64 = 0

  /// Takes a message; answers the deletion that overtook it and is to be told again.
  mutating func note(_ order: BitstampOrder) -> BitstampOrder? {
    let key = order.id.rawValue
    switch order.change {
    case .created:
      if let deletion = early[key] {
        early[key] = nil
        overtaken += 1
        return deletion
      }
      live[key] = true
    case .changed: live[key] = true
    case .deleted:
      if live[key] == nil { remember(order) }
      live[key] = nil
    }
    return nil
  }

  private mutating func remember(_ order: BitstampOrder) {
    early[order.id.rawValue] = order
    earlyIDs.append(order.id)
    if earlyIDs.count > Self.capacity, let oldest = earlyIDs.popFirst() {
      early[oldest.rawValue] = nil
    }
  }
}
