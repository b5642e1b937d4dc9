import Core
import Samples

/// Requests that try every path of the fast book's indexes: prices from one end of the legal range
/// to the other, ladders of levels that are built and torn down, ids dense, strided, random, and
/// chosen so that they collide.
struct HostileOperations {
  private var random: RandomStream
  private var live: [OrderID] = []
  private var lastID: UInt64 = 0
  private var center: Int64 = 0
  /// Whether more orders come than go.
  private var isGrowing = true

  init(seed: UInt64) { random = RandomStream(masterSeed: seed, name: "hostile-operations") }

  mutating func next() -> EventPayload {
    if random.chance(millionths: 3000) { isGrowing.toggle() }
    if random.chance(millionths: 5000) { center = random.integer(in: -limit...limit) }
    let kind = random.bounded(100)
    let newcomers: UInt64 = isGrowing ? 75 : 30
    if kind < newcomers || live.isEmpty { return .newOrder(order()) }
    let place = Int(random.bounded(UInt64(live.count)))
    if kind < 95 {
      let id = live[place]
      live.swapAt(place, live.count - 1)
      live.removeLast()
      return .cancel(Cancel(id: id, owner: 1, reason: .requested))
    }
    return .amend(Amend(id: live[place], owner: 1, price: price(), quantity: quantity()))
  }

  private let limit = Price.magnitudeLimit

  private mutating func order() -> NewOrder {
    let id = OrderID(nextID())
    live.append(id)
    // Bids below the center and offers above it, so that most rest.
    let side: Side = random.bounded(2) == 0 ? .buy : .sell
    return NewOrder(
      id: id, owner: 1, side: side, type: .limit(price(side)), quantity: quantity(),
      timeInForce: random.bounded(50) == 0 ? .fillOrKill : .goodTillCancel)
  }

  private mutating func nextID() -> UInt64 {
    switch random.bounded(4) {
    case 0: lastID &+= 1
    case 1: lastID &+= 64
    case 2: lastID = random.next()
    default: lastID &+= 1 << 32  // open set: chance
    }
    return lastID
  }

  private mutating func price(_ side: Side? = nil) -> Price {
    let distance =
      random.bounded(4) == 0 ? random.integer(in: 0...limit) : random.integer(in: 0...400)
    let side = side ?? (random.bounded(2) == 0 ? .buy : .sell)
    let price = side == .buy ? center - distance : center + distance
    return Price(integerLiteral: min(max(price, -limit), limit))
  }

  private mutating func quantity() -> Quantity {
    Quantity(integerLiteral: random.integer(in: 1...20))
  }
}
