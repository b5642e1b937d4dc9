public import Core

/// What a delivery came to.
public struct DeliveryReport: Sendable, Equatable {
  /// Broken promises.
  public internal(set) var violations: [String] = []
  /// Simulated time that it took.
  public internal(set) var length = Nanoseconds(0)
  /// How often the node was stopped and brought back.
  public internal(set) var recoveries = 0
  /// Messages of both directions, and what befell them.
  public internal(set) var messages: UInt64 = 0
  /// See `messages`.
  public internal(set) var dropped: UInt64 = 0
  /// See `messages`.
  public internal(set) var duplicated: UInt64 = 0
  /// See `messages`.
  public internal(set) var reordered: UInt64 = 0
  /// See `messages`.
  public internal(set) var stalled: UInt64 = 0
  /// How often the sender's patience ended.
  public internal(set) var timeouts: UInt64 = 0
  /// Messages that the node had handled before, and passed over.
  public internal(set) var repeats: UInt64 = 0
  /// Longest time between an input's first sending and its acknowledgement.
  public internal(set) var longestWait = Nanoseconds(0)
  /// Folds the state at each recovery and at the end.
  public internal(set) var trace = TraceHash()

  /// Nothing happened yet.
  public init() {}
}
