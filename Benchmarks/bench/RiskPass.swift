import Core
import Measurement
import Risk

/// A market maker's traffic through the risk gate with every rule on; an operation is one check.
///
/// Between the checks the venue's reports are noted, so that exposure moves as it does in a session;
/// they are inside the rate and outside the percentiles. The result hash is that of the gate's state.
struct RiskPass: TimedBenchmarkPass {
  /// A request with the price beside which it is judged, and what the venue answers.
  struct Step: BitwiseCopyable {
    var request: EventPayload
    var reference: ReferencePrice
    var time: Timestamp
    var report: EventPayload?
  }

  private let steps: [Step]
  private var gate: RiskGate
  private var decisions: [RiskDecision] = []
  private let instrument = InstrumentID(1)

  static var benchmark: Benchmark {
    Benchmark(
      name: "risk.check",
      prepare: { (steps: RiskTraffic.steps($0), gate: RiskTraffic.gate) },
      timedPass: { RiskPass(steps: $0.steps, gate: $0.gate) })
  }

  private init(steps: [Step], gate: RiskGate) {
    self.steps = steps
    self.gate = gate
    decisions.reserveCapacity(steps.count)
  }

  var operationCount: Int { steps.count }

  mutating func run() -> UInt64 {
    for step in steps {
      check(step)
      follow(step)
    }
    return mark
  }

  mutating func run(timing timer: inout OperationTimer) -> UInt64 {
    for step in steps {
      let start = timer.begin()
      check(step)
      timer.end(start)
      follow(step)
    }
    return mark
  }

  mutating func verify() throws(WrongResult) -> UInt64 {
    _ = run()
    let denied = Double(decisions.count) / Double(steps.count)
    guard denied > 0.01, denied < 0.2 else {
      throw WrongResult(expected: "1 to 20 of 100 denied", found: "\(denied)")
    }
    return gate.stateHash
  }

  @inline(__always) private mutating func check(_ step: Step) {
    _ = gate.admit(
      step.request, instrument: instrument, reference: step.reference, at: step.time,
      into: &decisions)
  }

  @inline(__always) private mutating func follow(_ step: Step) {
    if let report = step.report { gate.note(report, instrument: instrument, at: step.time) }
  }

  private var mark: UInt64 { gate.counters.admitted &* 31 &+ UInt64(decisions.count) }
}

/// What the benchmark's strategies ask for.
enum RiskTraffic {
  private static let owners = [PartyID(1), PartyID(2)]

  /// A gate for one instrument and two strategies, with every rule on.
  static var gate: RiskGate {
    let rules = InstrumentRules.unrestricted
    let scales = (DecimalScale(digits: 2) ?? .whole, DecimalScale(digits: 5) ?? .whole)
    let instrument = Instrument(
      id: InstrumentID(1), symbol: "BTCUSDT", priceScale: scales.0, quantityScale: scales.1,
      currency: "USDT", rules: rules)
    let seats = zip(["maker", "taker"], owners).map { RiskSeat(name: $0, party: $1) }
    do {
      return try RiskGate(
        limits, instruments: [instrument].compactMap { $0 }, seats: seats,
        equity: Money(rawValue: 1_000_000_00))
    } catch {
      fatalError("limits of the benchmark: \(error)")
    }
  }

