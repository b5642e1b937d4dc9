internal import Core

/// How long orders rest in a book: from the event that put them there to the one that took them
/// out, by how they ended.
///
/// Orders that stand when a recording begins have no known birth and are left out; those that
/// still stand at its end are counted, their time is not known yet. Memory is that of the orders
/// that rest.
struct OrderLives: Sendable {
  /// Orders taken out with something left: asked for, or by a rule of their own.
  private(set) var cancelled = LogLinearHistogram()
  /// Orders that traded to their end.
  private(set) var filled = LogLinearHistogram()
  private var born = IdentifierMap<Timestamp>()

  /// How many orders whose birth is known are still there.
  var alive: Int { born.count }

  mutating func begin(_ id: OrderID, at time: Timestamp) { born[id.rawValue] = time }

  /// The order traded to its end.
  mutating func fill(_ id: OrderID, at time: Timestamp) -> Nanoseconds? {
    let life = end(id, at: time)
    if let life { filled.record(UInt64(max(0, life.count))) }
    return life
  }

  /// The order was taken out.
  mutating func cancel(_ id: OrderID, at time: Timestamp) -> Nanoseconds? {
    let life = end(id, at: time)
    if let life { cancelled.record(UInt64(max(0, life.count))) }
    return life
  }

  /// The order turned out not to rest.
  mutating func forget(_ id: OrderID) { born[id.rawValue] = nil }

  private mutating func end(_ id: OrderID, at time: Timestamp) -> Nanoseconds? {
    guard let birth = born[id.rawValue] else { return nil }
    born[id.rawValue] = nil
    return time.since(birth)
  }
}
