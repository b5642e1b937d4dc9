/// From which moment a latency is counted.
public enum LatencyMeasure: CaseIterable, Sendable {
  /// From the operation's own start.
  case service
  /// From the moment at which it was due by an imposed rate.
  case response

  var summaryName: StaticString {
    switch self {
    case .service: "truetape_service_quantile_seconds"
    case .response: "truetape_response_quantile_seconds"
    }
  }

  var histogramName: StaticString {
    switch self {
    case .service: "truetape_service_seconds"
    case .response: "truetape_response_seconds"
    }
  }

  var longestName: StaticString {
    switch self {
    case .service: "truetape_service_longest_seconds"
    case .response: "truetape_response_longest_seconds"
    }
  }

  var help: String {
    switch self {
    case .service:
      "Wall-clock time of a sampled operation from its start to its end."
    case .response:
      "Wall-clock time from when a sampled operation was due to its end."
    }
  }
}
