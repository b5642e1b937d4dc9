import Core
import Measurement

/// Records spans of time into a histogram; an operation is one of them, far shorter than a timer's
/// reading, so that only the whole is timed. The result hash is that of the histogram's state.
struct HistogramPass: BenchmarkPass {
  private let spans: [UInt64]
  private var histogram = LogLinearHistogram()

  static var benchmark: Benchmark {
    Benchmark(
      name: "obs.histogram.record", prepare: { Self.spans($0) }, pass: { HistogramPass(spans: $0) })
  }

  private init(spans: [UInt64]) { self.spans = spans }

  var operationCount: Int { spans.count }

  mutating func run() -> UInt64 {
    for span in spans { histogram.record(span) }
    return histogram.count &+ (histogram.maximum ?? 0)
  }

  mutating func verify() throws(WrongResult) -> UInt64 {
    _ = run()
    guard histogram.count == UInt64(spans.count) else {
      throw WrongResult(expected: "\(spans.count) spans", found: "\(histogram.count)")
    }
    return TraceHash.of(histogram.encoded())
  }

  /// Spans of all magnitudes up to some minutes, as many of each.
  private static func spans(_ scale: MeasurementPlan.Scale) -> [UInt64] {
    let count =
      switch scale {
      case .full: 4_000_000
      case .smoke: 10_000
      }
    var random = RandomStream(masterSeed: 42, name: "histogram-benchmark")
    return (0..<count).map { _ in random.next() >> (25 + random.bounded(39)) }
  }
}
