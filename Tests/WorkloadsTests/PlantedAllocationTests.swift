import Measurement
import Testing

/// Adds numbers without asking for memory; with a fault, asks once in a thousand operations.
private struct Adding: BenchmarkPass {
  let isFaulty: Bool

  var operationCount: Int { 1_000 }

  mutating func run() -> UInt64 {
    var sum: UInt64 = 0
    for number in 0..<UInt64(operationCount) {
      sum &+= number
      if isFaulty, number == 500 { sum &+= UInt64(Self.allocated().count) &- 64 }
    }
    return sum
  }

  /// Kept out of line, so that no optimiser finds that nobody needs the memory.
  @inline(never) private static func allocated() -> [UInt8] { [UInt8](repeating: 1, count: 64) }
}

private func measured(isFaulty: Bool) throws(MeasurementError) -> Measurement {
  try Benchmark(name: "test.adding", prepare: { _ in }, pass: { Adding(isFaulty: isFaulty) })
    .measure(.smoke, scale: TickScale.calibrate(nanos: 1_000))
}

/// In a process of its own, where nothing else allocates.
@Test(.enabled(if: AllocationCount.isAvailable))
func
  `one allocation planted in a thousand operations is counted, and found beside a run without it`()
  async
{
  await #expect(processExitsWith: .success) {
    let (sound, faulty) = (try measured(isFaulty: false), try measured(isFaulty: true))
    // A debug build may allocate for the loop itself: what counts is the one more.
    let planted = (faulty.allocations?.calls ?? 0) - (sound.allocations?.calls ?? 0)
    try #require(abs(planted - 0.001) < 1e-9)
    let document = Array(MeasurementJSON.document([sound]).utf8)
    let comparison = try #require(MeasurementComparison([faulty], with: document))
    try #require(comparison.findings.count == 1)
  }
}
