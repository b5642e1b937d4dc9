import Measurement

/// Every benchmark there is, in the order in which they run.
enum Registry {
  static var benchmarks: [Benchmark] {
    [SHA256Pass.benchmark, TapeDecodePass.benchmark, TapeEncodePass.benchmark]
      + BookPass.benchmarks(kind: "reference") { _ in ReferenceBookAdaptor() }
      + [SimulationPass.benchmark] + HandoffBenchmarks.all
  }
}
