import Core
import Risk
import Samples

/// The gate written another way, as an oracle: it keeps every order and every token ever taken and
/// adds all of it up anew for each request. One instrument scale of cents, no margin.
struct SlowGate {
  struct Order {
    var order: NewOrder
    var instrument: InstrumentID
    var filled: Int64 = 0
    var asked: [Int64] = []
    var isOver = false

    var held: Int64 { isOver ? 0 : max(0, max(order.quantity.rawValue, asked.max() ?? 0) - filled) }
    var sign: Int64 { order.side == .buy ? 1 : -1 }
  }

  let limits: RiskLimits
  var equity: Int64
  var orders: [Order] = []
  var taken: [(owner: PartyID, time: Int64)] = []
  var sent: [(NewOrder, InstrumentID, Int64)] = []
  var marks: [UInt32: Int64] = [:]
  /// Prices at which somebody's holding was last valued: of the account, and of each strategy.
  var valued: [[UInt32]: Int64] = [:]

  /// The reason for which an order is denied.
  func reason(
    _ order: NewOrder, _ instrument: InstrumentID, amending: Int? = nil, at now: Int64
  ) -> RiskReason? {
    let own = limits.instruments[Int(instrument.rawValue) - 1]
    let mark = marks[instrument.rawValue] ?? 0
    let price = order.type.limitPrice?.rawValue ?? mark
    let total = order.quantity.rawValue
    let open = max(0, total - (amending.map { orders[$0].filled } ?? 0))
    let extra = max(0, open - (amending.map { orders[$0].held } ?? 0))
    if let limit = own.orderSize, total > limit.rawValue { return .orderSize }
    if let collar = own.collar, order.type.limitPrice != nil {
      let far = order.side == .buy ? price - mark : mark - price
      if far * 10_000 > Int64(collar.count) * mark { return .priceCollar }
    }
    if let limit = own.orderNotional, price * open * own.multiplier > limit.rawValue {
      return .orderNotional
    }
    if amending == nil {
      if let window = own.duplicateWindow,
        sent.contains(where: {
          $0.1 == instrument && $0.0.isSame(as: order) && now - $0.2 < window.count
        })
      {
        return .duplicateOrder
      }
      let live = orders.filter { !$0.isOver }
      if let limit = limits.account.openOrders, live.count >= limit.rawValue { return .openOrders }
      let strategy = limits.strategies.first { $0.name == (order.owner == 1 ? "one" : "two") }
      if let limit = strategy?.openOrders,
        live.filter({ $0.order.owner == order.owner }).count >= limit.rawValue
      {
        return .strategyOrders
      }
    }
    return exposureReason(order, instrument, extra) ?? paceReason(order.owner, now)
  }

  private func exposureReason(
    _ order: NewOrder, _ instrument: InstrumentID, _ extra: Int64
  ) -> RiskReason? {
    guard extra > 0 else { return nil }
    let added = Order(order: order.of(extra), instrument: instrument)
    if let limit = limits.instruments[Int(instrument.rawValue) - 1].position {
      let sign = added.sign
      let held = (orders + [added]).filter { $0.instrument == instrument && $0.sign == sign }
      let reach = position(instrument, nil) * sign + held.map(\.held).reduce(0, +)
      if reach > limit.rawValue { return .positionLimit }
    }
    let strategy = limits.strategies.first { $0.name == (order.owner == 1 ? "one" : "two") }
    if let budget = strategy?.budget {
      let new = gross(orders + [added], order.owner, asking: instrument)
      if reaches(added, order.owner), new > budget.rawValue { return .strategyBudget }
    }
    if let leverage = limits.account.leverage {
      let new = gross(orders + [added], nil, asking: instrument)
      if reaches(added, nil), new * 100 > Int64(leverage.hundredths) * max(0, equity) {
        return .leverage
      }
    }
    return nil
  }

  private func paceReason(_ owner: PartyID, _ now: Int64) -> RiskReason? {
    if let pace = limits.account.orderRate, isEmpty(pace, taken.map(\.time), now) {
      return .orderRate
    }
    let strategy = limits.strategies.first { $0.name == (owner == 1 ? "one" : "two") }
    if let pace = strategy?.throttle,
      isEmpty(pace, taken.filter { $0.owner == owner }.map(\.time), now)
    {
      return .strategyThrottle
    }
    return nil
  }

  /// Replays every token ever taken.
  private func isEmpty(_ pace: Pace, _ times: [Int64], _ now: Int64) -> Bool {
    let (count, interval) = (Int128(pace.count), Int128(pace.interval.count))
    var (level, last) = (count * interval, Int64(0))
    for time in times {
      level = min(count * interval, level + Int128(time - last) * count) - interval
      last = time
    }
    return min(count * interval, level + Int128(now - last) * count) < interval
  }

  func position(_ instrument: InstrumentID, _ owner: PartyID?) -> Int64 {
    orders.filter { $0.instrument == instrument && (owner == nil || $0.order.owner == owner) }
      .map { $0.filled * $0.sign }.reduce(0, +)
  }

  /// Whether an order brings the worst case farther from zero.
  private func reaches(_ added: Order, _ owner: PartyID?) -> Bool {
    worst(orders + [added], added.instrument, owner) > worst(orders, added.instrument, owner)
  }

  private func worst(_ orders: [Order], _ instrument: InstrumentID, _ owner: PartyID?) -> Int64 {
    let own = orders.filter {
      $0.instrument == instrument && (owner == nil || $0.order.owner == owner)
    }
    let held = own.map { $0.filled * $0.sign }.reduce(0, +)
    let buys = own.filter { $0.sign > 0 }.map(\.held).reduce(0, +)
    let sells = own.filter { $0.sign < 0 }.map(\.held).reduce(0, +)
    return max(abs(held + buys), abs(held - sells))
  }

  private func gross(_ orders: [Order], _ owner: PartyID?, asking: InstrumentID) -> Int64 {
    var sum: Int64 = 0
    for instrument: InstrumentID in [1, 2] {
      let multiplier = limits.instruments[Int(instrument.rawValue) - 1].multiplier
      let mark =
        instrument == asking
        ? marks[instrument.rawValue] : valued[[owner?.rawValue ?? 0, instrument.rawValue]]
      sum += worst(orders, instrument, owner) * (mark ?? 0) * multiplier
    }
    return sum
  }

  /// Something of theirs has changed: it is valued at the latest price.
  mutating func touch(_ owner: PartyID, _ instrument: InstrumentID) {
    for somebody in [0, owner.rawValue] {
      valued[[somebody, instrument.rawValue]] = marks[instrument.rawValue]
    }
  }
}

extension NewOrder {
  fileprivate func isSame(as other: NewOrder) -> Bool {
    owner == other.owner && side == other.side && quantity == other.quantity
      && type.limitPrice == other.type.limitPrice
  }

  fileprivate func of(_ quantity: Int64) -> NewOrder {
    var copy = self
    copy.quantity = Quantity(rawValue: quantity) ?? .zero
    return copy
  }
}
