internal import Core

/// A linear axis: from values to places on the page, with round ticks.
struct ChartScale {
  let low: Double
  let high: Double
  /// Where `low` and `high` stand on the page.
  let from: Double
  let to: Double

  /// An axis over these values with a little room at both ends; a single value gets room too.
  init(_ values: some Sequence<Double>, from: Double, to: Double, padding share: Double = 0.05) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values where value.isFinite { (low, high) = (min(low, value), max(high, value)) }
    if low > high { (low, high) = (0, 1) }
    let room = high > low ? (high - low) * share : max(1, high.magnitude * share)
    self.low = low - room
    self.high = high + room
    self.from = from
    self.to = to
  }

  func place(_ value: Double) -> Double { from + (value - low) / (high - low) * (to - from) }

  /// About `count` ticks at 1, 2 or 5 times a power of ten, and how many decimals they need.
  func ticks(about count: Int) -> (values: [Double], digits: Int) {
    let rough = (high - low) / Double(max(1, count))
    var (power, digits) = (1.0, 0)
    while power * 10 <= rough { power *= 10 }
    while power > rough, digits < 9 {
      power /= 10
      digits += 1
    }
    let step = [1.0, 2, 5, 10].first { $0 * power >= rough } ?? 10
    var values: [Double] = []
    let size = step * power
    let quotient = low / size
    guard quotient.magnitude < 1e15 else { return ([], 0) }
    let first = Int64(quotient)  // toward zero: at most one tick too low, which is not drawn
    for number in first..<(first + 50) where (low...high).contains(Double(number) * size) {
      values.append(Double(number) * size)
    }
    return (values, step == 10 ? max(0, digits - 1) : digits)
  }
}
