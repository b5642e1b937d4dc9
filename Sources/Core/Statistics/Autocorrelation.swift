/// How alike a series is to itself a few steps earlier, at lags chosen beforehand, in one pass.
///
/// The usual estimate: r(l) = Σ (xₜ − m)(xₜ₊ₗ − m) / Σ (xₜ − m)², m the mean of the whole series
/// (Box and Jenkins). The sums are kept about the first value instead and moved to the mean at the
/// end, so memory is that of the largest lag, whatever the length.
public struct Autocorrelation: Sendable, Equatable {
  /// The lags, ascending.
  public let lags: [Int]
  /// How many values were added.
  public private(set) var count = 0
  private var origin = 0.0
  private var sum = 0.0
  private var squares = 0.0
  /// Σ xₜ xₜ₊ₗ for each lag.
  private var products: [Double]
  /// Sum of the values before place l, for each lag.
  private var heads: [Double]
  /// The values added last, as many as the largest lag.
  private var ring: [Double]

  /// An empty series; lags below 1 are left out.
  public init(lags: [Int]) {
    let lags = lags.filter { $0 >= 1 }.sorted()
    self.lags = lags
    products = Array(repeating: 0, count: lags.count)
    heads = products
    ring = Array(repeating: 0, count: lags.last ?? 1)
  }

  /// Adds the next value of the series.
  /// - Complexity: O(lags).
  public mutating func add(_ value: Double) {
    if count == 0 { origin = value }
    let shifted = value - origin
    for (place, lag) in lags.enumerated() {
      if count >= lag {
        products[place] += shifted * ring[(count - lag) % ring.count]
      } else {
        heads[place] += shifted
      }
    }
    ring[count % ring.count] = shifted
    sum += shifted
    squares += shifted * shifted
    count += 1
  }

  /// The estimate at one of the lags; nil for another lag, below 4·lag + 4 values, or when all
  /// values are the same.
  public func value(at lag: Int) -> Double? {
    guard let place = lags.firstIndex(of: lag), count >= 4 * lag + 4 else { return nil }
    let total = Double(count)
    let mean = sum / total
    let spread = squares - total * mean * mean
    guard spread > 0 else { return nil }
    var tail = 0.0
    for back in 1...lag { tail += ring[(count - back) % ring.count] }
    let pairs = Double(count - lag)
    let both = (sum - heads[place]) + (sum - tail)
    return (products[place] - mean * both + pairs * mean * mean) / spread
  }
}
