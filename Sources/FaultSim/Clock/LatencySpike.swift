public import Core

/// A stretch of time in which every request to the disk takes longer.
public struct LatencySpike: Sendable, Equatable {
  /// When it begins.
  public var start: Timestamp
  /// How long it lasts, and how much longer a request that begins in it takes.
  public var length: Nanoseconds

  /// Names a spike.
  public init(at start: Timestamp, for length: Nanoseconds) {
    self.start = start
    self.length = length
  }

  /// What it adds to a request that begins now: what is left of it.
  func addition(at now: Timestamp) -> Nanoseconds {
    guard now >= start else { return Nanoseconds(0) }
    return Nanoseconds(max(0, length.count - now.since(start).count))
  }
}
