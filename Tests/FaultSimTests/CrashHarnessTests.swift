import FaultSim
import Samples
import Testing

@Suite struct CrashHarnessTests {
  @Test(arguments: TestRun.seeds(1))
  func `INV-WAL-1: crashed behind any request, in any way, what was acknowledged survives`(
    seed: UInt64
  ) {
    var plan = CrashPlan(seed: seed)
    if !TestRun.isLong {
      plan.inputCount = 80
      plan.snapshotEvery = 20
      plan.segmentCapacity = 6144
    }
    var harness = CrashHarness(plan)
    harness.crashEverywhere()
    #expect(harness.report.violations == [])
    #expect(harness.report.tornTails > 0)
    print(harness.report, harness.requestCount())
  }

  @Test(arguments: TestRun.seeds(2))
  func `INV-WAL-4: the n-th request fails, for every n, and the node halts and recovers`(
    seed: UInt64
  ) {
    var harness = CrashHarness(CrashPlan(seed: seed))
    harness.failEverywhere()
    #expect(harness.report.violations == [])
    print(harness.report)
  }

  @Test(arguments: [true, false])
  func `INV-WAL-3: a bit that turns at rest is noticed or harms nothing`(sealed: Bool) {
    var harness = CrashHarness(CrashPlan(seed: TestRun.seed))
    harness.flipBits(count: 300 * TestRun.scale, sealed: sealed)
    #expect(harness.report.violations == [])
    #expect(harness.report.refusals > 0)
    #expect((harness.report.lastBatchesLost > 0) != sealed)
    print(harness.report)
  }
}
