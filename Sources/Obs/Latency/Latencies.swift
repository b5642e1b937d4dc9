public import Core

/// How long operations took, one histogram a kind.
///
/// Two measures that differ as soon as the work falls behind, and are never mixed in one value:
///
///     intended start        start             end
///           │── waiting ──────│──── service ────│        service time: from its start
///           │───────────── response ────────────│        response time: from when it was due
///
/// Where a rate is imposed (`--speed 1x`), a stall delays everything that was due meanwhile; only
/// the response time tells. Counting from the actual start would leave those out: "coordinated
/// omission" (Tene). Where nothing imposes a rate there is no intended start, and no response time.
public struct Latencies<Operation: TimedOperation>: Sendable {
  @usableFromInline var histograms = Operation.allCases.map { _ in LogLinearHistogram() }

  /// No operation yet.
  public init() {}

  /// Counts one operation; a clock that went back counts as no time.
  /// - Complexity: O(1), allocates nothing.
  @inlinable
  public mutating func record(_ operation: Operation, _ span: Nanoseconds) {
    histograms[operation.rawValue].record(UInt64(clamping: span.count))
  }

  /// The operations of one kind.
  public subscript(operation: Operation) -> LogLinearHistogram {
    histograms[operation.rawValue]
  }
}

/// How long a venue's operations took.
public typealias VenueLatencies = Latencies<VenueOperation>

extension Exposition {
  /// Writes quantiles and buckets of each operation: `<name>_quantile_seconds`, a summary, and
  /// `<name>_seconds`, a histogram. Their help texts say what is measured.
  public mutating func latencies<Operation: TimedOperation>(
    _ latencies: Latencies<Operation>, _ measure: LatencyMeasure
  ) {
    summary(measure.summaryName, measure.help) { family in
      for operation in Operation.allCases {
        family.quantiles(latencies[operation], ["operation": operation.name.description])
      }
    }
    histogram(measure.histogramName, measure.help) { family in
      for operation in Operation.allCases {
        family.buckets(latencies[operation], ["operation": operation.name.description])
      }
    }
    gauge(measure.longestName, "The longest of them.") { family in
      for operation in Operation.allCases {
        let longest = latencies[operation].maximum
        family.sample(
          longest.map { .seconds(nanoseconds: UInt128($0)) } ?? .none,
          ["operation": operation.name.description])
      }
    }
  }
}
