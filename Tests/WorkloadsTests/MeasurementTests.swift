import Measurement
import Testing

/// One after another, because the process has one pair of allocation counters.
@Suite(.serialized)
struct MeasurementTests {
  /// Coarse on purpose: no test here looks at how long something took.
  private static let scale = TickScale.calibrate(nanos: 1000)

  @Test(arguments: [
    ([], [0, 0, 0]), ([5], [5, 5, 5]), ([3, 1, 2], [1, 2, 3]), ([4, 1, 3, 2], [1, 2.5, 4]),
  ])
  func `a spread is the smallest, middle and largest figure`(
    _ figures: [Double], _ expected: [Double]
  ) {
    let spread = Spread(figures)
    #expect([spread.minimum, spread.median, spread.maximum] == expected)
  }

  @Test func `every operation is timed once and durations come sorted`() {
    var timer = OperationTimer(capacity: 100)
    for _ in 0..<100 { timer.end(timer.begin()) }
    let ticks = timer.sortedTicks()
    let percentiles = [0, 0.5, 0.95, 0.99, 1].map(ticks.percentile)
    #expect(percentiles == percentiles.sorted())
    #expect(ticks.percentile(1) > 0)
  }

  @Test func `repetitions of the same work give rate, percentiles and hash`() throws {
    let benchmark = Benchmark(
      name: "test.sum", prepare: { _ in 1000 }, timedPass: { Summing(count: $0, drift: nil) })
    let measurement = try benchmark.measure(.full(repetitions: 3), scale: Self.scale)
    #expect(measurement.resultHash == 499_500)
    #expect(measurement.rate.minimum > 0 && measurement.rate.minimum <= measurement.rate.maximum)
    #expect(measurement.latency.map { $0.p50 <= $0.maximum } == true)
  }

  @Test func `INV-BENCH-2: a repetition that does other work is found`() {
    let drift = Drift()
    let benchmark = Benchmark(
      name: "test.drift", prepare: { _ in 10 }, timedPass: { Summing(count: $0, drift: drift) })
    #expect(throws: MeasurementError.self) {
      try benchmark.measure(.smoke, scale: Self.scale)
    }
  }

  @Test func `INV-BENCH-3: work with a result that is known to be another is found`() {
    let benchmark = Benchmark(name: "test.wrong", prepare: { _ in }, pass: { Mistaken() })
    #expect(
      throws: MeasurementError.wrong(
        benchmark: "test.wrong", WrongResult(expected: "1", found: "2"))
    ) {
      try benchmark.measure(.smoke, scale: Self.scale)
    }
  }

  @Test(.enabled(if: AllocationCount.isAvailable))
  func `allocations are counted by call and byte`() {
    var kept: [[UInt8]] = []
    kept.reserveCapacity(10)
    let count = AllocationCount.during {
      for _ in 0..<10 { kept.append([UInt8](repeating: 1, count: 1000)) }
    }
    #expect(kept.count == 10)
    // Other tests run beside this one and are counted too, so these are lower bounds.
    #expect(count.calls >= 10 && count.bytes >= 10_000)
  }

  @Test func `the document holds the contract's fields and leaves out what does not apply`() {
    let rate = Spread([1_000_000, 2_500_000.25, 3_000_000])
    let whole = Measurement(
      name: "book.fast.mixed", unit: "ops/s", rate: rate,
      latency: Latency(p50: 30, p95: 90.06, p99: 160, p999: 1000, maximum: 20_000),
      allocations: .init(calls: 0, bytes: 0.5), resultHash: 0x0876_3fe8)
    let bare = Measurement(
      name: "ring.spsc", unit: "ops/s", rate: rate, latency: nil, allocations: nil, resultHash: 1)
    let expected =
      #"{"benchmarks":[{"name":"book.fast.mixed","unit":"ops/s","min":1000000.0,"#
      + #""median":2500000.3,"max":3000000.0,"p50_ns":30.0,"p95_ns":90.1,"p99_ns":160.0,"#
      + #""p999_ns":1000.0,"max_ns":20000.0,"allocs_per_op":0.000000,"bytes_per_op":0.500000,"#
      + #""result_hash":"0000000008763fe8"},{"name":"ring.spsc","unit":"ops/s","min":1000000.0,"#
      + #""median":2500000.3,"max":3000000.0,"result_hash":"0000000000000001"}]}"#
    #expect(MeasurementJSON.document([whole, bare]) == expected)
  }

  @Test func `the table lines up its columns and shows a dash where a figure does not apply`() {
    let bare = Measurement(
      name: "ring.spsc", unit: "ops/s", rate: Spread([1_234_567]), latency: nil, allocations: nil,
      resultHash: 1)
    let lines = MeasurementTable.lines([bare])
    #expect(lines.count == 2 && lines[0].count == lines[1].count)
    let words = lines[1].split(separator: " ").map(String.init)
    #expect(
      words == ["ring.spsc", "ops/s"] + [String](repeating: "1.23M", count: 3)
        + [String](repeating: "-", count: 7) + ["0000000000000001"])
  }
}

/// Adds the numbers below a count; with a drift, adds another start each time.
private struct Summing: TimedBenchmarkPass {
  let count: Int
  let drift: Drift?

  var operationCount: Int { count }

  mutating func run() -> UInt64 {
    (0..<count).reduce(drift?.next() ?? 0) { $0 &+ UInt64($1) }
  }

  mutating func run(timing timer: inout OperationTimer) -> UInt64 {
    var sum = drift?.next() ?? 0
    for number in 0..<count {
      let start = timer.begin()
      sum &+= UInt64(number)
      timer.end(start)
    }
    return sum
  }
}

/// State that outlives a pass, which no benchmark may have.
private final class Drift {
  private var value: UInt64 = 0

  func next() -> UInt64 {
    value += 1
    return value
  }
}

private struct Mistaken: BenchmarkPass {
  var operationCount: Int { 1 }

  mutating func run() -> UInt64 { 2 }

  mutating func verify() throws(WrongResult) -> UInt64 {
    throw WrongResult(expected: "1", found: "2")
  }
}
