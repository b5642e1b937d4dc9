/// A named piece of work that can be measured.
public struct Benchmark {
  /// Words from wide to narrow with dots between, such as `book.fast.mixed`.
  public let name: String
  /// What the rate counts, such as `ops/s`.
  public let unit: String

  private let runner: (MeasurementRun) throws(MeasurementError) -> Measurement
  private let repeater: (MeasurementPlan.Scale, Int) -> Int

  /// Work whose operations are timed one by one in passes of their own.
  ///
  /// `prepare` makes the input once; `pass` makes the fresh state of one repetition. Neither is
  /// inside the timed window.
  public init<Input, Pass: TimedBenchmarkPass & ~Copyable>(
    name: String, unit: String = "ops/s",
    prepare: @escaping (MeasurementPlan.Scale) -> Input,
    timedPass: @escaping (Input) -> Pass
  ) {
    self.name = name
    self.unit = unit
    runner = { run throws(MeasurementError) in
      let input = prepare(run.plan.scale)
      let rates = try run.rates { timedPass(input) }
      return run.measurement(rates, latency: try run.latency(mark: rates.mark) { timedPass(input) })
    }
    repeater = { scale, times in
      let input = prepare(scale)
      return Self.operations(times) { timedPass(input) }
    }
  }

  /// Work that is timed only as a whole.
  public init<Input, Pass: BenchmarkPass & ~Copyable>(
    name: String, unit: String = "ops/s",
    prepare: @escaping (MeasurementPlan.Scale) -> Input,
    pass: @escaping (Input) -> Pass
  ) {
    self.name = name
    self.unit = unit
    runner = { run throws(MeasurementError) in
      let input = prepare(run.plan.scale)
      return run.measurement(try run.rates { pass(input) }, latency: nil)
    }
    repeater = { scale, times in
      let input = prepare(scale)
      return Self.operations(times) { pass(input) }
    }
  }

  /// Makes passes without looking at any clock, for a counter outside of the process: the
  /// difference between two numbers of passes is what so many passes cost.
  ///
  /// Returns the operations of one pass.
  public func repeatPasses(_ times: Int, scale: MeasurementPlan.Scale) -> Int {
    repeater(scale, times)
  }

  private static func operations<Pass: BenchmarkPass & ~Copyable>(
    _ times: Int, _ makePass: () -> Pass
  ) -> Int {
    var operations = 0
    for _ in 0..<times {
      var pass = makePass()
      // The mark is asked for so that the work cannot be dropped.
      operations = pass.run() == 0 ? max(operations, pass.operationCount) : pass.operationCount
    }
    return operations
  }

  /// Makes the input and measures; `progress` hears what is being done now.
  public func measure(
    _ plan: MeasurementPlan, scale: TickScale, progress: (String) -> Void = { _ in }
  ) throws(MeasurementError) -> Measurement {
    try withoutActuallyEscaping(progress) { progress throws(MeasurementError) in
      try runner(
        MeasurementRun(name: name, unit: unit, plan: plan, tickScale: scale, progress: progress))
    }
  }
}
