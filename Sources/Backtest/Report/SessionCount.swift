internal import Engine
internal import OMS

/// How far a session is, of what its steps are told by: cheap to take, before and behind each.
public struct SessionCount: BitwiseCopyable, Sendable, Equatable {
  /// Requests that left or were denied.
  public let asked: UInt64
  /// Fills that were posted.
  public let fills: UInt64
  /// Orders at the venue, or on their way there.
  public let working: Int

  /// Looks at a session.
  public init(_ session: borrowing Session) {
    asked = session.engine.counters.requests &+ session.engine.counters.denials
    fills = session.engine.counters.fills
    working = session.engine.orders.workingCount
  }
}
