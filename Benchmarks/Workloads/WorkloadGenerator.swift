/// Makes the messages of a common workload one at a time.
///
/// A port of the LOBW0001 generator; the draws stand in its order, and moving one changes every
/// message after it. The generator matches with a book of its own, so that it can cancel orders
/// that live and trade at prices that exist.
struct WorkloadGenerator: ~Copyable {
  private let mix: WorkloadMix
  private var random: WorkloadRandom
  private var book: LadderBook
  private var trades = TradeTally(hashing: false)
  private var mid: UInt32 = 30_000
  private var index = 0

  /// Below this count of resting orders every message is passive.
  private static let smallestLiveSet = 1000

  init(flavour: WorkloadFlavour, count: Int, seed: UInt64) {
    mix = flavour.mix
    random = WorkloadRandom(seed: seed)
    book = LadderBook(capacity: count)
  }

  mutating func next() -> WorkloadRecord {
    if mix.drifts { drift() }
    let chance = random.bounded(1000)
    let mustBePassive = index < mix.prefill || book.liveOrders < Self.smallestLiveSet
    index += 1
    if mustBePassive || chance < mix.passivePerMille { return passive() }
    if chance < mix.passivePerMille + mix.cancelPerMille { return cancel() }
    return aggressive()
  }

  private mutating func drift() {
    let draw = random.next()
    guard draw & 1023 == 0 else { return }
    if (draw &>> 10) & 1 == 1 { mid += 1 } else { mid -= 1 }
  }

  /// One in fifty aims at any order ever issued; most of those are gone and must be refused.
  private mutating func cancel() -> WorkloadRecord {
    let target =
      if random.bounded(50) == 0 {
        1 + random.bounded(book.lastID)
      } else {
        book.liveIDs[Int(random.bounded(UInt32(book.liveIDs.count)))]
      }
    _ = book.cancel(UInt64(target))
    return .cancel(id: UInt64(target))
  }

  /// An order beside the mid; it can still trade after the mid has moved.
  private mutating func passive() -> WorkloadRecord {
    let side = drawSide()
    let isFar = random.bounded(100) < 2
    let offset = 1 + (isFar ? random.bounded(1000) : random.geometric())
    let price = side == .buy ? mid - offset : mid + offset
    return add(side, price, quantity: 1 + random.bounded(100))
  }

  /// An order at the best price of the other side or some ticks through it.
  private mutating func aggressive() -> WorkloadRecord {
    let side = drawSide()
    let through = random.geometric() &>> 1
    let price =
      switch side {
      case .buy: (book.bestAsk < LadderBook.priceLimit ? book.bestAsk : mid + 1) + through
      case .sell: (book.bestBid > 0 ? book.bestBid : mid - 1) - through
      }
    return add(side, price, quantity: 1 + random.bounded(mix.aggressiveQuantityLimit))
  }

  private mutating func drawSide() -> WorkloadSide {
    random.next() & 1 == 0 ? .buy : .sell
  }

  private mutating func add(
    _ side: WorkloadSide, _ price: UInt32, quantity: UInt32
  ) -> WorkloadRecord {
    let id = UInt64(book.lastID) + 1
    let order = WorkloadRecord.limitOrder(id: id, side: side, price: price, quantity: quantity)
    book.add(order, into: &trades)
    return order
  }
}
