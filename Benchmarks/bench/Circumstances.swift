import Measurement

/// What one must know to judge the figures below it.
struct Circumstances {
  let plan: MeasurementPlan
  let core: Int?
  let scale: TickScale

  var lines: [String] {
    [
      "\(plan.repetitions) \(plan.repetitions == 1 ? "repetition" : "repetitions") after "
        + "\(plan.warmUps + 2) untimed passes, \(place), "
        + (Machine.isDebugBuild ? "debug build: no figure here means anything" : "release build"),
      "percentiles: median of \(plan.latencyPasses) separate "
        + "\(plan.latencyPasses == 1 ? "pass" : "passes"), timer included "
        + "(\(Int(scale.overheadNanos.rounded())) ns a reading)",
      "allocations: "
        + (AllocationCount.isAvailable
          ? "malloc calls and bytes of a separate pass" : "not counted in this build"),
    ]
  }

  private var place: String {
    core.map { "pinned to core \($0)" } ?? "not pinned to a core"
  }
}
