internal import Core
internal import OrderBook
internal import Wire

/// A book that somebody else has rebuilt from the same rows, as far as it is told.
struct DatabentoCheckpoint {
  /// One price: a count of 10⁻⁹, what stands there, and how many orders that is.
  struct Level: Equatable {
    let price: Int64
    let quantity: Int64
    let orders: Int64
  }

  /// Which row the book stands behind.
  enum Place {
    /// The row with this number, from 0.
    case row(UInt64)
    /// The last row of the event with this receive time and sequence number.
    case event(received: Timestamp, sequence: UInt64)
  }

  /// How many levels a side are told.
  static let depth = 10

  let place: Place
  /// Best first.
  let bids: [Level]
  /// Best first.
  let asks: [Level]

  /// Whether a book has just these levels at its top.
  func agrees(with book: LevelBook, _ scale: DecimalScale) -> Bool {
    Self.levels(book, .buy, scale) == bids && Self.levels(book, .sell, scale) == asks
  }

  private static func levels(
    _ book: LevelBook, _ side: Side, _ scale: DecimalScale
  ) -> [Level] {
    let factor = DecimalScale.nanoseconds.unitsPerWhole / scale.unitsPerWhole
    return book.depth(side, levels: depth).map { level in
      let (price, overflow) = level.price.rawValue.multipliedReportingOverflow(by: factor)
      return Level(
        price: overflow ? .max : price, quantity: level.quantity.rawValue,
        orders: Int64(level.orderCount))
    }
  }
}

// Checkpoints of JSON: {"checkpoints": [{"csv_row": 9000, "bids": [["4805.00", 7, 3], …], …}]}.
extension DatabentoCheckpoint {
  init?(_ value: JSONValue) {
    guard let row = value["csv_row"]?.integer, row >= 0,
      let bids = Self.levels(value["bids"]), let asks = Self.levels(value["asks"])
    else { return nil }
    self.init(place: .row(UInt64(row)), bids: bids, asks: asks)
  }

  private static func levels(_ value: JSONValue?) -> [Level]? {
    guard let elements = value?.elements else { return nil }
    let levels = elements.compactMap(level)
    return levels.count == elements.count ? levels : nil
  }

  private static func level(_ value: JSONValue) -> Level? {
    guard let parts = value.elements, parts.count == 3, let price = price(parts[0].string ?? ""),
      let quantity = parts[1].integer, let orders = parts[2].integer
    else { return nil }
    return Level(price: price, quantity: quantity, orders: orders)
  }

  /// A decimal text as a count of 10⁻⁹.
  static func price(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    var scanner = ASCIIScanner(bytes.span)
    guard let price = try? scanner.decimal(.nanoseconds), scanner.isAtEnd else { return nil }
    return price
  }
}

/// Where the columns of an `mbp-10` file stand.
struct DatabentoDepthColumns {
  private struct LevelColumns {
    let price: CSVColumn
    let quantity: CSVColumn
    let orders: CSVColumn
  }

  private let received: CSVColumn
  private let sequence: CSVColumn
  private let flags: CSVColumn?
  private let bids: [LevelColumns]
  private let asks: [LevelColumns]

  /// Reads the header line.
  init(_ line: Span<UInt8>) throws(RecordFailure) {
    let header = CSVHeader(line)
    received = try header.column("ts_recv")
    sequence = try header.column("sequence")
    flags = header.columnIfAny("flags")
    bids = try Self.levels(header, "bid")
    asks = try Self.levels(header, "ask")
  }

  /// Reads a row; nil for one in the middle of an event, whose book nobody else has.
  func checkpoint(_ fields: borrowing CSVFields) throws(RecordFailure) -> DatabentoCheckpoint? {
    if let flags, try fields.unsigned(flags) & 0x80 == 0 { return nil }
    guard let time = try DatabentoNumber.time(fields, received) else {
      throw fields.notAllowed(received)
    }
    return DatabentoCheckpoint(
      place: .event(received: time, sequence: try fields.unsigned(sequence)),
      bids: try Self.read(bids, fields), asks: try Self.read(asks, fields))
  }

  private static func levels(
    _ header: CSVHeader, _ side: String
  ) throws(RecordFailure) -> [LevelColumns] {
    var levels: [LevelColumns] = []
    for depth in 0..<DatabentoCheckpoint.depth {
      let number = depth < 10 ? "0\(depth)" : "\(depth)"
      levels.append(
        LevelColumns(
          price: try header.column("\(side)_px_\(number)"),
          quantity: try header.column("\(side)_sz_\(number)"),
          orders: try header.column("\(side)_ct_\(number)")))
    }
    return levels
  }

  private static func read(
    _ columns: [LevelColumns], _ fields: borrowing CSVFields
  ) throws(RecordFailure) -> [DatabentoCheckpoint.Level] {
    var levels: [DatabentoCheckpoint.Level] = []
    for column in columns {
      guard let price = try DatabentoNumber.price(fields, column.price) else { continue }
      levels.append(
        DatabentoCheckpoint.Level(
          price: price, quantity: try fields.decimal(column.quantity, .whole),
          orders: try fields.decimal(column.orders, .whole)))
    }
    return levels
  }
}
