internal import Core

// Figures in the units that people use: ticks, shares, seconds.

extension InstrumentStats {
  /// Raw units of price to a tick.
  var tick: Double { Double(max(1, grid.tick)) }

  /// Mean spread in ticks, weighted by time.
  var meanSpread: Double? { spreads.mean.map { $0 / tick } }

  /// A quantile of the spread in whole ticks, weighted by time: the histogram's 0.8 % is less than
  /// half a tick up to 62 of them.
  func spread(millionths: UInt64) -> UInt64? {
    let tick = max(1, grid.tick)
    return spreads.quantile(millionths: millionths).map { ($0 + tick / 2) / tick }
  }

  /// Share of the time during which the spread is one tick.
  var oneTickShare: Double? {
    guard spreads.count > 0, grid.tick > 0 else { return nil }
    let cell = LogLinearHistogram.cell(of: grid.tick)
    return Double(spreads.count(inCell: cell)) / Double(spreads.count)
  }

  /// Share of the time during which there is a bid below an offer.
  var twoSidedShare: Double? {
    observed > 0 ? Double(spreads.count) / Double(observed) : nil
  }

  /// Prints that were not the first of their market order leave the ratio above one.
  var printsPerOrder: Double? {
    orders.count > 0 ? Double(orders.prints - orders.unsignedPrints) / Double(orders.count) : nil
  }

  /// Standard deviation over mean of the times between market orders; 1 where they come by chance
  /// alone (Poisson).
  var gapDispersion: Double? {
    guard let mean = orders.gaps.mean, mean > 0, let variance = orders.gaps.variance else {
      return nil
    }
    return Elementary.squareRoot(variance).map { $0 / mean }
  }

  /// Twice the standard error of an autocorrelation of signs drawn by chance: 2/√n.
  var signBand: Double? {
    guard orders.count > 0 else { return nil }
    return Elementary.squareRoot(Double(orders.count)).map { 2 / $0 }
  }

  /// Mean move of the middle, in ticks, in the direction of a market order, so many orders later.
  func response(at lag: Int) -> Double? {
    guard let place = MarketOrderStats.responseLags.firstIndex(of: lag) else { return nil }
    let (sum, count) = orders.responses[place]
    return count > 0 ? Double(sum) / Double(count) / 2 / tick : nil
  }

  /// Moments of the returns from bar to bar.
  func barReturns(stride: Int) -> Moments {
    var moments = Moments()
    for value in bars?.returns(stride: stride) ?? [] { moments.add(value) }
    return moments
  }

  /// Autocorrelation of the returns from bar to bar, or of their sizes.
  func barAutocorrelation(ofSizes: Bool) -> Autocorrelation {
    var series = Autocorrelation(lags: MarketOrderStats.lags)
    for value in bars?.returns(stride: 1) ?? [] { series.add(ofSizes ? value.magnitude : value) }
    return series
  }

  /// Middle of the market now, raw; nil without one.
  var mid: Double? { top.map { Double($0.doubledMid) / 2 } }
}
