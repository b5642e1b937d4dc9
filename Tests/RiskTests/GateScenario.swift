import Core
import Risk
import Samples

/// A gate for a small market, driven by short words: ACME at 100.00 with cents (instrument 1), a
/// future of 50 dollars a point (2), and an instrument without limits (3). Parties 1 and 2 have
/// seats. Money has cents: a share at 100.00 is worth 10,000.
struct GateScenario {
  var gate: RiskGate
  var decisions: [RiskDecision] = []
  var now: Timestamp = 1_000_000_000
  var reference: ReferencePrice? = ReferencePrice(10_000, at: 1_000_000_000)
  private var nextID: UInt64 = 0

  static let instruments: [Instrument] = ["ACME", "FUT", "OTHER"].enumerated().compactMap {
    Instrument(
      id: InstrumentID(UInt32($0.offset + 1)), symbol: $0.element,
      priceScale: DecimalScale(digits: 2) ?? .whole, quantityScale: .whole, currency: "USD",
      rules: SampleTape.freeRules)
  }
  static let seats = [RiskSeat(name: "one", party: 1), RiskSeat(name: "two", party: 2)]

  /// The limits under test, all off but what `change` turns on.
  static func limits(_ change: (inout Draft) -> Void = { _ in }) throws(InvalidLimits) -> RiskLimits
  {
    var draft = Draft()
    change(&draft)
    return try RiskLimits(
      account: draft.account, instruments: [draft.acme, draft.future],
      strategies: [draft.one])
  }

  /// What `limits` is made of.
  struct Draft {
    var account = AccountLimits()
    var acme = InstrumentLimits(symbol: "ACME")
    var future = InstrumentLimits(symbol: "FUT")
    var one = StrategyLimits(name: "one")

    init() {
      account.currencyScale = DecimalScale(digits: 2) ?? .whole
      future.multiplier = 50
    }
  }

  init(equity: Int64 = 1_000_000, _ change: (inout Draft) -> Void = { _ in }) throws {
    gate = try RiskGate(
      Self.limits(change), instruments: Self.instruments, seats: Self.seats,
      equity: Money(rawValue: equity))
  }
}

// What is asked, and what comes of it: `ok`, or `reason observed>limit`.
extension GateScenario {
  /// A new order with the next id.
  @discardableResult
  mutating func ask(
    _ side: Side, _ quantity: Quantity, at price: Price? = 10_000, by owner: PartyID = 1,
    _ instrument: InstrumentID = 1, id: OrderID? = nil, _ purpose: RequestPurpose = .trading
  ) -> String {
    nextID += 1
    let order = NewOrder(
      id: id ?? OrderID(nextID), owner: owner, side: side,
      type: price.map { .limit($0) } ?? .market, quantity: quantity)
    return ask(.newOrder(order), instrument, purpose)
  }

  /// An amend of an order.
  @discardableResult
  mutating func amend(
    _ id: OrderID, to quantity: Quantity, at price: Price = 10_000, by owner: PartyID = 1,
    _ instrument: InstrumentID = 1
  ) -> String {
    ask(.amend(Amend(id: id, owner: owner, price: price, quantity: quantity)), instrument)
  }

  /// Any request.
  mutating func ask(
    _ request: EventPayload, _ instrument: InstrumentID = 1, _ purpose: RequestPurpose = .trading
  ) -> String {
    let count = decisions.count
    let isAdmitted = gate.admit(
      request, instrument: instrument, reference: reference, at: now, purpose: purpose,
      into: &decisions)
    guard decisions.count > count else { return isAdmitted ? "ok" : "denied without a reason" }
    let text = decisions[count...].map(Self.text).joined(separator: ", ")
    return isAdmitted ? "ok with \(text)" : text
  }

  /// Lets a command be obeyed; the decisions behind it.
  @discardableResult
  mutating func obey(_ command: OperatorWord) -> String {
    since { $0.gate.obey(command, at: $0.now, into: &$0.decisions) }
  }

  /// Values the account.
  @discardableResult
  mutating func value(_ equity: Int64) -> String {
    since {
      $0.gate.note(equity: Money(rawValue: equity), at: $0.now, into: &$0.decisions)
    }
  }

  /// Takes other limits into force.
  mutating func reload(_ limits: RiskLimits) throws(InvalidLimits) {
    try gate.reload(limits, into: &decisions)
  }

  /// Trips the switch from outside.
  mutating func trip(_ reason: RiskReason) -> String {
    since { $0.gate.trip(reason, at: $0.now, into: &$0.decisions) }
  }

  /// Compares what a party has in ACME with books.
  mutating func audit(_ books: InstrumentExposure, of party: PartyID = 1) -> String {
    since { $0.gate.audit(party, 1, against: books, at: $0.now, into: &$0.decisions) }
  }

  /// What was decided while something was done.
  mutating func since(_ action: (inout GateScenario) -> Void) -> String {
    let count = decisions.count
    action(&self)
    return decisions[count...].map(Self.text).joined(separator: ", ")
  }

  /// A report of the venue.
  mutating func note(_ report: EventPayload, _ instrument: InstrumentID = 1) {
    gate.note(report, instrument: instrument, at: now)
  }

  mutating func fill(
    _ id: OrderID, _ side: Side, _ quantity: Quantity, left: Quantity = 0, at price: Price = 10_000,
    by owner: PartyID = 1, _ instrument: InstrumentID = 1
  ) {
    note(
      .fill(
        Fill(
          id: id, owner: owner, side: side, price: price, quantity: quantity, remaining: left,
          number: 1, trade: 1, liquidity: .maker)), instrument)
  }

  /// Saves the gate and reads it back.
  mutating func restart() throws {
    var reader = ByteReader(gate.encoded())
    gate = try RiskGate(decoding: &reader)
    try reader.finish()
  }

  /// Lets time pass; the market is seen again unless it is not to be.
  mutating func wait(_ nanoseconds: Int64, marketToo: Bool = true) {
    now = now.advanced(by: Nanoseconds(nanoseconds))
    if marketToo, let price = reference?.price { reference = ReferencePrice(price, at: now) }
  }

  static func text(_ decision: RiskDecision) -> String {
    let verdict = decision.verdict == .denied ? "" : "\(decision.verdict.token) "
    let figures =
      decision.limit == 0 && decision.observed == 0
      ? "" : " \(decision.observed)>\(decision.limit)"
    return "\(verdict)\(decision.reason.token)\(figures)"
  }
}
