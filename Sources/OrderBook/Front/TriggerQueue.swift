internal import Core

/// Orders that wait for a print at their price or beyond it in one direction; the one that is reached
/// first comes first, and of those at one price the one that arrived first.
///
/// A sorted array whose end is next: held orders are few beside those that rest, and those about to
/// be reached lie where adding and taking out move least.
struct TriggerQueue: Sendable {
  /// An order that waits.
  struct Entry: BitwiseCopyable, Sendable, Equatable {
    /// Its price; negative where a fall is waited for, so that smaller is always reached first.
    var key: Int64
    var arrival: UInt64
    var id: OrderID
  }

  /// Whether a rise is waited for.
  let isRising: Bool
  /// Reached last to reached first.
  private(set) var entries: [Entry] = []

  init(rising isRising: Bool) { self.isRising = isRising }

  /// The next order that a print at `price` reaches.
  func reached(by price: Price) -> OrderID? {
    guard let next = entries.last, key(of: price) >= next.key else { return nil }
    return next.id
  }

  /// - Complexity: O(log n) to find the place, and the move of what is reached before.
  mutating func insert(_ id: OrderID, at price: Price, arrival: UInt64) {
    let entry = Entry(key: key(of: price), arrival: arrival, id: id)
    entries.insert(entry, at: place(of: entry))
  }

  /// - Complexity: as `insert`.
  mutating func remove(_ id: OrderID, at price: Price, arrival: UInt64) {
    let place = place(of: Entry(key: key(of: price), arrival: arrival, id: id))
    if place < entries.count, entries[place].id == id { entries.remove(at: place) }
  }

  private func key(of price: Price) -> Int64 { isRising ? price.rawValue : -price.rawValue }

  private func place(of entry: Entry) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      let other = entries[middle]
      let isBefore = other.key != entry.key ? other.key > entry.key : other.arrival > entry.arrival
      if isBefore { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
