/// Harness after harness, each with the next seed, until there were enough recoveries.
public struct CrashCampaign {
  /// Seed of the first harness; the one that failed, alone, replays a failure.
  public let seed: UInt64
  /// What came of it so far.
  public private(set) var report = CrashReport()
  private let goal: Int
  private var next: UInt64

  /// Bits turned in each log, sealed and unsealed.
  private static let flipsPerLog = 100

  /// A campaign that has not begun; it is done when a log was brought back `goal` times.
  public init(seed: UInt64, goal: Int) {
    self.seed = seed
    self.goal = goal
    next = seed
  }

  /// Whether there were enough recoveries.
  public var isDone: Bool { report.recoveries >= goal }

  /// Seeds that were used.
  public var seedCount: UInt64 { next &- seed }

  /// Runs the next seed: a crash behind every request with every fate, every request failing,
  /// also after a crash and in compaction, every read failing, every sync a lie, bits turned at rest;
  /// and the phases of the profile, each a delivery over faulty channels, clocks and disks.
  public mutating func runNextSeed() {
    var harness = CrashHarness(CrashPlan(seed: next), goal: goal - report.recoveries)
    harness.crashEverywhere()
    harness.failEverywhere()
    harness.failAfterCrash()
    harness.failReads()
    harness.failCompaction()
    harness.lieEverywhere()
    harness.flipBits(count: Self.flipsPerLog, sealed: true)
    harness.flipBits(count: Self.flipsPerLog, sealed: false)
    report.add(harness.report)
    for phase in DeliveryPlan.Phase.allCases {
      var delivery = DeliveryRun(DeliveryPlan(seed: next, phase: phase))
      delivery.run()
      report.add(delivery.report)
    }
    next &+= 1
  }
}
