import Core

/// Chooses which operations are timed: one in `interval` on average, by a seed.
///
/// The distance to the next one is drawn evenly from `1…2·interval−1`, so that no rhythm of the
/// work can hide from the choice or fill it, and the same seed times the same operations. What is
/// measured must say that it is a sample: see `Exposition.sampling(_:)`.
public struct LatencySampler: Sendable {
  /// Operations for each one that is timed.
  public let interval: UInt64
  /// Operations to pass over before the one that is timed next; whoever passes over them counts
  /// them down.
  public var passing: UInt64 = 0
  /// Operations chosen.
  public private(set) var chosen: UInt64 = 0

  private var random: RandomStream

  /// Begins with a drawn distance; an interval of 0 counts as 1, which times every operation.
  public init(interval: UInt64, seed: UInt64) {
    self.interval = min(max(1, interval), 1 << 32)
    random = RandomStream(masterSeed: seed, name: "latency-sampler")
    draw()
  }

  /// Counts the operation that nothing is to be passed over before, and draws how far the next is.
  public mutating func choose() {
    chosen &+= 1
    draw()
  }

  /// Counts one operation; whether it is to be timed.
  /// - Complexity: O(1); a draw only for those that are chosen.
  public mutating func choosesNext() -> Bool {
    guard passing == 0 else {
      passing -= 1
      return false
    }
    choose()
    return true
  }

  private mutating func draw() { passing = random.bounded(2 * interval - 1) }
}

extension Exposition {
  /// States how latencies came about, without which they mean little.
  public mutating func sampling(_ sampler: LatencySampler) {
    gauge(
      "truetape_latency_sampling_interval",
      "Requests for each one that is timed, chosen by a seed.", .count(sampler.interval))
    counter(
      "truetape_latency_samples_total", "Requests that were timed.", .count(sampler.chosen))
  }
}
