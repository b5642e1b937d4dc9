internal import Core

/// What the valuations of one seat come to.
struct EquityCurve {
  private(set) var maximumDrawdown = Money(rawValue: 0)
  private(set) var peakPosition = SignedQuantity.zero
  private var held = 0
  private var count = 0
  private var profits = Moments()
  private var squaredLosses = 0.0

  init(_ marks: some Sequence<RecordedMark>, interval: Nanoseconds) {
    let step = max(1, interval.count)
    var highest: Int64?
    // The last valuation of each interval, for the ratios.
    var (bucket, last, before): (Int64?, Int64?, Int64?) = (nil, nil, nil)
    for mark in marks {
      count += 1
      if mark.position != .zero { held += 1 }
      if mark.position.rawValue.magnitude > peakPosition.rawValue.magnitude {
        peakPosition = mark.position
      }
      guard let equity = mark.equity?.rawValue else { continue }
      highest = max(highest ?? equity, equity)
      let fall = (highest ?? equity) - equity
      if fall > maximumDrawdown.rawValue { maximumDrawdown = Money(rawValue: fall) }
      let current = mark.time.nanoseconds / step
      if let open = bucket, open != current {
        close(last, before)
        before = last
      }
      (bucket, last) = (current, equity)
    }
    close(last, before)
  }

  private mutating func close(_ equity: Int64?, _ before: Int64?) {
    guard let equity, let before else { return }
    let profit = Double(equity - before)
    profits.add(profit)
    if profit < 0 { squaredLosses += profit * profit }
  }

  var exposure: Double? { count > 0 ? Double(held) / Double(count) : nil }

  var sharpe: Double? {
    guard let mean = profits.mean, let variance = profits.variance, variance > 0,
      let deviation = Elementary.squareRoot(variance)
    else { return nil }
    return mean / deviation
  }

  var sortino: Double? {
    guard let mean = profits.mean, squaredLosses > 0,
      let deviation = Elementary.squareRoot(squaredLosses / Double(profits.count))
    else { return nil }
    return mean / deviation
  }
}
