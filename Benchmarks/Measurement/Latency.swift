/// How long single operations took, in nanoseconds, the timer's own cost included.
public struct Latency: Equatable, Sendable {
  /// Half of the operations were no longer than this.
  public let p50: Double
  /// 95 of 100 operations were no longer than this.
  public let p95: Double
  /// 99 of 100 operations were no longer than this.
  public let p99: Double
  /// 999 of 1000 operations were no longer than this.
  public let p999: Double
  /// The longest operation; on a shared machine mostly the machine's doing.
  public let maximum: Double

  /// Figures in nanoseconds.
  public init(p50: Double, p95: Double, p99: Double, p999: Double, maximum: Double) {
    self.p50 = p50
    self.p95 = p95
    self.p99 = p99
    self.p999 = p999
    self.maximum = maximum
  }

  /// Takes each percentile's median over several passes; nil when there was no pass.
  init?(passes: [SortedTicks], scale: TickScale) {
    guard !passes.isEmpty else { return nil }
    func nanos(_ fraction: Double) -> Double {
      let ticks = passes.map { Double($0.percentile(fraction)) }
      return Spread(ticks).median * scale.nanosPerTick
    }
    self.init(
      p50: nanos(0.5), p95: nanos(0.95), p99: nanos(0.99), p999: nanos(0.999), maximum: nanos(1))
  }
}
