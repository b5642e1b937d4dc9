internal import Core

/// One price of a recorded book.
struct RecordedLevel: BitwiseCopyable, Sendable {
  var price: Price
  /// All that stands here: of known orders, and without a name.
  var total: Quantity
}

/// What known orders have of a level.
struct AttributedPart: BitwiseCopyable, Sendable {
  /// What they have left.
  var quantity = Quantity.zero
  /// How many there are.
  var orderCount = 0
  /// Tells these orders from earlier ones at the same price, which lost their place; 0 is nobody's.
  var epoch: UInt64 = 0
}

/// What stands in a recorded book: quantities by level, some of them attributed to orders.
///
/// Answers each change with whether it could be made as said; judges nothing.
struct RecordedDepth: Sendable {
  var lattice = PriceLattice()
  var pages = LevelPages()
  /// By cell of the pages.
  var levels: [RecordedLevel] = []
  /// By cell of the pages; shorter while no order is known there.
  var attributed: [AttributedPart] = []
  /// May hold orders that lost their place with their level, as many as others at most.
  var orders = IdentifierMap<RecordedOrder>()
  var placedOrders = 0
  var epochs: UInt64 = 0

  /// Adds quantity without a name; false when the level would leave the legal range.
  mutating func addAnonymous(_ side: Side, at price: Price, _ quantity: Quantity) -> Bool {
    guard quantity > .zero else { return true }
    let cell = openLevel(side, at: price)
    guard let total = levels[cell].total.adding(quantity) else { return false }
    levels[cell].total = total
    return true
  }

  /// Takes quantity without a name; false when less than that was there (it is taken).
  mutating func takeAnonymous(_ side: Side, at price: Price, _ quantity: Quantity) -> Bool {
    guard let found = find(side, price) else { return quantity == .zero }
    let anonymous = levels[found.cell].total - attributedPart(found.cell).quantity
    levels[found.cell].total = levels[found.cell].total - min(anonymous, quantity)
    if levels[found.cell].total == .zero { pages.close(found.rank, in: found.slot) }
    return quantity <= anonymous
  }

  /// Makes a level's total `quantity` if that is all there is to do: a level of whose orders none is
  /// known stands there and stays. The straight path of `setLevel`.
  @inline(always)
  mutating func resizeLevel(_ side: Side, at price: Price, to quantity: Quantity) -> Bool {
    guard quantity > .zero, let found = find(side, price), found.cell >= attributed.count else {
      return false
    }
    levels[found.cell].total = quantity
    return true
  }

  /// Makes a level's total `quantity`; answers how many known orders lost their place because
  /// they had more than that.
  @inline(never)
  mutating func setLevel(_ side: Side, at price: Price, to quantity: Quantity) -> Int {
    let rank = rank(side, price)
    let slot = pages.slot(of: rank)
    pages.note(rank, in: slot)
    guard pages.isOpen(slot, rank) else {
      if quantity > .zero { open(rank, in: slot, price, quantity) }
      return 0
    }
    let cell = LevelPages.cell(slot, rank)
    let lost = cell < attributed.count ? loseOrders(cell, beyond: quantity) : 0
    if quantity > .zero {
      levels[cell].total = quantity
    } else {
      pages.close(rank, in: slot)
    }
    return lost
  }

  /// Forgets everything but the grid.
  mutating func clear() {
    clearLevels()
    orders = IdentifierMap()
    placedOrders = 0
  }
}

// Questions.
extension RecordedDepth {
  /// The best level of a side.
  @inline(always) func best(_ side: Side) -> DepthLevel? {
    let top = side == .buy ? pages.tops[0] : pages.tops[1]
    return top.count == 0 ? nil : depthLevel(top.cell)
  }

  /// How the best bid stands to the best offer; nil where a side is empty.
  @inline(always) var crossing: Crossing? {
    let (bid, offer) = (pages.tops[0], pages.tops[1])
    guard bid.count > 0, offer.count > 0 else { return nil }
    let (bidPlace, offerPlace) = (LevelPages.place(bid.rank), LevelPages.place(offer.rank))
    return bidPlace < offerPlace ? .apart : bidPlace == offerPlace ? .locked : .crossed
  }

  /// How two sides stand to each other.
  enum Crossing { case apart, locked, crossed }

  /// How many prices of a side hold anything.
  func levelCount(_ side: Side) -> Int { pages.tops[side.ladder].count }

