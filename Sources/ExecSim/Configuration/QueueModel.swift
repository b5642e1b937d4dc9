internal import Core

/// Where an order of ours is taken to stand in the queue of its level.
///
/// On a tape that names orders the true place is known, and every model but `front` uses it. On a
/// tape that tells levels only, a place is an estimate: what is ahead falls when the level trades,
/// and the models differ in how much of a decrease that no trade explains they take to have
/// happened ahead.
///
///     front · back     quantity ahead of ours, and behind it
///     riskAverse       none of it: only trades move ours up
///     power(n)         front's part, f(x) = xⁿ            ┐ f(front) / (f(front) + f(back))
///     logarithmic      front's part, f(x) = ln(1 + x)     ┘
///
/// Approximations of what nobody can see, after E. Rigtorp, "Estimating Order Queue Position"
/// (2013), and the queue models of hftbacktest (its `PowerProbQueueFunc`, `LogProbQueueFunc`);
/// EVAL.md has them held against the true queue.
public enum QueueModel: BitwiseCopyable, Sendable, Equatable {
  /// Always first: any trade at the price fills. The ideal that flatters.
  case front
  /// Everything that leaves without a trade was behind.
  case riskAverse
  /// Leaving is shared out by powers of the quantities; the exponent is 1…8.
  case power(Int)
  /// Leaving is shared out by logarithms of the quantities, in whole units.
  case logarithmic

  /// Largest exponent of `power`.
  public static let greatestExponent = 8

  /// What is ahead after `loss` left a level of `level` without a trade, when `ahead` of it was
  /// ahead; rounded up, against ours.
  ///
  /// `unit` is one whole unit in raw counts: the logarithm depends on it, powers do not.
  func ahead(_ ahead: Int64, of level: Int64, losing loss: Int64, unit: Int64) -> Int64 {
    guard self != .front else { return 0 }
    guard ahead > 0, loss > 0 else { return ahead }
    let share: Double
    let (front, back) = (Double(ahead), Double(max(0, level - ahead)))
    switch self {
    case .front, .riskAverse: return ahead
    case .power(let exponent): share = Self.share(front, back) { Self.power($0, exponent) }
    case .logarithmic:
      share = Self.share(front, back) { Elementary.ln(1 + $0 / Double(unit)) ?? 0 }
    }
    // Quantities stay below 10¹⁵, so the product is exact to less than one raw unit.
    return max(0, ahead - Int64(share * Double(loss)))
  }

  /// f(front) / (f(front) + f(back)); all of it when nothing is behind.
  private static func share(_ front: Double, _ back: Double, _ f: (Double) -> Double) -> Double {
    guard back > 0 else { return 1 }
    let (ahead, behind) = (f(front), f(back))
    let sum = ahead + behind
    return sum > 0 ? ahead / sum : 0
  }

  private static func power(_ value: Double, _ exponent: Int) -> Double {
    var product = 1.0
    for _ in 0..<exponent { product *= value }
    return product
  }
}
