public import Core

/// The assumptions under which a simulated venue executes; `describe()` prints them all.
///
/// Ideal and realistic are two values of this one type. Fees are the ledger's (`FeeSchedule`),
/// because live, paper and backtest post them alike.
public struct ExecutionConfiguration: Sendable, Equatable {
  /// What the assumptions are called in reports.
  public let name: String
  /// From an event at the venue to the engine that sees it.
  public let feed: LatencyModel
  /// Whether an event's own receive time, where the tape has one, stands instead of `feed`.
  public let usesReceiveTimes: Bool
  /// From the engine to the venue.
  public let entry: LatencyModel
  /// From the venue back to the engine.
  public let response: LatencyModel
  /// What ours do to a recorded market.
  public let policy: MatchingPolicy
  /// Where ours stand in their queues.
  public let queue: QueueModel
  /// What taking costs beyond the book.
  public let slippage: SlippageModel
  /// New orders and amends are refused when the instrument's last market event is older than this;
  /// nil trades on any age.
  public let staleAfter: Nanoseconds?

  /// Refuses negative latencies, recorded series without samples or out of order, parts that are
  /// negative or above one, and exponents outside 1…8.
  public init(
    name: String = "custom", feed: LatencyModel = .fixed(.zero), usesReceiveTimes: Bool = false,
    entry: LatencyModel = .fixed(.zero), response: LatencyModel = .fixed(.zero),
    policy: MatchingPolicy = .faithful, queue: QueueModel = .riskAverse,
    slippage: SlippageModel = .none, staleAfter: Nanoseconds? = nil
  ) throws(ExecutionConfigurationError) {
    self.init(
      unchecked: name, feed, usesReceiveTimes, entry, response, policy, queue, slippage, staleAfter)
    if let error = firstError { throw error }
  }

  private init(
    unchecked name: String, _ feed: LatencyModel, _ usesReceiveTimes: Bool, _ entry: LatencyModel,
    _ response: LatencyModel, _ policy: MatchingPolicy, _ queue: QueueModel,
    _ slippage: SlippageModel, _ staleAfter: Nanoseconds?
  ) {
    self.name = name
    self.feed = feed
    self.usesReceiveTimes = usesReceiveTimes
    self.entry = entry
    self.response = response
    self.policy = policy
    self.queue = queue
    self.slippage = slippage
    self.staleAfter = staleAfter
  }
}

extension ExecutionConfiguration {
  /// No latency, always first in the queue, no slippage: what an execution model is held against.
  public static let ideal = ExecutionConfiguration(
    unchecked: "ideal", .fixed(.zero), false, .fixed(.zero), .fixed(.zero), .faithful, .front,
    .none, nil)

  /// A trader near the venue, not in it: half a millisecond of feed, a millisecond or more to the
  /// venue, the true queue or the wary estimate of it, a quarter of the spread for taking.
  public static let realistic = ExecutionConfiguration(
    unchecked: "realistic", .fixed(Nanoseconds(500_000)), true,
    .skewed(minimum: Nanoseconds(800_000), typical: Nanoseconds(400_000)),
    .skewed(minimum: Nanoseconds(500_000), typical: Nanoseconds(200_000)), .faithful, .riskAverse,
    .spread(millionths: 250_000), Nanoseconds(5_000_000_000))
}

/// Why a configuration cannot be meant: the field, and what it has to be.
public struct ExecutionConfigurationError: Error, Sendable, Equatable {
  /// Name of the field.
  public let field: String
  /// What it has to be.
  public let expected: String

  /// Takes every field.
  public init(field: String, expected: String) {
    self.field = field
    self.expected = expected
  }
}

extension ExecutionConfiguration {
  /// What is wrong with the first field that is wrong.
  private var firstError: ExecutionConfigurationError? {
    let legs = [("feed", feed), ("entry", entry), ("response", response)]
    for (field, model) in legs {
      if let expected = model.remedy(allowsNegative: field == "feed") {
        return ExecutionConfigurationError(field: field, expected: expected)
      }
    }
    if case .power(let exponent) = queue,
      !(1...QueueModel.greatestExponent).contains(exponent)
    {
      return ExecutionConfigurationError(field: "queue", expected: "an exponent of 1 to 8")
    }
    if !slippage.isSound {
      return ExecutionConfigurationError(
        field: "slippage", expected: "a part from 0 to 1000000 millionths")
    }
    if let staleAfter, staleAfter <= .zero {
      return ExecutionConfigurationError(field: "staleAfter", expected: "a span above zero")
    }
    return nil
  }
}

extension SlippageModel {
  fileprivate var isSound: Bool {
    switch self {
    case .none: true
    case .spread(let part), .price(let part), .volatility(let part): (0...1_000_000).contains(part)
    }
  }
}

extension LatencyModel {
  /// An hour: what no leg takes, and what keeps every sum far from its limits.
  private static let longest = Nanoseconds(3_600_000_000_000)

  /// What the model has to be; nil when it is that. A recorded feed may show clocks that disagree.
  fileprivate func remedy(allowsNegative: Bool) -> String? {
    let shortest = allowsNegative ? Nanoseconds(-Self.longest.count) : .zero
    func isSound(_ span: Nanoseconds) -> Bool { span >= .zero && span <= Self.longest }
    switch self {
    case .fixed(let latency):
      return isSound(latency) ? nil : "a span from 0 to an hour"
    case .uniform(let minimum, let spread):
      return isSound(minimum) && isSound(spread) ? nil : "spans from 0 to an hour"
    case .skewed(let minimum, let typical):
      // Ten doublings of the typical part still have to be spans.
      return isSound(minimum) && isSound(typical) && typical > .zero
        ? nil : "spans from 0 to an hour, the typical part above 0"
    case .recorded(let samples):
      guard !samples.isEmpty else { return "at least one sample" }
      guard samples.allSatisfy({ $0.latency >= shortest && $0.latency <= Self.longest }) else {
        return "samples from 0 to an hour"
      }
      let isSorted = zip(samples, samples.dropFirst()).allSatisfy { $0.time < $1.time }
      return isSorted ? nil : "samples in the order of their times, one a time"
    }
  }
}
