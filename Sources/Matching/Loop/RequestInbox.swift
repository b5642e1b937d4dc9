public import Handoff

/// The end of a bounded queue from which a ``MatchingLoop`` takes its requests, in one total order.
public protocol RequestInbox: ~Copyable, Sendable {
  /// The next request; nil when none waits.
  mutating func next() -> MatchingRequest?
}

/// One gateway: its own order.
extension SPSCConsumer<MatchingRequest>: RequestInbox {
  /// The request that waited longest.
  public mutating func next() -> MatchingRequest? { pop() }
}

/// Any number of gateways: the order of their tickets.
extension MPSCConsumer<MatchingRequest>: RequestInbox {
  /// The request with the smallest ticket.
  public mutating func next() -> MatchingRequest? { pop()?.element }
}
