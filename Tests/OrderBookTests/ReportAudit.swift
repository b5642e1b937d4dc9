import Core

/// Follows the reports of a book and says where quantity appears or vanishes.
///
/// Per order: total = filled + left while it lives; at its end everything is filled, cancelled or
/// expired. Per trade: two fills of the same quantity and price, maker first. Numbers are dense.
struct ReportAudit {
  private struct Life {
    var side: Side
    var limit: Price?
    var total: Int64
    var filled: Int64 = 0
    var fills: UInt64 = 0
    var isOver = false
    var left: Int64 { total - filled }
  }

  private var requests: [NewOrder] = []
  private var lives = IdentifierMap<Life>()
  private var trades: UInt64 = 0
  private var openTrade: Trade?
  private var makerIsFilled = false
  private(set) var faults: [String] = []

  mutating func note(_ request: EventPayload, _ reports: [EventPayload]) {
    if case .newOrder(let order) = request { requests = [order] }
    for report in reports { note(report) }
    if openTrade != nil { faults.append("a trade without its two fills") }
    if case .reject? = reports.first, reports.count != 1 { faults.append("more than a reject") }
  }

  /// Adds a fault unless `condition` holds.
  private mutating func expect(_ condition: Bool, _ fault: String) {
    if !condition { faults.append(fault) }
  }

  private mutating func note(_ report: EventPayload) {
    switch report {
    case .accepted(let it):
      guard let order = requests.first, order.id == it.id else {
        return faults.append("accepted what was not asked for")
      }
      lives[it.id.rawValue] = Life(
        side: order.side, limit: order.type.limitPrice, total: order.quantity.rawValue)
    case .trade(let it):
      trades += 1
      expect(it.trade.rawValue == trades, "trade number \(it.trade.rawValue), not \(trades)")
      expect(openTrade == nil && it.quantity > .zero, "trade \(trades) in the wrong place")
      openTrade = it
    case .fill(let it): note(it)
    case .amended(let it):
      update(it.id) { life in
        life.limit = it.price
        life.total = it.quantity.rawValue
        return life.left == it.remaining.rawValue && life.left > 0 ? nil : "amended quantity"
      }
    case .cancelled(let it): finish(it.id, it.remaining)
    case .expired(let it): finish(it.id, it.remaining)
    case .reject: break
    case .newOrder, .cancel, .amend, .bookUpdate, .snapshot, .quote, .instrument, .regime, .gap,
      .drop, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      faults.append("\(report.kind.name) is no report")
    }
  }

  private mutating func note(_ fill: Fill) {
    guard let trade = openTrade else { return faults.append("a fill without a trade") }
    expect(fill.trade == trade.trade && fill.price == trade.price, "fill of another trade")
    expect(fill.quantity == trade.quantity, "the two sides differ")
    expect(fill.liquidity == (makerIsFilled ? .taker : .maker), "maker's fill comes first")
    expect(fill.id == (makerIsFilled ? trade.taker : trade.maker), "fill of a stranger")
    update(fill.id) { life in
      life.filled += fill.quantity.rawValue
      life.fills += 1
      if fill.number != life.fills { return "fill number" }
      if life.left != fill.remaining.rawValue || life.left < 0 { return "remaining" }
      if let limit = life.limit, life.side == .buy ? fill.price > limit : fill.price < limit {
        return "a worse price than the limit"
      }
      life.isOver = life.left == 0
      return life.side == fill.side ? nil : "side"
    }
    openTrade = makerIsFilled ? nil : trade
    makerIsFilled.toggle()
  }

  private mutating func finish(_ id: OrderID, _ remaining: Quantity) {
    update(id) { life in
      life.isOver = true
      return life.left == remaining.rawValue && life.left > 0 ? nil : "quantity left at the end"
    }
  }

  /// Changes a living order; the closure names what is wrong with the change.
  private mutating func update(_ id: OrderID, _ change: (inout Life) -> String?) {
    guard var life = lives[id.rawValue], !life.isOver else {
      return faults.append("order \(id.rawValue) does not live")
    }
    if let fault = change(&life) { faults.append("order \(id.rawValue): \(fault)") }
    lives[id.rawValue] = life
  }
}
