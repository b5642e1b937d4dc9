/// Mean, variance and kurtosis of a stream of numbers, in one pass and from `+ - * /` alone.
///
/// Central moments are updated value by value (Pébay, "Formulas for robust, one-pass parallel
/// computation of covariances and arbitrary-order statistical moments", Sandia 2008), so that
/// nothing is lost to the difference of two large sums. Moments are those of the population:
/// divided by the count.
public struct Moments: Sendable, Equatable {
  /// How many numbers were added.
  public private(set) var count: UInt64 = 0
  private var average = 0.0
  private var second = 0.0
  private var third = 0.0
  private var fourth = 0.0

  /// No numbers.
  public init() {}

  /// Adds one number.
  /// - Complexity: O(1).
  public mutating func add(_ value: Double) {
    let before = Double(count)
    count += 1
    let total = Double(count)
    let delta = value - average
    let step = delta / total
    let square = step * step
    let term = delta * step * before
    average += step
    fourth += term * square * (total * total - 3 * total + 3)
    fourth += 6 * square * second - 4 * step * third
    third += term * step * (total - 2) - 3 * step * second
    second += term
  }

  /// Sum over count; nil without numbers.
  public var mean: Double? { count > 0 ? average : nil }

  /// Mean square distance from the mean; nil without numbers.
  public var variance: Double? { count > 0 ? second / Double(count) : nil }

  /// Fourth central moment over the square of the second, less 3, which a normal distribution
  /// has; nil below four numbers or when all are the same.
  public var excessKurtosis: Double? {
    guard count >= 4, second > 0 else { return nil }
    return Double(count) * fourth / (second * second) - 3
  }
}
