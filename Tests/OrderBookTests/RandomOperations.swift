import Core
import Samples

/// Random requests around a slowly moving price: mostly orders that rest, many that cross, and some
/// of everything that is refused.
struct RandomOperations {
  private var random: RandomStream
  private var lastID: UInt64 = 0
  private var middle: Int64 = 0

  init(seed: UInt64) { random = RandomStream(masterSeed: seed, name: "book-operations") }

  mutating func next() -> EventPayload {
    if random.chance(millionths: 50_000) { middle += random.integer(in: -2...2) }
    let kind = random.bounded(100)
    return kind < 60 ? .newOrder(order()) : kind < 80 ? .cancel(cancel()) : .amend(amend())
  }

  private mutating func order() -> NewOrder {
    // A duplicate once in a while; ids are otherwise fresh.
    if lastID == 0 || !random.chance(millionths: 20_000) { lastID += 1 }
    let side: Side = random.bounded(2) == 0 ? .buy : .sell
    let isMarket = random.chance(millionths: 50_000)
    let kinds: [TimeInForce] = [.goodTillCancel, .immediateOrCancel, .fillOrKill]
    let timeInForce = kinds[Int([0, 0, 0, 0, 0, 0, 1, 2][Int(random.bounded(8))])]
    return NewOrder(
      id: OrderID(lastID), owner: owner(), side: side,
      type: isMarket ? .market : .limit(price(side)), quantity: quantity(),
      timeInForce: timeInForce, isPostOnly: random.chance(millionths: 100_000))
  }

  private mutating func cancel() -> Cancel {
    Cancel(id: someID(), owner: owner(), reason: .requested)
  }

  private mutating func amend() -> Amend {
    Amend(
      id: someID(), owner: owner(), price: price(random.bounded(2) == 0 ? .buy : .sell),
      quantity: quantity())
  }

  /// Mostly one of the last thirty.
  private mutating func someID() -> OrderID {
    let back = random.bounded(random.chance(millionths: 100_000) ? 1000 : 30)
    return OrderID(lastID > back ? lastID - back : 1)
  }

  /// Two parties of very different size, so that most cancels are the owner's.
  private mutating func owner() -> PartyID { random.bounded(8) == 0 ? 2 : 1 }

  private mutating func price(_ side: Side) -> Price {
    let distance = random.integer(in: -2...5)
    return Price(integerLiteral: side == .buy ? middle - distance : middle + distance)
  }

  /// Now and then nothing, or as much as a level may ever hold.
  private mutating func quantity() -> Quantity {
    if random.chance(millionths: 10_000) { return 0 }
    if random.chance(millionths: 10_000) {
      return Quantity(integerLiteral: Quantity.magnitudeLimit - random.integer(in: 0...9))
    }
    return Quantity(integerLiteral: random.integer(in: 1...20))
  }
}
