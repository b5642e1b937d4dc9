import Core
import Samples

/// Random requests of every type around a slowly moving price, with times: plain orders as
/// `RandomOperations` makes them, and special ones in the sequences in which they make sense.
struct SpecialOperations {
  private var random: RandomStream
  private var plain: RandomOperations
  private var waiting: [EventPayload] = []
  private var lastID: UInt64 = 1_000_000
  private var middle: Int64 = 0
  private var time: Int64 = 0
  /// In thousandths: how many operations begin something special.
  private let share: UInt64

  init(seed: UInt64, share: UInt64 = 500) {
    random = RandomStream(masterSeed: seed, name: "special-operations")
    plain = RandomOperations(seed: seed)
    self.share = share
  }

  mutating func next() -> Step {
    time += Int64(random.bounded(3))
    if random.bounded(20) == 0 { middle += random.integer(in: -2...2) }
    if waiting.isEmpty { waiting = (random.bounded(1000) < share ? special() : [plain.next()]) }
    let payload = waiting.removeFirst()
    return Step(payload: payload, time: Timestamp(integerLiteral: time))
  }

  private mutating func special() -> [EventPayload] {
    switch random.bounded(100) {
    case 0..<60: return order(freshID(), owner())
    case 60..<70: return oneCancelsOther()
    case 70..<78: return bracket()
    case 78..<88: return [.cancel(Cancel(id: someID(), owner: owner(), reason: .requested))]
    case 88..<95:
      return [
        .amend(Amend(id: someID(), owner: owner(), price: price(), quantity: quantity()))
      ]
    case 95: return [.massCancel(MassCancel(owner: owner()))]
    case 96:
      return [
        .orderGroup(
          OrderGroup(link: .oneCancelsOther, owner: owner(), id: someID(), other: someID()))
      ]
    default: return random.bounded(4) == 0 ? [phase()] : order(freshID(), owner())
    }
  }

  private mutating func order(
    _ id: OrderID, _ owner: PartyID, _ side: Side? = nil, _ quantity: Quantity? = nil,
    trigger: OrderTrigger? = nil
  ) -> [EventPayload] {
    let side = side ?? (random.bounded(2) == 0 ? .buy : .sell)
    let isMarket = random.bounded(8) == 0
    var order = NewOrder(
      id: id, owner: owner, side: side, type: isMarket ? .market : .limit(price()),
      quantity: quantity ?? self.quantity())
    if random.bounded(10) == 0 { order.timeInForce = .immediateOrCancel }
    if random.bounded(20) == 0 { order.timeInForce = .fillOrKill }
    order.isPostOnly = random.bounded(8) == 0
    var terms = OrderTerms(id: id, owner: owner)
    terms.trigger = trigger ?? self.trigger()
    if random.bounded(4) == 0 {
      terms.display = Quantity(integerLiteral: random.integer(in: 1...4))
    }
    if random.bounded(5) == 0 {
      terms.until = Timestamp(integerLiteral: time + random.integer(in: 0...60))
    }
    if let policy = SelfTradePolicy(rawValue: UInt8(1 + random.bounded(9))) {
      terms.selfTrade = policy
    }
    terms.isReduceOnly = random.bounded(8) == 0
    terms.slides = order.isPostOnly && random.bounded(2) == 0
    terms.endsWithDay = random.bounded(8) == 0
    return [.orderTerms(terms), .newOrder(order)]
  }

  private mutating func trigger() -> OrderTrigger {
    switch random.bounded(8) {
    case 0: .stop(price())
    case 1: .touched(price())
    case 2: .trailing(Price(integerLiteral: random.integer(in: 1...4)))
    default: .none
    }
  }

  private mutating func oneCancelsOther() -> [EventPayload] {
    let (owner, side) = (owner(), random.bounded(2) == 0 ? Side.buy : .sell)
    let (first, second, quantity) = (freshID(), freshID(), quantity())
    let group = EventPayload.orderGroup(
      OrderGroup(link: .oneCancelsOther, owner: owner, id: first, other: second))
    let legs =
      order(first, owner, side, quantity, trigger: .stop(price()))
      + order(second, owner, side, quantity)
    return random.bounded(2) == 0 ? [group] + legs : legs + [group]
  }

  private mutating func bracket() -> [EventPayload] {
    let (owner, side) = (owner(), random.bounded(2) == 0 ? Side.buy : .sell)
    let (entry, first, second, quantity) = (freshID(), freshID(), freshID(), quantity())
    let group = EventPayload.orderGroup(
      OrderGroup(link: .bracket(entry: entry), owner: owner, id: first, other: second))
    let legs =
      order(first, owner, side.opposite, quantity, trigger: .stop(price()))
      + order(second, owner, side.opposite, quantity)
    let start = order(entry, owner, side, quantity)
    return random.bounded(3) == 0 ? [group] + legs + start : [group] + start + legs
  }

  private mutating func phase() -> EventPayload {
    let phases: [TradingPhase] = [.continuous, .continuous, .openingCall, .closingCall, .closed]
    return .phaseChange(
      PhaseChange(
        phases[Int(random.bounded(5))], reference: random.bounded(2) == 0 ? price() : nil,
        collar: random.bounded(3) == 0 ? Price(integerLiteral: random.integer(in: 1...6)) : nil))
  }

  private mutating func freshID() -> OrderID {
    lastID += 1
    return OrderID(lastID)
  }

  private mutating func someID() -> OrderID { OrderID(max(1, lastID - random.bounded(30))) }

  private mutating func owner() -> PartyID { PartyID(UInt32(1 + random.bounded(3))) }

  private mutating func price() -> Price {
    Price(integerLiteral: middle + random.integer(in: -5...5))
  }

  private mutating func quantity() -> Quantity {
    random.bounded(200) == 0
      ? Quantity(integerLiteral: Quantity.magnitudeLimit - random.integer(in: 0...9))
      : Quantity(integerLiteral: random.integer(in: 0...12))
  }
}
