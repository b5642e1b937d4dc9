/// Smallest, middle and largest of several figures: what a noisy machine lets one say.
public struct Spread: Equatable, Sendable {
  /// The smallest figure.
  public let minimum: Double
  /// The middle figure; between the two middle ones when their number is even.
  public let median: Double
  /// The largest figure.
  public let maximum: Double

  /// Sums up the figures; all zero when there are none.
  ///
  /// - Complexity: O(*n* log *n*).
  public init(_ figures: [Double]) {
    let sorted = figures.isEmpty ? [0] : figures.sorted()
    minimum = sorted[0]
    median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    maximum = sorted[sorted.count - 1]
  }
}
