/// Harness after harness, each with the next seed, until there were enough recoveries.
public struct CrashCampaign {
  /// Seed of the first harness; the one that failed, alone, replays a failure.
  public let seed: UInt64
  /// What came of it so far.
  public private(set) var report = CrashReport()
  /// Seeds that broke a promise, and the first that each broke, in the order in which they were run.
  public private(set) var failures: [(seed: UInt64, what: String)] = []
  /// Seeds that were used.
  public private(set) var seedCount = 0
  private let goal: Int
  private var first: ArraySlice<UInt64>
  private var next: UInt64

  /// Bits turned in each log, sealed and unsealed.
  private static let flipsPerLog = 100

  /// A campaign that has not begun; it is done when a log was brought back `goal` times, and each of
  /// the `first` seeds was run to its end.
  public init(seed: UInt64, goal: Int, first: [UInt64] = []) {
    self.seed = seed
    self.goal = goal
    self.first = first[...]
    next = seed
  }

  /// Whether there were enough recoveries.
  public var isDone: Bool { first.isEmpty && report.recoveries >= goal }

  /// What each run is made of, whatever its seed: figures and what they mean.
  public static var configuration: [(name: String, value: Int)] {
    let plan = CrashPlan(seed: 0)
    return [
      ("inputs", plan.inputCount), ("burst", Int(plan.burst)),
      ("snapshot_every", Int(plan.snapshotEvery)), ("segment_bytes", plan.segmentCapacity),
      ("batch_bytes", plan.batchCapacity), ("preparation_bytes", plan.preparationSize),
      ("turned_bits", 2 * flipsPerLog), ("delivery_phases", DeliveryPlan.Phase.allCases.count),
    ]
  }

  /// Runs the next seed, one of the `first` as long as there are any: a crash behind every request with every fate, a process that ends there first, every request failing,
  /// also after a crash and in compaction, every read failing, every sync a lie, bits turned at rest;
  /// and the phases of the profile, each a delivery over faulty channels, clocks and disks.
  public mutating func runNextSeed() {
    let kept = first.popFirst()
    let seed = kept ?? next
    let left = kept == nil ? goal - report.recoveries : .max
    let before = (report.violationCount, report.violations.count)
    var harness = CrashHarness(CrashPlan(seed: seed), goal: left)
    harness.crashEverywhere()
    harness.endProcessEverywhere()
    harness.failEverywhere()
    harness.failAfterCrash()
    harness.failReads()
    harness.failCompaction()
    harness.lieEverywhere()
    harness.flipBits(count: Self.flipsPerLog, sealed: true)
    harness.flipBits(count: Self.flipsPerLog, sealed: false)
    report.add(harness.report)
    for phase in DeliveryPlan.Phase.allCases {
      var delivery = DeliveryRun(DeliveryPlan(seed: seed, phase: phase))
      delivery.run()
      report.add(delivery.report)
    }
    seedCount += 1
    if report.violationCount > before.0 {
      failures.append((seed, report.violations.dropFirst(before.1).first ?? "as the one before it"))
    }
    if kept == nil { next &+= 1 }
  }
}
