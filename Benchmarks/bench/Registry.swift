import Measurement

/// Every benchmark there is, in the order in which they run.
enum Registry {
  static var benchmarks: [Benchmark] {
    [SHA256Pass.benchmark, TapeDecodePass.benchmark, TapeEncodePass.benchmark]
      + ReferenceBookPass.benchmarks
      + FastBookPass.benchmarks
      + [FastTopPass.benchmark, ReferenceTopPass.benchmark, AdversarialPass.benchmark]
      + [SimulationPass.benchmark] + HandoffBenchmarks.all
  }
}
