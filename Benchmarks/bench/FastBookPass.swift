import Measurement

/// `BookPass` of the fast book, compiled for it.
struct FastBookPass: TimedBenchmarkPass, ~Copyable {
  private var pass: BookPass<FastBookAdaptor>

  static var benchmarks: [Benchmark] {
    BookPass.benchmarks(
      kind: "fast", emptyBook: { FastBookAdaptor() },
      concrete: { FastBookPass(pass: $0) })
  }

  var operationCount: Int { pass.operationCount }

  mutating func run() -> UInt64 { pass.run() }

  mutating func verify() throws(WrongResult) -> UInt64 { try pass.verify() }

  mutating func run(timing timer: inout OperationTimer) -> UInt64 { pass.run(timing: &timer) }
}
