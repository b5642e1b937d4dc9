import HostIO
import OrderFlowSim

/// How fast the run went, for stderr: nothing of it belongs into the reproducible output.
struct PerformanceSummary {
  /// Ticks by duration: position n counts those of at least 2ⁿ and less than 2ⁿ⁺¹ ns.
  private var ticks = Array(repeating: 0, count: 64)
  private var totalNanos: Int64 = 0
  private var longestNanos: Int64 = 0
  private var events = 0

  /// Takes one tick: the time that the simulation itself took, writing not included.
  mutating func tick(nanos: Int64, events count: Int) {
    ticks[max(0, 63 - max(1, nanos).leadingZeroBitCount)] += 1
    totalNanos += nanos
    longestNanos = max(longestNanos, nanos)
    events += count
  }

  func print(_ simulator: Simulator) {
    let errors = StandardError()
    let seconds = Double(max(1, totalNanos)) / 1e9
    let count = max(1, ticks.reduce(0, +))
    let depth = simulator.metrics.queueDepth
    let mean = Double(depth.sum) / Double(max(1, depth.looks))
    errors.writeLine(
      "perf  \(Int(Double(events) / seconds)) events/s  \(events) events in "
        + "\(Self.text(totalNanos)) of simulation")
    errors.writeLine(
      "queue depth  deepest \(depth.deepest)  mean \((mean * 100).rounded() / 100)  "
        + "now \(simulator.queueDepth)")
    errors.writeLine(
      "tick of 10 ms event time  mean \(Self.text(totalNanos / Int64(count)))  "
        + "longest \(Self.text(longestNanos))  \(count) ticks")
    let widest = max(1, ticks.max() ?? 1)
    for (power, count) in ticks.enumerated() where count > 0 {
      let bar = String(repeating: "#", count: max(1, count * 40 / widest))
      errors.writeLine("  < \(Self.text(Int64(1) << Int64(min(62, power + 1))))  \(count)  \(bar)")
    }
  }

  private static func text(_ nanos: Int64) -> String {
    switch nanos {
    case ..<1000: "\(nanos) ns"
    case ..<1_000_000: "\(nanos / 1000) us"
    case ..<10_000_000_000: "\(nanos / 1_000_000) ms"
    default: "\(nanos / 1_000_000_000) s"
    }
  }
}
