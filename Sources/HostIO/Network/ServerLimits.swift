public import Wire

/// What a server lets its clients use up.
public struct ServerLimits: Sendable, Equatable {
  /// Connections at a time; one more is answered with 503 and closed.
  public var connections = 16
  /// Size of a request's head.
  public var head = HTTPLimits.standard
  /// From a connection's beginning until its request is whole, else 408.
  public var requestNanos: Int64 = 2_000_000_000
  /// From the answer's beginning until its last byte is with the system, else it is cut.
  public var responseNanos: Int64 = 5_000_000_000
  /// How long a client's surplus is thrown away so that it can still read its answer.
  public var drainNanos: Int64 = 1_000_000_000
  /// How much surplus.
  public var drainBytes = 65_536

  /// Ample for Prometheus and a person with curl, nothing for anybody else.
  public init() {}
}