  /// Visits the cells of up to `limit` levels of a side, best first.
  @inline(always) func forEachCell(_ side: Side, _ limit: Int = .max, _ visit: (Int) -> Void) {
    let top = pages.tops[side.ladder]
    guard top.count > 0, limit > 0 else { return }
    var (rank, cell) = (top.rank, top.cell)
    visit(cell)
    for _ in 1..<min(limit, top.count) {
      guard let next = pages.below(rank, in: cell >> 4) else { return }
      (rank, cell) = next
      visit(cell)
    }
  }

  /// Up to `limit` levels of a side, best first.
  func depth(_ side: Side, _ limit: Int) -> [DepthLevel] {
    var shown: [DepthLevel] = []
    shown.reserveCapacity(min(max(0, limit), levelCount(side)))
    forEachCell(side, limit) { shown.append(depthLevel($0)) }
    return shown
  }

  /// What stands at a price.
  func quantity(_ side: Side, at price: Price) -> Quantity {
    find(side, price).map { levels[$0.cell].total } ?? .zero
  }

  /// What stands at a price; mutating only so that the pages are passed by address.
  mutating func readQuantity(_ side: Side, at price: Price) -> Quantity {
    find(side, price).map { levels[$0.cell].total } ?? .zero
  }

  /// What known orders have of a level.
  @inline(always) func attributedPart(_ cell: Int) -> AttributedPart {
    cell < attributed.count ? attributed[cell] : AttributedPart()
  }

  @inline(always) private func depthLevel(_ cell: Int) -> DepthLevel {
    DepthLevel(
      price: levels[cell].price, quantity: levels[cell].total,
      orderCount: attributedPart(cell).orderCount)
  }
}

// Finding and making levels.
extension RecordedDepth {
  /// Where a level that is there stands; nil when there is none.
  @inline(always)
  func find(_ side: Side, _ price: Price) -> (rank: UInt64, slot: Int, cell: Int)? {
    guard let place = lattice.place(of: price) else { return nil }
    let rank = LevelPages.rank(side, place)
    let slot = pages.slot(of: rank)
    return pages.isOpen(slot, rank) ? (rank, slot, LevelPages.cell(slot, rank)) : nil
  }

  /// Cell of the level at a price, which is begun, empty, when there is none.
  mutating func openLevel(_ side: Side, at price: Price) -> Int {
    let rank = rank(side, price)
    let slot = pages.slot(of: rank)
    if pages.isOpen(slot, rank) { return LevelPages.cell(slot, rank) }
    return open(rank, in: slot, price, .zero)
  }

  @discardableResult
  private mutating func open(
    _ rank: UInt64, in slot: Int, _ price: Price, _ quantity: Quantity
  ) -> Int {
    let cell = pages.open(rank, in: slot)
    let level = RecordedLevel(price: price, total: quantity)
    if cell >= levels.count {
      levels.append(contentsOf: repeatElement(level, count: pages.cellCount - levels.count))
    } else {
      levels[cell] = level
    }
    if cell < attributed.count { attributed[cell] = AttributedPart() }
    return cell
  }

  /// Rank of a price; the grid is made finer where the price lies beside it.
  @inline(always) private mutating func rank(_ side: Side, _ price: Price) -> UInt64 {
    if let place = lattice.place(of: price) { return LevelPages.rank(side, place) }
    refine(toward: price)
    return LevelPages.rank(side, lattice.place(of: price) ?? 0)
  }

  /// - Complexity: O(levels); happens fifty times at most while there are levels.
  @inline(never) private mutating func refine(toward price: Price) {
    guard levelCount(.buy) + levelCount(.sell) > 0 else {
      lattice = lattice.moved(to: price)
      return
    }
    let old = self
    lattice = lattice.refined(toward: price)
    clearLevels()
    for side in [Side.buy, .sell] {
      old.forEachCell(side) { restore(side, old.levels[$0], old.attributedPart($0)) }
    }
  }

  /// Puts a level back as it was where there is none.
  mutating func restore(_ side: Side, _ level: RecordedLevel, _ part: AttributedPart) {
    let cell = openLevel(side, at: level.price)
    levels[cell].total = level.total
    if part.orderCount > 0 { setAttributedPart(cell, part) }
  }

  private mutating func clearLevels() {
    pages.removeAll()
    levels.removeAll(keepingCapacity: true)
    attributed.removeAll(keepingCapacity: true)
  }
}
