public import Core

// instrument · origin · message complete · oddities · bids, offers: price and nameless quantity of
// each level that has any, best first · orders by id · requests by id, passing orders by id, fills
// awaited. What levels hold altogether is made anew.

extension LevelBook: Persistable {
  /// Writes what stands in the book, and what the tape has said of orders that do not.
  /// - Complexity: O(levels + n log n) for n orders.
  public func encode(into writer: inout ByteWriter) {
    instrument.encode(into: &writer)
    writer.append(origin.rawValue)
    writer.append(isMessageComplete)
    oddities.encode(into: &writer)
    standing.encode(into: &writer)
    lifecycle.encode(into: &writer)
  }

  /// Reads a book back, refusing one that no tape leads to.
  /// - Complexity: as `encode`.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(instrument: try InstrumentID(decoding: &reader))
    guard let origin = Origin(rawValue: try reader.byte()) else { throw reader.invalid("origin") }
    self.origin = origin
    isMessageComplete = try reader.flag()
    guard isMessageComplete || origin == .marketData else { throw reader.invalid("message") }
    oddities = try LevelBookOddities(decoding: &reader)
    standing = try RecordedDepth(decoding: &reader)
    guard origin != .nothing || standing.isEmpty else { throw reader.invalid("levels") }
    lifecycle = try ReportedOrders(decoding: &reader)
    guard origin == .reports || lifecycle.isEmpty else { throw reader.invalid("reports") }
  }
}

extension RecordedDepth: Persistable {
  /// Whether nothing stands there.
  var isEmpty: Bool { levelCount(.buy) + levelCount(.sell) == 0 }

  func encode(into writer: inout ByteWriter) {
    for side in [Side.buy, .sell] {
      var nameless: [RecordedLevel] = []
      forEachCell(side) { cell in
        let level = levels[cell]
        let rest = level.total - attributedPart(cell).quantity
        if rest > .zero { nameless.append(RecordedLevel(price: level.price, total: rest)) }
      }
      writer.append(nameless)
    }
    let placed = ordersInOrder()
    writer.append(placed.count)
    for (id, order) in placed {
      writer.append(id)
      writer.append(order.side == .buy)
      order.price.encode(into: &writer)
      order.remaining.encode(into: &writer)
    }
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init()
    for side in [Side.buy, .sell] {
      var last: Price?
      for _ in 0..<(try reader.count(minimumSize: 16)) {
        let level = try RecordedLevel(decoding: &reader)
        let isSorted = last.map { side == .buy ? level.price < $0 : level.price > $0 } ?? true
        guard isSorted, level.total > .zero else { throw reader.invalid("level") }
        _ = addAnonymous(side, at: level.price, level.total)
        last = level.price
      }
    }
    var last: UInt64?
    for _ in 0..<(try reader.count(minimumSize: 25)) {
      let id = try reader.word()
      guard last.map({ id > $0 }) ?? true else { throw reader.invalid("order id") }
      let side: Side = try reader.flag() ? .buy : .sell
      let price = try Price(decoding: &reader)
      let remaining = try Quantity(decoding: &reader)
      guard remaining > .zero, put(OrderID(id), side, at: price, remaining) else {
        throw reader.invalid("order quantity")
      }
      last = id
    }
  }
}

extension RecordedLevel: Persistable {
  func encode(into writer: inout ByteWriter) {
    price.encode(into: &writer)
    total.encode(into: &writer)
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    price = try Price(decoding: &reader)
    total = try Quantity(decoding: &reader)
  }
}

extension LevelBookOddities: Persistable {
  /// Writes the counts in declared order.
  public func encode(into writer: inout ByteWriter) {
    for count in Self.counts { writer.append(self[keyPath: count]) }
  }

  /// Reads the counts in declared order.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init()
    for count in Self.counts { self[keyPath: count] = try reader.word() }
  }

  private static var counts: [WritableKeyPath<LevelBookOddities, UInt64>] {
    [
      \.unknownOrders, \.duplicateOrders, \.missingIDs, \.shortfalls, \.mismatchedRemovals,
      \.overflows, \.overwrittenOrders, \.crossedBooks, \.lockedBooks, \.ignoredReports,
    ]
  }
}
