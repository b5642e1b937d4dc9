internal import Core

extension ExecutionConfiguration {
  /// The assumptions in force, one a line, for every report.
  public func describe() -> [String] {
    [
      "execution: \(name)",
      "policy: \(policy.assumption)",
      "queue: \(queue.assumption)",
      "feed latency: \(usesReceiveTimes ? "receive times, else " : "")\(feed.assumption)",
      "entry latency: \(entry.assumption)",
      "response latency: \(response.assumption)",
      "slippage: \(slippage.assumption)",
      "stale input: \(staleAfter.map { "refused beyond \($0.count) ns" } ?? "any age trades")",
      "impact: none on the recorded market; what was taken is not offered again",
    ]
  }
}

extension MatchingPolicy {
  fileprivate var assumption: String {
    switch self {
    case .faithful: "faithful: history happens as recorded, ours stand in its queues"
    case .counterfactual: "counterfactual: recorded orders are matched anew with ours among them"
    }
  }
}

extension QueueModel {
  fileprivate var assumption: String {
    switch self {
    case .front: "always first in the queue"
    case .riskAverse: "true on tapes that name orders; else risk-averse: only trades move ours up"
    case .power(let n): "true on tapes that name orders; else estimated, shares by x^\(n)"
    case .logarithmic: "true on tapes that name orders; else estimated, shares by ln(1 + x)"
    }
  }
}

extension LatencyModel {
  fileprivate var assumption: String {
    switch self {
    case .fixed(let latency): "\(latency.count) ns"
    case .uniform(let minimum, let spread):
      "\(minimum.count) ns and up to \(spread.count) ns, uniform"
    case .skewed(let minimum, let typical):
      "\(minimum.count) ns and a long tail from \(typical.count) ns"
    case .recorded(let samples): "recorded, \(samples.count) samples"
    }
  }
}

extension SlippageModel {
  fileprivate var assumption: String {
    switch self {
    case .none: "none"
    case .spread(let part): "\(part) millionths of the spread, on taking"
    case .price(let part): "\(part) millionths of the price, on taking"
    case .volatility(let part): "\(part) millionths of the average move, on taking"
    }
  }
}
