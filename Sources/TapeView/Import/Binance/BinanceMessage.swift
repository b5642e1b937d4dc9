internal import Core

/// One line of a raw Binance recording: `receive_ns json`.
struct BinanceMessage {
  /// What the line says.
  enum Content {
    /// A picture of the book, as the REST route `depth` answers it.
    case picture(BinancePicture)
    /// Changes of the book.
    case depth(BinanceDepth)
    /// Best bid and offer, and the number of the update behind which they stood.
    case quote(Quote, update: UInt64)
    /// A print; an aggregate covers these trades.
    case trade(Trade, covers: SourceSequence?)
    /// Something that is no market data of ours.
    case other
  }

  /// When the recorder received it.
  let received: Timestamp
  /// When the exchange handled it (`T`), else when it sent it (`E`); nil where it tells neither.
  let time: Timestamp?
  let content: Content
}

/// A side's levels as the venue told them, best first in pictures.
struct BinanceLevel: Equatable {
  let side: Side
  let price: Price
  /// Zero when nothing stands there.
  let quantity: Quantity
}

/// A picture of the book.
struct BinancePicture {
  /// The last update that the picture knows.
  let lastUpdate: UInt64
  /// Bids, then offers.
  let levels: [BinanceLevel]
}

/// A range of updates, boiled down to what they changed.
struct BinanceDepth {
  /// `U…u`.
  let updates: SourceSequence
  /// The update that this message follows on: `pu`, on the spot market `U` - 1.
  let previous: UInt64
  /// Bids, then offers.
  let levels: [BinanceLevel]
}

/// How the numbers on a recording's lines become prices and quantities.
struct BinanceScales {
  let price: DecimalScale
  let quantity: DecimalScale
}

/// What a line says of its instrument before anything else is read: enough for a tape's header.
struct BinanceFirstLook {
  /// A price and a quantity as written.
  typealias Numerals = (price: String, quantity: String)

  /// `BTCUSDT`, `ETHUSD_PERP`; nil on spot pictures and lines that are no market data.
  let symbol: String?
  /// Of the first price that the line tells; nil on lines without.
  let numerals: Numerals?

  /// Reads a line.
  init(_ line: Span<UInt8>) throws(RecordFailure) {
    let body = try BinanceLine(line).body
    symbol = body.textIfAny("s") ?? body.textIfAny("symbol")
    if body.has("lastUpdateId") {
      numerals = try Self.first(body, "bids", "asks")
    } else if body.has("U") {
      numerals = try Self.first(body, "b", "a")
    } else if body.has("B") {
      numerals = try Self.pair(body, "b", "B")
    } else if body.has("p"), body.has("q") {
      numerals = try Self.pair(body, "p", "q")
    } else {
      numerals = nil
    }
  }

  private static func first(
    _ body: borrowing JSONRecord, _ bids: StaticString, _ asks: StaticString
  ) throws(RecordFailure) -> Numerals? {
    var first: JSONLevel?
    for name in [bids, asks] {
      try body.forEachLevel(name) { level throws(RecordFailure) in first = first ?? level }
    }
    return first.map { (body.text($0.price), body.text($0.quantity)) }
  }

  private static func pair(
    _ body: borrowing JSONRecord, _ price: StaticString, _ quantity: StaticString
  ) throws(RecordFailure) -> Numerals {
    (body.text(try body.numeral(price)), body.text(try body.numeral(quantity)))
  }
}

/// A line taken apart: when it was received, and the object within its envelope.
struct BinanceLine: ~Escapable {
  let received: Timestamp
  let body: JSONRecord

  @_lifetime(copy line)
  init(_ line: Span<UInt8>) throws(RecordFailure) {
    var scanner = ASCIIScanner(line)
    do throws(ScanFailure) {
      let nanoseconds = try scanner.unsigned()
      guard let count = Int64(exactly: nanoseconds), let time = Timestamp(nanoseconds: count) else {
        throw .outOfRange
      }
      received = time
      try scanner.expect(UInt8(ascii: " "))
    } catch {
      throw RecordFailure(
        column: scanner.cursor + 1, reason: .number(field: "receive time", error))
    }
    let record = try JSONRecord(line, from: scanner.cursor)
    body = record.has("data") ? try record.record("data") : record
  }
}
