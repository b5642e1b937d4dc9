import FaultSim
import Samples
import Testing

@Suite struct CrashHarnessTests {
  /// The usual run with SCALE above 1; otherwise one that a debug build goes through in a second.
  private static func plan(_ seed: UInt64) -> CrashPlan {
    var plan = CrashPlan(seed: seed)
    if !TestRun.isLong {
      (plan.inputCount, plan.snapshotEvery) = (50, 12)
      (plan.segmentCapacity, plan.batchCapacity) = (2048, 640)
    }
    return plan
  }

  @Test(arguments: TestRun.seeds(1))
  func `INV-WAL-1: crashed behind any request, in any way, what was acknowledged survives`(
    seed: UInt64
  ) {
    var harness = CrashHarness(Self.plan(seed))
    harness.crashEverywhere(withEveryFate: TestRun.isLong)
    #expect(harness.report.violations == [])
    #expect(harness.report.tornTails > 0)
    #expect(harness.report.sealedEnds > 0)
    #expect(harness.report.recoveries >= 3 * harness.requestCount())
  }

  @Test(arguments: TestRun.seeds(1))
  func `INV-WAL-1: what a start took from an ended process survives the machine's stop as well`(
    seed: UInt64
  ) {
    var harness = CrashHarness(Self.plan(seed))
    harness.endProcessEverywhere()
    #expect(harness.report.violations == [])
    #expect(harness.report.recoveries >= 3 * harness.requestCount())
  }

  @Test(arguments: TestRun.seeds(1))
  func `INV-WAL-4: the n-th request fails, for every n, and the node halts and recovers`(
    seed: UInt64
  ) {
    var harness = CrashHarness(Self.plan(seed))
    harness.failEverywhere()
    #expect(harness.report.violations == [])
    #expect(harness.report.recoveries >= 2 * harness.requestCount())
  }

  @Test(arguments: TestRun.seeds(1))
  func `INV-NODE-2: a second fault, in recovery or compaction, is no worse than the first`(
    seed: UInt64
  ) {
    let faults: [(inout CrashHarness) -> Void] = [
      { $0.failAfterCrash() }, { $0.failReads() }, { $0.failCompaction() },
    ]
    for fault in faults {
      var harness = CrashHarness(Self.plan(seed))
      fault(&harness)
      #expect(harness.report.violations == [])
      #expect(harness.report.recoveries > 4)
    }
  }

  @Test(arguments: [true, false])
  func `INV-WAL-3: a bit that turns at rest is noticed or harms nothing`(sealed: Bool) {
    var harness = CrashHarness(Self.plan(TestRun.seed))
    harness.flipBits(count: 100 * TestRun.scale, sealed: sealed)
    #expect(harness.report.violations == [], "SEED=\(TestRun.seed)")
    #expect(harness.report.refusals > 0)
    #expect((harness.report.lastBatchesLost > 0) != sealed)
  }

  @Test(arguments: TestRun.seeds(1))
  func `a disk that lies about syncs is noticed where it left a trace, and never changes a state`(
    seed: UInt64
  ) {
    var harness = CrashHarness(Self.plan(seed))
    harness.lieEverywhere()
    #expect(harness.report.violations == [])
    #expect(harness.report.liesNoticed > 0)
    #expect(harness.report.liesBelieved > 0)
  }

  @Test func `a run crosses rotations, snapshots and retention`() {
    for plan in [CrashPlan(seed: 1), Self.plan(1)] {
      let names = CrashHarness(plan).fileNamesAfterRun()
      #expect(names.count { $0.hasPrefix("snapshot") } == 2)
      #expect(!names.contains("segment-0000000000000001.wal"))
      #expect(names.contains { $0.hasPrefix("segment") })
    }
  }

  @Test func `a campaign is its seed: the same seeds, the same trace`() {
    var reports: [CrashReport] = []
    for _ in 0..<2 {
      var harness = CrashHarness(Self.plan(3))
      harness.failEverywhere()
      reports.append(harness.report)
    }
    #expect(reports[0] == reports[1])
    var other = CrashHarness(Self.plan(4))
    other.failEverywhere()
    #expect(other.report.trace != reports[0].trace)
  }
}
