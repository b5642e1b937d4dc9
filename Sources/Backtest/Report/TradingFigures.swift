internal import Core
internal import Engine
internal import Ledger

/// What the fills of one seat come to.
struct TradingFigures {
  private(set) var fills: UInt64 = 0
  private(set) var makerFills: UInt64 = 0
  private(set) var filledOrders: UInt64 = 0
  private var closings: UInt64 = 0
  private var wins: UInt64 = 0
  /// Twice the cost against the middle, at the scale of price × quantity.
  private var shortfalls: [(holding: Holding, doubled: Int128)]
  private let moneyScale: DecimalScale

  init(
    _ recorded: some Sequence<RecordedFill>, _ books: Ledger, _ configuration: EngineConfiguration
  ) {
    shortfalls = books.holdings.map { ($0, 0) }
    moneyScale = configuration.moneyScale
    for one in recorded {
      fills += 1
      if one.fill.liquidity == .maker { makerFills += 1 }
      if one.fill.number == 1 { filledOrders += 1 }
      if one.realised.rawValue != 0 {
        closings += 1
        if one.realised.rawValue > 0 { wins += 1 }
      }
      guard let bid = one.decisionBid, let ask = one.decisionAsk,
        let place = shortfalls.firstIndex(where: { $0.holding.instrument == one.instrument })
      else { continue }
      let worse = 2 * Int128(one.fill.price.rawValue) - Int128(bid.rawValue + ask.rawValue)
      let sign: Int128 = one.fill.side == .buy ? 1 : -1
      shortfalls[place].doubled += sign * worse * Int128(one.fill.quantity.rawValue)
    }
  }

  var winRate: Double? { closings > 0 ? Double(wins) / Double(closings) : nil }

  /// Rounded once an instrument, against the trader.
  var shortfall: Money {
    var sum: Int128 = 0
    for (holding, doubled) in shortfalls {
      let digits = Int(holding.priceScale.digits) + Int(holding.quantityScale.digits)
      var (units, parts): (Int128, Int128) = (doubled * Int128(holding.multiplier), 2)
      for _ in Int(moneyScale.digits)..<max(digits, Int(moneyScale.digits)) { parts *= 10 }
      for _ in digits..<max(digits, Int(moneyScale.digits)) { units *= 10 }
      sum += Rounding.up.quotient(of: units, by: parts)
    }
    return Money(rawValue: Int64(clamping: sum))
  }
}
