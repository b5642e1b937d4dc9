internal import Core

/// Something that stands at one price of a ladder.
protocol PricedLevel {
  var price: Price { get }
}

/// The levels of one side of a book, sorted by price from worst to best.
///
/// A sorted array: the best level is the last one, so the levels that come and go most often are
/// added and dropped without moving others. Finding a level is O(log n); inserting or dropping one
/// moves the levels better than it, O(n) in the worst case, which for the few thousand levels of
/// a book is one short memory move.
struct PriceLadder<Level: PricedLevel> {
  /// Which side these levels are.
  let side: Side
  /// Worst first, best last, at most one a price.
  var levels: [Level] = []

  init(side: Side) { self.side = side }

  /// The level that trades first.
  var best: Level? { levels.last }

  /// Whether an order that may pay (or must get) `limit` reaches this side's level at `price`; an
  /// order without a limit reaches every level.
  func isReached(_ price: Price, by limit: Price?) -> Bool {
    guard let limit else { return true }
    return side == .sell ? price <= limit : price >= limit
  }

  /// Whether `left` trades before `right` on this side.
  func isBetter(_ left: Price, than right: Price) -> Bool {
    side == .buy ? left > right : left < right
  }

  /// Where the level at `price` stands, or would have to be inserted.
  /// - Complexity: O(log n).
  func position(of price: Price) -> Int {
    var low = 0
    var high = levels.count
    while low < high {
      let middle = (low + high) / 2
      if isBetter(price, than: levels[middle].price) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Where the level at `price` stands; nil when there is none.
  /// - Complexity: O(log n).
  func existingPosition(of price: Price) -> Int? {
    let position = position(of: price)
    return position < levels.count && levels[position].price == price ? position : nil
  }
}

extension PriceLadder: Sendable where Level: Sendable {}

extension Side {
  /// Place of this side in an array of both.
  var ladder: Int { self == .buy ? 0 : 1 }
}
