import Core
import HostIO
import OrderFlowSim
import Telemetry

/// How fast the run went, for stderr: nothing of it belongs into the reproducible output.
struct PerformanceSummary {
  /// Ends of the histogram's steps, 1-2-5 a decade from 1 us to 5 s.
  private static let limits: [Int64] = (3...9).flatMap { decade in
    let unit = (0..<decade).reduce(Int64(1)) { power, _ in power * 10 }
    return [unit, 2 * unit, 5 * unit]
  }
  /// Ticks by duration: position n counts those below limit n and not below the one before; the
  /// last position has no limit.
  private var ticks = Array(repeating: 0, count: limits.count + 1)
  private var totalNanos: Int64 = 0
  private var longestNanos: Int64 = 0
  private var events = 0

  /// Takes one tick: the time that the simulation itself took, writing not included.
  mutating func tick(nanos: Int64, events count: Int) {
    ticks[Self.limits.firstIndex { nanos < $0 } ?? Self.limits.count] += 1
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
      "tick of \(MarketTelemetry.batch.count / 1_000_000) ms event time  "
        + "mean \(Self.text(totalNanos / Int64(count)))  "
        + "longest \(Self.text(longestNanos))  \(count) ticks")
    let widest = max(1, ticks.max() ?? 1)
    for (step, count) in ticks.enumerated() where count > 0 {
      let bar = String(repeating: "#", count: max(1, count * 40 / widest))
      errors.writeLine("  \(Self.label(step))  \(count)  \(bar)")
    }
  }

  private static func label(_ step: Int) -> String {
    guard step < limits.count else { return "from \(text(limits[limits.count - 1]))" }
    return "< \(text(limits[step]))"
  }

  /// In the largest unit of which there is one, with a decimal, cut, unless it is a whole number.
  private static func text(_ nanos: Int64) -> String {
    for (name, unit) in [("s", Int64(1_000_000_000)), ("ms", 1_000_000), ("us", 1000)]
    where nanos >= unit {
      let tenths = nanos / (unit / 10)
      let decimal = tenths % 10 == 0 ? "" : ".\(tenths % 10)"
      return "\(tenths / 10)\(decimal) \(name)"
    }
    return "\(nanos) ns"
  }
}
