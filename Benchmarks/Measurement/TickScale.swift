/// What a tick of the processor's counter is worth, and what reading it costs.
public struct TickScale: Sendable {
  /// Length of one tick.
  public let nanosPerTick: Double
  /// Median of reading the counter around nothing; part of every measured operation.
  public let overheadNanos: Double

  /// Compares the counter with the clock for the given time, then times nothing 100,000 times.
  public static func calibrate(nanos: UInt64) -> TickScale {
    let startNanos = Machine.nanoseconds
    let startTicks = Machine.ticksBefore
    var nanosNow = startNanos
    while nanosNow &- startNanos < nanos { nanosNow = Machine.nanoseconds }
    let ticks = Machine.ticksAfter &- startTicks
    let nanosPerTick = Double(nanosNow &- startNanos) / Double(max(ticks, 1))
    var timer = OperationTimer(capacity: 100_000)
    for _ in 0..<100_000 { timer.end(timer.begin()) }
    let overhead = timer.sortedTicks().percentile(0.5)
    return TickScale(
      nanosPerTick: nanosPerTick, overheadNanos: Double(overhead) * nanosPerTick)
  }
}
