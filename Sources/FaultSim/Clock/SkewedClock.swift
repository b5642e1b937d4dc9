public import Core

/// A clock that runs too fast or too slow, and jumps: what a process reads where the simulation knows
/// the true time.
public struct SkewedClock: Sendable, Equatable {
  /// How much too fast it runs, in millionths; negative: too slow.
  public var skew: Int64
  /// When it jumps, and by how much, at most once.
  public var step: (at: Timestamp, by: Nanoseconds)?

  /// A clock that is right, unless told otherwise.
  public init(skew: Int64 = 0) { self.skew = max(-900_000, skew) }

  /// How long a wait of `span` by this clock lasts in truth, from `now` on. A jump ahead ends it
  /// early, a jump back makes it longer.
  func truth(of span: Nanoseconds, from now: Timestamp) -> Nanoseconds {
    var length = span.count * 1_000_000 / (1_000_000 + skew)
    if let step, step.at > now, step.at < now.advanced(by: Nanoseconds(length)) {
      length = max(step.at.since(now).count, length - step.by.count)
    }
    return Nanoseconds(max(1, length))
  }

  /// Equal when both run and jump alike.
  public static func == (left: Self, right: Self) -> Bool {
    left.skew == right.skew && left.step?.at == right.step?.at && left.step?.by == right.step?.by
  }
}
