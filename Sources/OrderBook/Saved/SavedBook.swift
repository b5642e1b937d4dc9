internal import Core

// instrument · quantity digits · rules · trade count · bids best to worst · offers best to worst.
// A level is its price and its orders from front to back; totals and links are made anew.

/// What a saved book says, read and found sound: what any implementation of a book is rebuilt from.
struct SavedBook {
  let instrument: InstrumentID
  let quantityScale: DecimalScale
  let rules: InstrumentRules
  let tradeCount: UInt64
  /// Bids and offers, every level with its orders.
  let image: BookImage

  /// Reads a book, refusing one that breaks an invariant.
  /// - Complexity: O(orders).
  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    instrument = try InstrumentID(decoding: &reader)
    guard let scale = DecimalScale(digits: Int(try reader.byte())) else {
      throw reader.invalid("quantity scale")
    }
    quantityScale = scale
    guard case .instrument(let rules) = try EventPayload(decoding: &reader) else {
      throw reader.invalid("rules")
    }
    self.rules = rules
    tradeCount = try reader.word()
    let bids = try Self.levels(of: .buy, from: &reader)
    let asks = try Self.levels(of: .sell, from: &reader)
    let orderCount = (bids + asks).reduce(0) { $0 + $1.orderCount }
    image = BookImage(bids: bids, asks: asks, indexedCount: orderCount)
    if let violation = image.violations.first {
      throw reader.invalid("book: \(violation.name)")
    }
  }

  /// What `book` would save.
  /// - Complexity: O(orders).
  init(_ book: borrowing FastBook) {
    instrument = book.instrument
    quantityScale = book.quantityScale
    rules = book.rules
    tradeCount = book.tradeCount
    image = book.image
  }

  /// Levels of both sides, best first.
  var levels: [BookImage.Level] { image.bids + image.asks }

  private static func levels(
    of side: Side, from reader: inout ByteReader
  ) throws(StateDecodingError) -> [BookImage.Level] {
    let levelCount = try reader.count(minimumSize: 16)
    var levels: [BookImage.Level] = []
    for _ in 0..<levelCount {
      let price = try Price(decoding: &reader)
      levels.append(try level(side, at: price, from: &reader))
    }
    return levels
  }

  /// Reads the orders of a level; their quantities are summed here with a check, so that forged
  /// bytes cannot overflow the level's total.
  private static func level(
    _ side: Side, at price: Price, from reader: inout ByteReader
  ) throws(StateDecodingError) -> BookImage.Level {
    let count = try reader.count(minimumSize: 41)
    var entries: [BookImage.Entry] = []
    var total = Quantity.zero
    for place in 0..<count {
      let order = try order(side, at: price, from: &reader)
      guard order.remaining > order.reserve, let sum = total.adding(order.shown) else {
        throw reader.invalid("order quantity")
      }
      total = sum
      entries.append(BookImage.Entry(order: order, arrival: UInt64(place + 1)))
    }
    return BookImage.Level(price: price, total: total, orderCount: count, entries: entries)
  }

  /// Reads what `save` wrote of an order.
  static func order(
    _ side: Side, at price: Price, from reader: inout ByteReader
  ) throws(StateDecodingError) -> BookOrder {
    var order = BookOrder(
      id: try OrderID(decoding: &reader), owner: try PartyID(decoding: &reader), side: side,
      price: price, quantity: try Quantity(decoding: &reader),
      filled: try Quantity(decoding: &reader), fillCount: try reader.word())
    try readMarks(of: &order, from: &reader)
    return order
  }

  private static func readMarks(
    of order: inout BookOrder, from reader: inout ByteReader
  ) throws(StateDecodingError) {
    let marks = try reader.byte()
    guard marks <= 3 else { throw reader.invalid("order marks") }
    order.isPostOnly = marks & 1 != 0
    guard marks & 2 != 0 else { return }
    order.display = try Quantity(decoding: &reader)
    order.reserve = try Quantity(decoding: &reader)
    guard order.display > .zero, order.reserve >= .zero else {
      throw reader.invalid("shown quantity")
    }
  }
}

extension BookOrder {
  /// Writes what a saved book says of an order; side and price are its level's.
  func save(into writer: inout ByteWriter) {
    id.encode(into: &writer)
    owner.encode(into: &writer)
    quantity.encode(into: &writer)
    filled.encode(into: &writer)
    writer.append(fillCount)
    writer.append(UInt8((isPostOnly ? 1 : 0) + (display > .zero ? 2 : 0)))
    guard display > .zero else { return }
    display.encode(into: &writer)
    reserve.encode(into: &writer)
  }
}
