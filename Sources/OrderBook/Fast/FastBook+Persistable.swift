public import Core

extension FastBook: Persistable {
  /// Writes rules, trade count and every order in priority: the reference book's bytes.
  /// - Complexity: O(orders).
  public func encode(into writer: inout ByteWriter) {
    instrument.encode(into: &writer)
    writer.append(quantityScale.digits)
    EventPayload.instrument(rules).encode(into: &writer)
    writer.append(tradeCount)
    for side in [Side.buy, .sell] {
      writer.append(levelCount(side))
      eachLevel(side) { level in
        levels[level].price.encode(into: &writer)
        writer.append(Int(levels[level].count))
        eachOrder(of: level) { restingOrder(in: $0).save(into: &writer) }
        return true
      }
    }
  }

  /// Reads a book back, refusing one that breaks an invariant.
  /// - Complexity: O(orders).
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(try SavedBook(decoding: &reader))
  }

  /// A book of the same orders in the same priority, as if `other` had been saved and read back.
  /// - Complexity: O(orders).
  init(copying other: borrowing FastBook) { self.init(SavedBook(other)) }

  private init(_ saved: SavedBook) {
    self.init(
      instrument: saved.instrument, quantityScale: saved.quantityScale, rules: saved.rules)
    trades = saved.tradeCount
    unit = ExactDivisor(
      saved.levels.reduce(saved.rules.tick.rawValue) { commonDivisor($0, $1.price.rawValue) })
    entry = EntryRules(rules, quantityScale: quantityScale, unit: unit.divisor)
    for level in saved.levels {
      for entry in level.entries {
        _ = putIn(entry.order)
      }
    }
  }
}

extension IncomingOrder {
  /// The shown part of an order that rests; it reaches nothing.
  init(_ order: BookOrder) {
    id = order.id
    owner = order.owner
    side = order.side
    isPostOnly = order.isPostOnly
    limitRank = .max
    remaining = order.shown
    fills = FillRecord(filled: order.filled, count: order.fillCount)
  }
}
