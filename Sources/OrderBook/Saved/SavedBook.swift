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
      let order = BookOrder(
        id: try OrderID(decoding: &reader), owner: try PartyID(decoding: &reader), side: side,
        price: price, quantity: try Quantity(decoding: &reader),
        filled: try Quantity(decoding: &reader), fillCount: try reader.word(),
        isPostOnly: try reader.flag())
      guard order.remaining > .zero, let sum = total.adding(order.remaining) else {
        throw reader.invalid("order quantity")
      }
      total = sum
      entries.append(BookImage.Entry(order: order, arrival: UInt64(place + 1)))
    }
    return BookImage.Level(price: price, total: total, orderCount: count, entries: entries)
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
    writer.append(isPostOnly)
  }
}
