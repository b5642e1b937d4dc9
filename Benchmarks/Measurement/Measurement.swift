/// What a benchmark came to.
public struct Measurement: Equatable, Sendable {
  /// The benchmark's name, words from wide to narrow with dots between.
  public let name: String
  /// What the rate counts, such as `ops/s`.
  public let unit: String
  /// Work done in a second, over the timed repetitions.
  public let rate: Spread
  /// How long single operations took; nil when the benchmark has none to time.
  public let latency: Latency?
  /// What an operation asked of the allocator; nil where it cannot be counted.
  public let allocations: AllocationRate?
  /// Names the work done: the same on every machine and build.
  public let resultHash: UInt64

  /// A measurement as the runner, or a test, states it.
  public init(
    name: String, unit: String, rate: Spread, latency: Latency?, allocations: AllocationRate?,
    resultHash: UInt64
  ) {
    self.name = name
    self.unit = unit
    self.rate = rate
    self.latency = latency
    self.allocations = allocations
    self.resultHash = resultHash
  }

  /// Calls and bytes asked of the allocator for each operation.
  public struct AllocationRate: Equatable, Sendable {
    /// Calls that returned memory.
    public let calls: Double
    /// Bytes asked for.
    public let bytes: Double

    /// A rate.
    public init(calls: Double, bytes: Double) {
      self.calls = calls
      self.bytes = bytes
    }
  }
}
