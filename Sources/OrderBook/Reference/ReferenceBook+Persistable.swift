public import Core

// instrument · quantity digits · rules · trade count · bids best to worst · offers best to worst.
// A level is its price and its orders from front to back; totals and links are made anew.

extension ReferenceBook: Persistable {
  /// Writes rules, trade count and every order in priority.
  /// - Complexity: O(orders).
  public func encode(into writer: inout ByteWriter) {
    instrument.encode(into: &writer)
    writer.append(quantityScale.digits)
    EventPayload.instrument(rules).encode(into: &writer)
    writer.append(tradeCount)
    for ladder in ladders {
      writer.append(ladder.levels.count)
      for level in ladder.levels.reversed() {
        level.price.encode(into: &writer)
        writer.append(level.orderCount)
        var slot = level.front
        while slot != OrderSlab.none {
          Self.encode(slab[slot].order, into: &writer)
          slot = slab[slot].next
        }
      }
    }
  }

  /// Reads a book back, refusing one that breaks an invariant.
  /// - Complexity: O(orders).
  public init(decoding reader: inout ByteReader) throws(DecodingError) {
    let instrument = try InstrumentID(decoding: &reader)
    guard let scale = DecimalScale(digits: Int(try reader.byte())) else {
      throw reader.invalid("quantity scale")
    }
    guard case .instrument(let rules) = try EventPayload(decoding: &reader) else {
      throw reader.invalid("rules")
    }
    self.init(instrument: instrument, quantityScale: scale, rules: rules)
    tradeCount = try reader.word()
    try decodeSide(.buy, from: &reader)
    try decodeSide(.sell, from: &reader)
    if let violation = invariantViolations().first {
      throw reader.invalid("book: \(violation.name)")
    }
  }

  private mutating func decodeSide(_ side: Side, from reader: inout ByteReader)
    throws(DecodingError)
  {
    let levelCount = try reader.count(minimumSize: 16)
    var levels: [(price: Price, orders: [BookOrder])] = []
    for _ in 0..<levelCount {
      let price = try Price(decoding: &reader)
      levels.append((price, try Self.decodeQueue(side, at: price, from: &reader)))
    }
    ladders[side.ladder].levels = levels.reversed().map { PriceLevel(price: $0.price) }
    for (distance, level) in levels.enumerated() {
      for order in level.orders {
        guard index[order.id.rawValue] == nil else { throw reader.invalid("book: duplicate") }
        enqueue(order, at: levelCount - 1 - distance)
      }
    }
  }

  /// Reads the orders of a level; their quantities are summed here with a check, so that forged
  /// bytes cannot overflow the level's total.
  private static func decodeQueue(_ side: Side, at price: Price, from reader: inout ByteReader)
    throws(DecodingError) -> [BookOrder]
  {
    let count = try reader.count(minimumSize: 41)
    var orders: [BookOrder] = []
    var total = Quantity.zero
    for _ in 0..<count {
      let order = BookOrder(
        id: try OrderID(decoding: &reader), owner: try PartyID(decoding: &reader), side: side,
        price: price, quantity: try Quantity(decoding: &reader),
        filled: try Quantity(decoding: &reader), fillCount: try reader.word(),
        isPostOnly: try reader.flag())
      guard order.remaining > .zero, let sum = total.adding(order.remaining) else {
        throw reader.invalid("order quantity")
      }
      total = sum
      orders.append(order)
    }
    return orders
  }

  private static func encode(_ order: BookOrder, into writer: inout ByteWriter) {
    order.id.encode(into: &writer)
    order.owner.encode(into: &writer)
    order.quantity.encode(into: &writer)
    order.filled.encode(into: &writer)
    writer.append(order.fillCount)
    writer.append(order.isPostOnly)
  }
}
