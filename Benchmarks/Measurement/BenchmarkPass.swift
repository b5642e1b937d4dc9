/// One run over a benchmark's input, from fresh state to the last operation.
///
/// A pass is made anew for every repetition, before the clock starts, and used once.
public protocol BenchmarkPass: ~Copyable {
  /// Operations in a pass: what `allocs_per_op` and percentiles are counted by.
  var operationCount: Int { get }

  /// Amount of work in a pass in the benchmark's unit, such as bytes; the operations by default.
  var workCount: Int { get }

  /// Does all the work inside the timed window.
  ///
  /// Returns a cheap mark of it, which must be the same in every repetition; that it is needed
  /// keeps the compiler from dropping the work.
  mutating func run() -> UInt64

  /// Does all the work untimed and returns the hash to print; the mark of `run` by default.
  ///
  /// For a hash, or a comparison with known results, that costs too much for the timed window.
  mutating func verify() throws(WrongResult) -> UInt64
}

extension BenchmarkPass where Self: ~Copyable {
  /// The operations are the work.
  public var workCount: Int { operationCount }

  /// The mark of the timed work.
  public mutating func verify() throws(WrongResult) -> UInt64 { run() }
}

/// A pass that can time each of its operations.
public protocol TimedBenchmarkPass: BenchmarkPass, ~Copyable {
  /// Does the same work as `run` with each operation between the timer's `begin` and `end`.
  ///
  /// Returns the same mark as `run`.
  mutating func run(timing timer: inout OperationTimer) -> UInt64
}
