import Core

/// Decay by half-lives in integers: halves every half-life, straight lines between.
enum Halving {
  /// What is left of `level`; nothing has decayed before time passes, or without a half-life.
  static func rest(of level: UInt64, after elapsed: Nanoseconds, halfLife: Nanoseconds) -> UInt64 {
    guard level > 0, halfLife.count > 0, elapsed.count > 0 else { return level }
    var (halvings, rest) = (Int64(0), elapsed.count)
    // Most often not even one has passed, and a division costs more than all else here.
    if rest >= halfLife.count {
      (halvings, rest) = rest.quotientAndRemainder(dividingBy: halfLife.count)
    }
    guard halvings < 63 else { return 0 }
    let left = level >> UInt64(halvings)
    let fallen = (left - left / 2).multipliedFullWidth(by: UInt64(rest))
    // A division of one word costs a fifth of one of two.
    let slope = UInt64(halfLife.count)
    return left - (fallen.high == 0 ? fallen.low / slope : slope.dividingFullWidth(fallen).quotient)
  }
}
