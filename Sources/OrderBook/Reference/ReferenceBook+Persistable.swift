public import Core

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
          slab[slot].order.save(into: &writer)
          slot = slab[slot].next
        }
      }
    }
  }

  /// Reads a book back, refusing one that breaks an invariant.
  /// - Complexity: O(orders).
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(try SavedBook(decoding: &reader))
  }

  private init(_ saved: SavedBook) {
    self.init(
      instrument: saved.instrument, quantityScale: saved.quantityScale, rules: saved.rules)
    tradeCount = saved.tradeCount
    for (side, levels) in [(Side.buy, saved.image.bids), (.sell, saved.image.asks)] {
      let worstFirst = levels.reversed()
      ladders[side.ladder].levels = worstFirst.map { PriceLevel(price: $0.price) }
      for (position, level) in worstFirst.enumerated() {
        for entry in level.entries { enqueue(entry.order, at: position) }
      }
    }
  }
}
