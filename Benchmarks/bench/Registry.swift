import Measurement

/// Every benchmark there is, in the order in which they run.
enum Registry {
  static var benchmarks: [Benchmark] {
    [SHA256Pass.benchmark, HistogramPass.benchmark]
      + [TapeDecodePass.benchmark, TapeEncodePass.benchmark]
      + TapeBinaryPass.benchmarks
      + ReferenceBookPass.benchmarks
      + FastBookPass.benchmarks + ArrivalPass.benchmarks + [LevelBookPass.benchmark]
      + [FastTopPass.benchmark, ReferenceTopPass.benchmark, AdversarialPass.benchmark]
      + [LogShape.single, .group].flatMap { [LogPass.benchmark($0), CommitPass.benchmark($0)] }
      + [LogPass.benchmark(.single, writesThrough: true)]
      + [SimulationPass.benchmark, RiskPass.benchmark] + HandoffBenchmarks.all
      + BacktestPass.benchmarks + [BacktestStreamPass.benchmark]
  }
}
