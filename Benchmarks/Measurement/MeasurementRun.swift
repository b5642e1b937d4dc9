/// One benchmark being measured: which passes are made, in which order, and what is read from them.
struct MeasurementRun {
  let name: String
  let unit: String
  let plan: MeasurementPlan
  let tickScale: TickScale
  let progress: (String) -> Void

  /// What the timed repetitions and the allocation pass came to.
  struct Rates {
    let spread: Spread
    let allocations: Measurement.AllocationRate?
    let resultHash: UInt64
    let mark: UInt64
  }

  /// Verifies, warms up, counts allocations in a pass of its own, then times the repetitions.
  func rates<Pass: BenchmarkPass & ~Copyable>(
    _ makePass: () -> Pass
  ) throws(MeasurementError) -> Rates {
    progress("\(name): verifying")
    let resultHash = try verified(makePass())
    for _ in 0..<plan.warmUps { _ = timed(makePass()) }
    let (allocations, mark) = allocationRate(makePass())
    var rates: [Double] = []
    for repetition in 1...plan.repetitions {
      progress("\(name): repetition \(repetition) of \(plan.repetitions)")
      let result = timed(makePass())
      try check(result.mark, against: mark)
      rates.append(result.rate)
    }
    return Rates(
      spread: Spread(rates), allocations: allocations, resultHash: resultHash, mark: mark)
  }

  /// Times each operation in passes of their own.
  func latency<Pass: TimedBenchmarkPass & ~Copyable>(
    mark: UInt64, _ makePass: () -> Pass
  ) throws(MeasurementError) -> Latency? {
    var passes: [SortedTicks] = []
    for number in 0..<plan.latencyPasses {
      progress("\(name): timing each operation, pass \(number + 1) of \(plan.latencyPasses)")
      var pass = makePass()
      var timer = OperationTimer(capacity: pass.operationCount)
      try check(pass.run(timing: &timer), against: mark)
      passes.append(timer.sortedTicks())
    }
    return Latency(passes: passes, scale: tickScale)
  }

  func measurement(_ rates: Rates, latency: Latency?) -> Measurement {
    Measurement(
      name: name, unit: unit, rate: rates.spread, latency: latency,
      allocations: rates.allocations, resultHash: rates.resultHash)
  }

  private func verified<Pass: BenchmarkPass & ~Copyable>(
    _ made: consuming Pass
  ) throws(MeasurementError) -> UInt64 {
    var pass = made
    do throws(WrongResult) {
      return try pass.verify()
    } catch {
      throw .wrong(benchmark: name, error)
    }
  }

  private func timed<Pass: BenchmarkPass & ~Copyable>(
    _ made: consuming Pass
  ) -> (rate: Double, mark: UInt64) {
    var pass = made
    let start = Machine.nanoseconds
    let mark = pass.run()
    let nanos = Machine.nanoseconds &- start
    // Asked after the clock, so that freeing the pass's state cannot fall inside the window.
    let work = Double(pass.workCount)
    return (work / Double(max(nanos, 1)) * 1e9, mark)
  }

  private func allocationRate<Pass: BenchmarkPass & ~Copyable>(
    _ made: consuming Pass
  ) -> (rate: Measurement.AllocationRate?, mark: UInt64) {
    var pass = made
    var mark: UInt64 = 0
    let count = AllocationCount.during { mark = pass.run() }
    guard AllocationCount.isAvailable else { return (nil, mark) }
    let operations = Double(max(pass.operationCount, 1))
    let rate = Measurement.AllocationRate(
      calls: Double(count.calls) / operations, bytes: Double(count.bytes) / operations)
    return (rate, mark)
  }

  private func check(_ later: UInt64, against first: UInt64) throws(MeasurementError) {
    if later != first {
      throw .unstable(benchmark: name, first: first, later: later)
    }
  }
}
