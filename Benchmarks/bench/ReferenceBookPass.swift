import Measurement

/// `BookPass` of the reference book, compiled for it.
struct ReferenceBookPass: TimedBenchmarkPass, ~Copyable {
  private var pass: BookPass<ReferenceBookAdaptor>

  static var benchmarks: [Benchmark] {
    BookPass.benchmarks(
      kind: "reference", emptyBook: { ReferenceBookAdaptor() },
      concrete: { ReferenceBookPass(pass: $0) })
  }

  var operationCount: Int { pass.operationCount }

  mutating func run() -> UInt64 { pass.run() }

  mutating func verify() throws(WrongResult) -> UInt64 { try pass.verify() }

  mutating func run(timing timer: inout OperationTimer) -> UInt64 { pass.run(timing: &timer) }
}
