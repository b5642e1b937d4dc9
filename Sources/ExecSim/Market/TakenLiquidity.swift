internal import Core
internal import OrderBook

/// What ours have taken of the recorded book and history has not yet taken itself: it is not offered
/// to ours a second time.
///
/// By level. Recorded trades take from the front of the queue, where ours took, so they use up the
/// same quantity; whoever leaves without a trade was behind it. Quantity that is added is fresh.
/// What was taken is never more than what stands there.
struct TakenLiquidity: Sendable {
  fileprivate struct Entry: BitwiseCopyable, Sendable {
    let side: Side
    let price: Price
    var quantity: Int64
    /// Printed since the last line about the level (levels only).
    var printed: Int64 = 0
  }

  /// Bids, then offers, each by rising price.
  private var entries: [Entry] = [] { didSet { noteReach() } }
  /// No level of either side outside of these prices was taken of.
  private(set) var reach = TakenReach()

  /// Whether nothing is out.
  var isEmpty: Bool { entries.isEmpty }

  /// Whether ours have taken of a level.
  @inline(__always) func contains(_ side: Side, at price: Price) -> Bool {
    guard price.rawValue >= reach.lowest, price.rawValue <= reach.highest else { return false }
    return place(side, price) != nil
  }

  /// What of a level ours have taken already.
  func quantity(_ side: Side, at price: Price) -> Int64 {
    place(side, price).map { entries[$0].quantity } ?? 0
  }

  /// Ours took something.
  /// - Complexity: O(levels that were taken of), as all below but O(log of them) to find one.
  mutating func take(_ quantity: Int64, _ side: Side, at price: Price) {
    guard quantity > 0 else { return }
    let rank = rank(side, price)
    if rank < entries.count, entries[rank].isAt(side, price) {
      entries[rank].quantity += quantity
    } else {
      entries.insert(Entry(side: side, price: price, quantity: quantity), at: rank)
    }
  }

  /// A recorded order traded, and the level with it.
  mutating func execute(_ quantity: Int64, _ side: Side, at price: Price) {
    guard let place = place(side, price) else { return }
    entries[place].quantity -= quantity
    if entries[place].quantity <= 0 { entries.remove(at: place) }
  }

  /// A print at a level that will be told later.
  mutating func notePrint(_ quantity: Int64, _ side: Side, at price: Price) {
    if let place = place(side, price) { entries[place].printed += quantity }
  }

  /// A level stands at `to` now.
  mutating func resize(_ side: Side, at price: Price, from: Int64, to: Int64) {
    guard let place = place(side, price) else { return }
    let explained = min(entries[place].printed, max(0, from - to))
    entries[place].quantity = min(entries[place].quantity - explained, to)
    entries[place].printed = 0
    if entries[place].quantity <= 0 { entries.remove(at: place) }
  }

  /// Forgets everything: the book is pictured anew.
  mutating func clear() { entries.removeAll(keepingCapacity: true) }

  private mutating func noteReach() {
    reach = TakenReach()
    for entry in entries {
      reach.lowest = min(reach.lowest, entry.price.rawValue)
      reach.highest = max(reach.highest, entry.price.rawValue)
    }
  }

  private func place(_ side: Side, _ price: Price) -> Int? {
    guard !entries.isEmpty else { return nil }
    let rank = rank(side, price)
    return rank < entries.count && entries[rank].isAt(side, price) ? rank : nil
  }

  private func rank(_ side: Side, _ price: Price) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].comesBefore(side, price) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// The prices between which ours have taken; nothing lies between where none was.
struct TakenReach: BitwiseCopyable, Sendable, Equatable {
  fileprivate(set) var lowest = Int64.max
  fileprivate(set) var highest = Int64.min

  /// Has the lines about these levels held back.
  func watch(by fence: inout LevelFence) {
    if let lowest = Price(rawValue: lowest), let highest = Price(rawValue: highest) {
      fence.watch(from: lowest, to: highest)
    }
  }
}

extension TakenLiquidity.Entry {
  fileprivate func isAt(_ side: Side, _ price: Price) -> Bool {
    self.price == price && self.side == side
  }

  fileprivate func comesBefore(_ side: Side, _ price: Price) -> Bool {
    self.side == side ? self.price < price : self.side == .buy
  }
}

extension TakenLiquidity: Persistable {
  /// Writes the levels, bids first, each side by price.
  func encode(into writer: inout ByteWriter) {
    writer.append(entries.count)
    for entry in entries {
      writer.append(entry.side.rawValue)
      entry.price.encode(into: &writer)
      writer.append(entry.quantity)
      writer.append(entry.printed)
    }
  }

  /// Reads them back; refuses any order but the one that is written.
  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    for _ in 0..<(try reader.count(minimumSize: 25)) {
      guard let side = Side(rawValue: try reader.byte()) else { throw reader.invalid("side") }
      let entry = Entry(
        side: side, price: try Price(decoding: &reader), quantity: try reader.signedWord(),
        printed: try reader.signedWord())
      guard (1...OwnOrder.unseen).contains(entry.quantity),
        (0...OwnOrder.unseen).contains(entry.printed)
      else { throw reader.invalid("taken") }
      if let last = entries.last {
        guard (last.side.place, last.price) < (side.place, entry.price) else {
          throw reader.invalid("order of levels")
        }
      }
      entries.append(entry)
    }
    noteReach()
  }
}
