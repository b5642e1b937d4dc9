import Core
import Ledger
import OrderState
import Risk
import Samples

/// A random session: two strategies ask, a venue answers as it likes but lawfully, and the gate, its
/// slow twin, an order registry and a ledger all follow.
struct GateSession {
  var gate: RiskGate
  var slow: SlowGate
  var register = OrderRegister()
  var ledger: Ledger
  var random: RandomStream
  var now: Timestamp = 1_000_000_000
  var decisions: [RiskDecision] = []
  private(set) var lastID: UInt64 = 0
  private var sequence = TapeSequence(0)
  private var trade: UInt64 = 0

  init(seed: UInt64) throws {
    random = RandomStream(masterSeed: seed, name: "risk-session")
    let limits = try Self.limits(&random)
    gate = try RiskGate(
      limits, instruments: GateScenario.instruments, seats: GateScenario.seats,
      equity: Money(rawValue: 5_000_000))
    slow = SlowGate(limits: limits, equity: 5_000_000)
    let holdings = GateScenario.instruments.compactMap {
      Holding(
        instrument: $0.id, priceScale: 2, quantityScale: 0, currency: CurrencyID(1),
        multiplier: $0.id == 2 ? 50 : 1)
    }
    guard
      let ledger = Ledger(
        currencies: [Currency(id: CurrencyID(1), name: "USD", scale: 2)], holdings: holdings)
    else { throw Unmade() }
    self.ledger = ledger
  }

  private struct Unmade: Error {}

  /// Each rule is on in about half of the sessions, with limits that bite.
  private static func limits(_ random: inout RandomStream) throws(InvalidLimits) -> RiskLimits {
    var draft = GateScenario.Draft()
    func some<Value>(_ value: @autoclosure () -> Value?) -> Value? {
      random.bounded(2) == 0 ? value() : nil
    }
    draft.acme.orderSize = some(Quantity(rawValue: 20))
    draft.acme.collar = some(BasisPoints(100))
    draft.acme.orderNotional = some(Money(rawValue: 150_000))
    draft.acme.duplicateWindow = some(Nanoseconds(300_000))
    draft.acme.position = some(Quantity(rawValue: 60))
    draft.future.position = some(Quantity(rawValue: 5))
    draft.account.openOrders = some(OrderCount(9))
    draft.account.leverage = some(Leverage(hundredths: 40))
    draft.account.orderRate = some(Pace(3, per: Nanoseconds(60_000)))
    draft.one.openOrders = some(OrderCount(4))
    draft.one.budget = some(Money(rawValue: 1_200_000))
    draft.one.throttle = some(Pace(2, per: Nanoseconds(50_000)))
    return try GateScenario.limits { $0 = draft }
  }
}

extension GateSession {
  /// One request or report; what the two gates said of a request.
  mutating func step() throws -> (fast: RiskReason?, slow: RiskReason?)? {
    now = now.advanced(by: Nanoseconds(Int64(random.bounded(12_000))))
    let live = slow.orders.indices.filter { !slow.orders[$0].isOver }
    if live.isEmpty || random.bounded(2) == 0 { return try ask(live) }
    try report(live[Int(random.bounded(UInt64(live.count)))])
    return nil
  }

  private mutating func ask(_ live: [Int]) throws -> (RiskReason?, RiskReason?) {
    let isAmend = !live.isEmpty && random.bounded(4) == 0
    let place = isAmend ? live[Int(random.bounded(UInt64(live.count)))] : nil
    let instrument: InstrumentID =
      place.map { slow.orders[$0].instrument } ?? (random.bounded(3) == 0 ? 2 : 1)
    let mark = 9_900 + Int64(random.bounded(5)) * 50
    let price = Price(integerLiteral: mark - 200 + Int64(random.bounded(9)) * 50)
    let usual: Int64 = random.bounded(2) == 0 ? 5 : 1 + Int64(random.bounded(25))
    let quantity = Quantity(integerLiteral: instrument == 2 ? 1 + usual % 3 : usual)
    slow.marks[instrument.rawValue] = mark
    lastID += 1
    let id = place.map { slow.orders[$0].order.id } ?? OrderID(lastID)
    let owner = place.map { slow.orders[$0].order.owner } ?? PartyID(1 + UInt32(random.bounded(2)))
    let side = place.map { slow.orders[$0].order.side } ?? (random.bounded(2) == 0 ? .buy : .sell)
    let isMarket = place == nil && random.bounded(5) == 0
    let order = NewOrder(
      id: id, owner: owner, side: side, type: isMarket ? .market : .limit(price),
      quantity: quantity)
    let request: EventPayload =
      isAmend
      ? .amend(Amend(id: id, owner: owner, price: price, quantity: quantity)) : .newOrder(order)
    let expected = slow.reason(order, instrument, amending: place, at: now.nanoseconds)
    let count = decisions.count
    let reference = ReferencePrice(Price(integerLiteral: mark), at: now)
    let isAdmitted = gate.admit(
      request, instrument: instrument, reference: reference, at: now, into: &decisions)
    let reason = decisions.count > count ? decisions.last?.reason : nil
    guard isAdmitted, expected == nil else { return (reason, expected) }
    slow.taken.append((owner, now.nanoseconds))
    slow.touch(owner, instrument)
    if let place {
      slow.orders[place].asked.append(quantity.rawValue)
    } else {
      slow.sent.append((order, instrument, now.nanoseconds))
      slow.orders.append(SlowGate.Order(order: order, instrument: instrument))
    }
    try follow(request, instrument)
    if place == nil { try tell(.accepted(Accepted(id: id, owner: owner)), instrument) }
    if isMarket { try settle(slow.orders.count - 1) }
    return (reason, expected)
  }

