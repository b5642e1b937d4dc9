public import Core

/// How long one leg of the way to the venue takes.
public enum LatencyModel: Sendable, Equatable {
  /// Always the same.
  case fixed(Nanoseconds)
  /// At least `minimum`, and a part on top that is uniform in `0…spread`.
  case uniform(minimum: Nanoseconds, spread: Nanoseconds)
  /// At least `minimum`, and a part on top with a long tail: up to `typical` half of the time, each
  /// further doubling of it half as often as the one before, no more than ten doublings.
  case skewed(minimum: Nanoseconds, typical: Nanoseconds)
  /// What was measured: between two samples a straight line, before the first and behind the last
  /// their own. Samples stand in the order of their times.
  case recorded([LatencySample])
}

extension LatencyModel {
  /// The least that it gives.
  var least: Nanoseconds {
    switch self {
    case .fixed(let latency): latency
    case .uniform(let minimum, _), .skewed(let minimum, _): minimum
    case .recorded(let samples): samples.map(\.latency).min() ?? .zero
    }
  }
}

/// One measured latency.
public struct LatencySample: BitwiseCopyable, Sendable, Equatable {
  /// When the message left.
  public var time: Timestamp
  /// How long it took.
  public var latency: Nanoseconds

  /// Takes every field.
  public init(time: Timestamp, latency: Nanoseconds) {
    self.time = time
    self.latency = latency
  }
}
