public import Core
internal import OrderBook

extension StrategyDesk {
  /// Sends an order that takes at once what the other side shows up to `slippage` ticks beyond its
  /// best price; the rest expires. Nil, and nothing sent, where that side is empty, nothing is
  /// wanted, or the limit would be no price.
  @discardableResult
  public mutating func take(
    _ instrument: InstrumentID, _ side: Side, _ quantity: Quantity, slippage: UInt64,
    _ market: borrowing MarketView
  ) -> OrderID? {
    let best = market.bestPrices(instrument)
    guard quantity > .zero, let level = side == .buy ? best.ask : best.bid else { return nil }
    let tick = market.rules(instrument).tick.rawValue
    let (distance, overflow) = tick.multipliedReportingOverflow(by: Int64(clamping: slippage))
    guard !overflow, let limit = level.price.advanced(by: side == .buy ? distance : -distance)
    else { return nil }
    return submit(instrument, side, .limit(limit), quantity, timeInForce: .immediateOrCancel)
  }

  /// Takes a step toward a stance's position: at most `size`, in units of the instrument. What is
  /// held the other way, or beyond the limit, is brought back the same way.
  @discardableResult
  public mutating func approach(
    _ stance: Stance, _ instrument: InstrumentID, size: ParameterDecimal, limit: ParameterDecimal,
    slippage: UInt64, _ market: borrowing MarketView
  ) -> OrderID? {
    guard let terms = market.instrument(instrument) else { return nil }
    let lot = market.rules(instrument).lot
    guard let most = size.quantity(of: terms, lot: lot),
      let bound = limit.quantity(of: terms, lot: lot)
    else { return nil }
    let (distance, overflow) = stance.position(bound).subtractingReportingOverflow(
      position(instrument).rawValue)
    guard !overflow, distance != 0 else { return nil }
    let wanted = Int64(clamping: min(distance.magnitude, most.rawValue.magnitude))
    guard let quantity = Quantity(rawValue: wanted)?.wholeLots(of: lot) else { return nil }
    return take(
      instrument, distance > 0 ? .buy : .sell, quantity, slippage: slippage, market)
  }
}
