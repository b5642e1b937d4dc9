import Core

/// Chooses which operations are timed: one in `interval` on average, by a seed.
///
/// The distance to the next one is drawn evenly from `1…2·interval−1`, so that no rhythm of the
/// work can hide from the choice or fill it, and the same seed times the same operations. What is
/// measured must say that it is a sample: see `Exposition.sampling(_:)`.
public struct LatencySampler: Sendable {
  /// Operations for each one that is timed.
  public let interval: UInt64
  /// Operations seen.
  public private(set) var seen: UInt64 = 0
  /// Operations chosen.
  public private(set) var chosen: UInt64 = 0

  private var random: RandomStream
  private var untilNext: UInt64

  /// Begins with a drawn distance; an interval of 0 counts as 1, which times every operation.
  public init(interval: UInt64, seed: UInt64) {
    self.interval = min(max(1, interval), 1 << 32)
    random = RandomStream(masterSeed: seed, name: "latency-sampler")
    untilNext = 1
    draw()
  }

  /// Counts one operation; whether it is to be timed.
  /// - Complexity: O(1); a draw only for those that are chosen.
  public mutating func choosesNext() -> Bool {
    seen &+= 1
    untilNext &-= 1
    guard untilNext == 0 else { return false }
    chosen &+= 1
    draw()
    return true
  }

  private mutating func draw() { untilNext = 1 + random.bounded(2 * interval - 1) }
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
