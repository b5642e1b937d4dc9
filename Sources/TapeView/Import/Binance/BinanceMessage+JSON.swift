internal import Core

extension BinanceMessage {
  /// Reads a line; `symbol` is that of the tape's instrument.
  init(_ line: Span<UInt8>, symbol: String, _ scales: BinanceScales) throws(RecordFailure) {
    let parts = try BinanceLine(line)
    let body = parts.body
    if let other = body.textIfAny("s") ?? body.textIfAny("symbol"), other != symbol {
      throw body.failure(body.has("s") ? "s" : "symbol", .otherInstrument(other))
    }
    received = parts.received
    time = try Self.time(body)
    content = try Self.content(body, scales)
  }

  private static func time(_ body: borrowing JSONRecord) throws(RecordFailure) -> Timestamp? {
    var told = try body.unsignedIfAny("T")
    if told == nil { told = try body.unsignedIfAny("E") }
    guard let milliseconds = told else { return nil }
    guard milliseconds <= UInt64(Int64.max / Nanoseconds.millisecond.count) else {
      throw body.failure(body.has("T") ? "T" : "E", expected: "milliseconds")
    }
    return Timestamp(nanoseconds: Int64(milliseconds) * Nanoseconds.millisecond.count)
  }

  /// Spot `bookTicker` and pictures have no `e` and are known by their members.
  private static func content(
    _ body: borrowing JSONRecord, _ scales: BinanceScales
  ) throws(RecordFailure) -> Content {
    switch body.textIfAny("e") {
    case "depthUpdate": return .depth(try depth(body, scales))
    case "bookTicker": return try quote(body, scales)
    case "trade":
      return .trade(try trade(body, number: "t", scales), covers: nil)
    case "aggTrade":
      let trade = try trade(body, number: "a", scales)
      let covers = SourceSequence(first: try body.unsigned("f"), last: try body.unsigned("l"))
      return .trade(trade, covers: covers)
    case nil:
      if body.has("lastUpdateId") { return .picture(try picture(body, scales)) }
      return body.has("B") && body.has("u") ? try quote(body, scales) : .other
    case .some: return .other
    }
  }

  private static func picture(
    _ body: borrowing JSONRecord, _ scales: BinanceScales
  ) throws(RecordFailure) -> BinancePicture {
    BinancePicture(
      lastUpdate: try body.unsigned("lastUpdateId"),
      levels: try levels(body, "bids", .buy, scales) + levels(body, "asks", .sell, scales))
  }

  private static func depth(
    _ body: borrowing JSONRecord, _ scales: BinanceScales
  ) throws(RecordFailure) -> BinanceDepth {
    let (first, last) = (try body.unsigned("U"), try body.unsigned("u"))
    guard let updates = SourceSequence(first: first, last: last) else {
      throw body.failure("u", .notAllowed(field: "u"))
    }
    return BinanceDepth(
      updates: updates,
      previous: body.has("pu") ? try body.unsigned("pu") : first &- 1,
      levels: try levels(body, "b", .buy, scales) + levels(body, "a", .sell, scales))
  }

  /// A side without an order is written as price and quantity zero.
  private static func quote(
    _ body: borrowing JSONRecord, _ scales: BinanceScales
  ) throws(RecordFailure) -> Content {
    let bidQuantity = try body.quantity("B", scales.quantity)
    let askQuantity = try body.quantity("A", scales.quantity)
    var quote = Quote()
    if bidQuantity > .zero {
      quote.bid = try body.price("b", scales.price)
      quote.bidQuantity = bidQuantity
    }
    if askQuantity > .zero {
      quote.ask = try body.price("a", scales.price)
      quote.askQuantity = askQuantity
    }
    return .quote(quote, update: try body.unsigned("u"))
  }

  /// `m` says that the buyer was the maker: then a sell order took.
  private static func trade(
    _ body: borrowing JSONRecord, number: StaticString, _ scales: BinanceScales
  ) throws(RecordFailure) -> Trade {
    Trade(
      trade: TradeID(try body.unsigned(number)), price: try body.price("p", scales.price),
      quantity: try body.quantity("q", scales.quantity),
      aggressor: try body.bool("m") ? .sell : .buy)
  }

  private static func levels(
    _ body: borrowing JSONRecord, _ name: StaticString, _ side: Side, _ scales: BinanceScales
  ) throws(RecordFailure) -> [BinanceLevel] {
    var levels: [BinanceLevel] = []
    try body.forEachLevel(name) { level throws(RecordFailure) in
      levels.append(
        BinanceLevel(
          side: side, price: try body.price(level.price, of: name, scales.price),
          quantity: try body.quantity(level.quantity, of: name, scales.quantity)))
    }
    return levels
  }
}
