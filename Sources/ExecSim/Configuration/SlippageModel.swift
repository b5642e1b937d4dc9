/// By how much worse than the book says an order of ours trades when it takes.
///
/// Rounded against ours to the tick, and never beyond the order's limit. Parts are millionths.
public enum SlippageModel: BitwiseCopyable, Sendable, Equatable {
  /// At the prices of the book.
  case none
  /// A part of the spread between best bid and offer when the order arrives; the primary model,
  /// because the spread is the market's own price of immediacy.
  case spread(millionths: Int64)
  /// A part of the price: 100 is one basis point.
  case price(millionths: Int64)
  /// A part of the average move from one print to the next, which wears off over 64 prints.
  case volatility(millionths: Int64)
}
