internal import Core
internal import OrderBook

/// One line of a LOBSTER order book file: ask price, ask size, bid price, bid size, a level each.
///
/// Places that no level fills hold a dummy price and size 0; they are left out.
struct LobsterBookRow: Equatable {
  /// A price and what stands there.
  struct Level: Equatable {
    let price: Price
    let quantity: Quantity
  }

  /// Best first.
  private(set) var bids: [Level] = []
  /// Best first.
  private(set) var asks: [Level] = []
  /// How many levels a side the file has room for.
  private(set) var width = 0

  /// Reads a line; its length says how many levels there are.
  init(_ line: Span<UInt8>) throws(RecordFailure) {
    var row = CSVRow(line)
    repeat {
      if let level = try Self.level(&row, "ask price", "ask size") { asks.append(level) }
      if let level = try Self.level(&row, "bid price", "bid size") { bids.append(level) }
      width += 1
    } while !row.isAtEnd
  }

  /// The levels of a side, best first.
  func levels(_ side: Side) -> [Level] {
    switch side {
    case .buy: bids
    case .sell: asks
    }
  }

  /// The row as a picture of a book. An empty book is one line of nothing.
  var snapshot: [Snapshot] {
    var lines = bids.map { Snapshot(side: .buy, price: $0.price, quantity: $0.quantity) }
    lines += asks.map { Snapshot(side: .sell, price: $0.price, quantity: $0.quantity) }
    if lines.isEmpty, let nowhere = Price(rawValue: 0) {
      lines = [Snapshot(side: .buy, price: nowhere, quantity: .zero)]
    }
    if let last = lines.indices.last {
      lines[0].isFirst = true
      lines[last].isLast = true
    }
    return lines
  }

  /// Whether a book's best `depth` levels of both sides are this row's.
  func agrees(with book: LevelBook, depth: Int) -> Bool {
    [Side.buy, .sell].allSatisfy { side in
      let standing = book.depth(side, levels: depth)
      return standing.map { Level(price: $0.price, quantity: $0.quantity) }
        == Array(levels(side).prefix(depth))
    }
  }

  private static func level(
    _ row: inout CSVRow, _ priceField: StaticString, _ sizeField: StaticString
  ) throws(RecordFailure) -> Level? {
    guard let price = Price(rawValue: try row.decimal(priceField)) else {
      throw row.notAllowed(priceField)
    }
    guard let quantity = Quantity(rawValue: try row.decimal(sizeField)) else {
      throw row.notAllowed(sizeField)
    }
    return quantity == .zero ? nil : Level(price: price, quantity: quantity)
  }
}