  /// The venue fills, cancels or answers an amend.
  private mutating func report(_ place: Int) throws {
    let order = slow.orders[place]
    let (id, owner) = (order.order.id, order.order.owner)
    let working = order.order.quantity.rawValue - order.filled
    slow.touch(owner, order.instrument)
    if let asked = order.asked.first, random.bounded(2) == 0 {
      slow.orders[place].asked.removeFirst()
      // A total that is filled already is refused, and some others are too.
      guard asked > order.filled, random.bounded(3) > 0 else {
        return try tell(
          .reject(Reject(id: id, owner: owner, request: .amend, reason: .priceOffTick)),
          order.instrument)
      }
      slow.orders[place].order.quantity = Quantity(rawValue: asked) ?? .zero
      return try tell(
        .amended(
          Amended(
            id: id, owner: owner, price: order.order.type.limitPrice ?? 10_000,
            quantity: Quantity(rawValue: asked) ?? .zero,
            remaining: Quantity(rawValue: asked - order.filled) ?? .zero)), order.instrument)
    }
    if random.bounded(3) == 0 {
      slow.orders[place].isOver = true
      return try tell(
        .cancelled(
          Cancelled(
            id: id, owner: owner, remaining: Quantity(rawValue: working) ?? .zero,
            reason: .requested)), order.instrument)
    }
    try fill(place, 1 + Int64(random.bounded(UInt64(working))), of: working)
  }

  /// A market order trades in part or in full, and what is left ends at once.
  private mutating func settle(_ place: Int) throws {
    let order = slow.orders[place]
    let total = order.order.quantity.rawValue
    let traded = Int64(random.bounded(UInt64(total) + 1))
    if traded > 0 { try fill(place, traded, of: total) }
    guard traded < total else { return }
    slow.orders[place].isOver = true
    try tell(
      .expired(
        Expired(
          id: order.order.id, owner: order.order.owner,
          remaining: Quantity(rawValue: total - traded) ?? .zero, reason: .bookExhausted)),
      order.instrument)
  }

  private mutating func fill(_ place: Int, _ quantity: Int64, of working: Int64) throws {
    let order = slow.orders[place]
    slow.orders[place].filled += quantity
    if quantity == working { slow.orders[place].isOver = true }
    trade += 1
    let fill = Fill(
      id: order.order.id, owner: order.order.owner, side: order.order.side,
      price: order.order.type.limitPrice ?? 10_000, quantity: Quantity(rawValue: quantity) ?? .zero,
      remaining: Quantity(rawValue: working - quantity) ?? .zero,
      number: (register.lifecycle(of: order.order.id)?.fillCount ?? 0) + 1, trade: TradeID(trade),
      liquidity: order.order.type.limitPrice == nil ? .taker : .maker)
    try tell(.fill(fill), order.instrument)
    var postings: [Posting] = []
    try ledger.post(
      LedgerFill(
        cause: sequence, instrument: order.instrument, side: fill.side, price: fill.price,
        quantity: fill.quantity), into: &postings)
  }

  private mutating func tell(_ report: EventPayload, _ instrument: InstrumentID) throws {
    gate.note(report, instrument: instrument, at: now)
    try follow(report, instrument)
  }

  private mutating func follow(_ payload: EventPayload, _ instrument: InstrumentID) throws {
    sequence = sequence.next
    try register.apply(
      Event(sequence: sequence, time: now, instrument: instrument, payload: payload))
  }
}

// What the others say of the same session.
extension GateSession {
  /// What the registry takes to be working, added up over all orders that were ever sent.
  func working(_ owner: PartyID, _ instrument: InstrumentID, _ side: Side) -> Int64 {
    var sum: Int64 = 0
    for order in slow.orders {
      guard let life = register.lifecycle(of: order.order.id), !life.state.isFinal,
        life.owner == owner, order.instrument == instrument, life.order.side == side
      else { continue }
      sum += life.remaining.rawValue
    }
    return sum
  }

  /// Lets the gate be compared with registry and positions; empty when they agree.
  mutating func audit() -> [RiskDecision] {
    var found: [RiskDecision] = []
    for owner: PartyID in [1, 2] {
      for instrument: InstrumentID in [1, 2] {
        let books = InstrumentExposure(
          position: SignedQuantity(rawValue: slow.position(instrument, owner)) ?? .zero,
          buys: working(owner, instrument, .buy), sells: working(owner, instrument, .sell))
        gate.audit(owner, instrument, against: books, at: now, into: &found)
      }
    }
    return found
  }

  /// The ledger holds what both strategies together hold at the gate.
  func ledgerAgrees(_ instrument: InstrumentID) -> Bool {
    let positions = [PartyID(1), 2].map {
      gate.exposure(of: $0, instrument)?.position.rawValue ?? 0
    }
    return ledger.position(instrument)?.quantity.rawValue == positions.reduce(0, +)
  }
}
