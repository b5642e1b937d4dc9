public import Core

/// Prices and volume of a stretch of trades.
public struct Bar: BitwiseCopyable, Sendable, Equatable {
  /// What traded.
  public var instrument: InstrumentID
  /// Start of the stretch: the boundary for time bars, the first trade for others.
  public var start: Timestamp
  /// End of the stretch: the boundary for time bars, the last trade for others.
  public var end: Timestamp
  /// Price of the first trade.
  public var open: Price
  /// Highest price.
  public var high: Price
  /// Lowest price.
  public var low: Price
  /// Price of the last trade.
  public var close: Price
  /// How much traded.
  public var volume: Int64
  /// How many trades.
  public var tradeCount: UInt64

  /// Takes every field.
  public init(
    instrument: InstrumentID, start: Timestamp, end: Timestamp, open: Price, high: Price,
    low: Price, close: Price, volume: Int64, tradeCount: UInt64
  ) {
    self.instrument = instrument
    self.start = start
    self.end = end
    self.open = open
    self.high = high
    self.low = low
    self.close = close
    self.volume = volume
    self.tradeCount = tradeCount
  }
}

/// When a bar ends.
public enum BarSpecification: BitwiseCopyable, Sendable, Equatable {
  /// Every so many nanoseconds of event time, on multiples since 1970.
  case time(Nanoseconds)
  /// When at least this raw quantity has traded.
  case volume(Int64)
  /// After this many trades.
  case ticks(UInt64)
}
