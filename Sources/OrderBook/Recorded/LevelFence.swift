public import Core

/// Which lines about levels concern nobody and may be followed in runs: those before a time, and
/// outside of the prices that somebody watches.
///
/// A line may be held back that concerns nobody; none passes that concerns somebody.
public struct LevelFence: BitwiseCopyable, Sendable {
  /// What is watched of one side's lines. Prices are mirrored for offers, so that better ones are
  /// higher on both sides.
  private struct Watch: BitwiseCopyable {
    var lowest = Int64.min
    var width: UInt64 = 0
    /// From here on everything is watched.
    var limit = Int64.max
  }

  /// Lines from here on have to wait.
  public var end: Timestamp
  private var bids = Watch()
  private var offers = Watch()
  private var lowest = Int64.min
  private var width: UInt64 = 0

  /// Nothing is watched.
  public init(before end: Timestamp) { self.end = end }

  /// Watches the lines of `side` between two prices, the worse one first, and the other side's from
  /// the better one on, as far as they would trade with it.
  public mutating func watch(_ side: Side, from worst: Price, to best: Price) {
    let sign: Int64 = side == .buy ? 1 : -1
    let lowest = sign * worst.rawValue
    let width = UInt64(max(0, sign * best.rawValue - lowest))
    if side == .buy {
      (bids.lowest, bids.width, offers.limit) = (lowest, width, -best.rawValue)
    } else {
      (offers.lowest, offers.width, bids.limit) = (lowest, width, best.rawValue)
    }
  }

  /// Watches the lines of both sides between two prices.
  public mutating func watch(from lowest: Price, to highest: Price) {
    self.lowest = lowest.rawValue
    width = UInt64(max(0, highest.rawValue - lowest.rawValue))
  }

  /// Whether a line may be followed.
  @inline(__always) func admits(_ time: Timestamp, _ side: Side, _ price: Price) -> Bool {
    time < end && !isWatched(side, price)
  }

  /// Whether a line of this side and price is watched.
  @inline(__always) private func isWatched(_ side: Side, _ price: Price) -> Bool {
    let watch = side == .buy ? bids : offers
    // Negated without a branch: sides come at random.
    let flip: Int64 = side == .buy ? 0 : -1
    let mirrored = (price.rawValue ^ flip) &- flip
    return Self.holds(watch.lowest, watch.width, mirrored) || mirrored >= watch.limit
      || Self.holds(lowest, width, price.rawValue)
  }

  /// Whether a value is at least `lowest` and at most `width` above it, in one comparison. Nothing is
  /// watched from the lowest integer on: no price is that low.
  @inline(__always)
  private static func holds(_ lowest: Int64, _ width: UInt64, _ value: Int64) -> Bool {
    UInt64(bitPattern: value &- lowest) <= width
  }
}