  private static var limits: RiskLimits {
    get throws(InvalidLimits) {
      var account = AccountLimits()
      account.currency = "USDT"
      account.currencyScale = DecimalScale(digits: 2) ?? .whole
      account.openOrders = OrderCount(200)
      account.orderRate = Pace(2_000, per: .second)
      account.leverage = Leverage(hundredths: 300)
      account.checksMargin = true
      account.dailyLoss = Money(rawValue: 10_000_00)
      account.drawdown = Money(rawValue: 20_000_00)
      var coin = InstrumentLimits(symbol: "BTCUSDT")
      coin.maximumAge = .second
      coin.orderSize = Quantity(rawValue: 400_000)
      coin.collar = BasisPoints(200)
      coin.orderNotional = Money(rawValue: 300_000_00)
      coin.duplicateWindow = .millisecond
      coin.position = Quantity(rawValue: 5_000_000)
      coin.marginRate = BasisPoints(1_000)
      let strategies = ["maker", "taker"].map { name in
        var limits = StrategyLimits(name: name)
        limits.openOrders = OrderCount(120)
        limits.budget = Money(rawValue: 2_500_000_00)
        limits.throttle = Pace(1_500, per: .second)
        limits.denials = Pace(1_000_000, per: .second)
        return limits
      }
      return try RiskLimits(account: account, instruments: [coin], strategies: strategies)
    }
  }

  /// Orders around a wandering price; each rests until a later one's step cancels or fills it, and
  /// what is filled keeps the position near zero. One in thirty is too large.
  static func steps(_ scale: MeasurementPlan.Scale) -> [RiskPass.Step] {
    let count =
      switch scale {
      case .full: 1_000_000
      case .smoke: 20_000
      }
    var random = RandomStream(masterSeed: 42, name: "risk-benchmark")
    var middle: Int64 = 60_000_00
    var time: Int64 = 1_700_000_000_000_000_000
    var resting: [NewOrder] = []
    var position: Int64 = 0
    var steps: [RiskPass.Step] = []
    steps.reserveCapacity(count)
    for number in 1...count {
      time += 400_000 + Int64(random.bounded(600_000))
      middle += Int64(random.bounded(201)) - 100
      let order = order(UInt64(number), middle, &random)
      var report: EventPayload?
      if let order {
        resting.append(order)
        if resting.count > 80 {
          report = Self.report(resting.remove(at: Int(random.bounded(80))), &position, &random)
        }
      }
      guard let now = Timestamp(nanoseconds: time), let price = Price(rawValue: middle),
        let request = order ?? .init(unlawful: UInt64(number), at: middle)
      else { continue }
      steps.append(
        RiskPass.Step(
          request: .newOrder(request), reference: ReferencePrice(price, at: now), time: now,
          report: report))
    }
    return steps
  }

  /// An order that the limits let through, but for one in thirty.
  private static func order(
    _ number: UInt64, _ middle: Int64, _ random: inout RandomStream
  ) -> NewOrder? {
    guard random.bounded(30) != 0 else { return nil }
    let side: Side = random.bounded(2) == 0 ? .buy : .sell
    let distance = Int64(random.bounded(40_000))
    guard let price = Price(rawValue: side == .buy ? middle - distance : middle + distance),
      let quantity = Quantity(rawValue: 1_000 + Int64(random.bounded(20_000)))
    else { return nil }
    return NewOrder(
      id: OrderID(number), owner: owners[Int(random.bounded(2))], side: side, type: .limit(price),
      quantity: quantity)
  }

  private static func report(
    _ order: NewOrder, _ position: inout Int64, _ random: inout RandomStream
  ) -> EventPayload {
    let after = position + order.quantity.rawValue * (order.side == .buy ? 1 : -1)
    guard random.bounded(3) == 0, abs(after) < 1_000_000, let price = order.type.limitPrice else {
      return .cancelled(
        Cancelled(
          id: order.id, owner: order.owner, remaining: order.quantity, reason: .requote))
    }
    position = after
    return .fill(
      Fill(
        id: order.id, owner: order.owner, side: order.side, price: price, quantity: order.quantity,
        remaining: .zero, number: 1, trade: TradeID(order.id.rawValue), liquidity: .maker))
  }
}

extension NewOrder {
  /// An order beyond the size that the limits allow.
  fileprivate init?(unlawful number: UInt64, at price: Int64) {
    guard let price = Price(rawValue: price), let quantity = Quantity(rawValue: 400_001) else {
      return nil
    }
    self.init(
      id: OrderID(number), owner: PartyID(1), side: .buy, type: .limit(price), quantity: quantity)
  }
}
