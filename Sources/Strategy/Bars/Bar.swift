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

extension Bar {
  /// A bar of one trade.
  init(
    _ instrument: InstrumentID, of trade: Trade, start: Timestamp, end: Timestamp
  ) {
    self.init(
      instrument: instrument, start: start, end: end, open: trade.price, high: trade.price,
      low: trade.price, close: trade.price, volume: trade.quantity.rawValue, tradeCount: 1)
  }

  /// Takes in one more trade; a volume beyond 64 bits is held there.
  mutating func add(_ trade: Trade) {
    high = max(high, trade.price)
    low = min(low, trade.price)
    close = trade.price
    let (sum, overflow) = volume.addingReportingOverflow(trade.quantity.rawValue)
    volume = overflow ? .max : sum
    tradeCount &+= 1
  }
}

extension Bar: Persistable {
  /// Writes every field.
  public func encode(into writer: inout ByteWriter) {
    instrument.encode(into: &writer)
    start.encode(into: &writer)
    end.encode(into: &writer)
    for price in [open, high, low, close] { price.encode(into: &writer) }
    writer.append(volume)
    writer.append(tradeCount)
  }

  /// Reads a bar that trades could have made.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(
      instrument: try InstrumentID(decoding: &reader), start: try Timestamp(decoding: &reader),
      end: try Timestamp(decoding: &reader), open: try Price(decoding: &reader),
      high: try Price(decoding: &reader), low: try Price(decoding: &reader),
      close: try Price(decoding: &reader), volume: try reader.signedWord(),
      tradeCount: try reader.word())
    guard start <= end, low <= min(open, close), high >= max(open, close), volume >= 0,
      tradeCount > 0
    else { throw reader.invalid("bar") }
  }
}
