/// What an order of ours does to a recorded market.
public enum MatchingPolicy: UInt8, Sendable, Equatable {
  /// History happens as recorded. Ours stand in its queues and trade when what is ahead is gone, or
  /// when the tape trades through; what they took is not offered to them twice.
  case faithful = 1
  /// Recorded orders and aggressors enter the real matching engine anew, with ours among them. For
  /// tapes that name orders; an instrument told by level falls back to `faithful`.
  case counterfactual = 2
}
