internal import Core

/// One line of a Bitstamp log: `receive_ms channel {json}`.
struct BitstampMessage {
  /// What the line says.
  enum Content {
    /// An order came, changed or went.
    case order(BitstampOrder)
    /// A print.
    case trade(Trade)
    /// The best levels of both sides, bids first.
    case picture([Snapshot])
    /// Another channel.
    case other
  }

  /// When the recorder received it.
  let received: Timestamp
  let content: Content

  /// Reads a line.
  init(_ line: Span<UInt8>) throws(RecordFailure) {
    var scanner = ASCIIScanner(line)
    let limit = UInt64(Int64.max / Nanoseconds.millisecond.count)
    do throws(ScanFailure) {
      let milliseconds = try scanner.unsigned()
      guard milliseconds <= limit,
        let time = Timestamp(nanoseconds: Int64(milliseconds) * Nanoseconds.millisecond.count)
      else { throw .outOfRange }
      received = time
      try scanner.expect(UInt8(ascii: " "))
    } catch {
      throw RecordFailure(
        column: scanner.cursor + 1, reason: .number(field: "receive time", error))
    }
    let channelColumn = scanner.cursor + 1
    let channel = scanner.takeWord()
    guard scanner.take(UInt8(ascii: " ")) else {
      throw RecordFailure(
        column: channelColumn, reason: .columns(expected: "receive time, channel and JSON"))
    }
    let body = try JSONRecord(line, from: scanner.cursor)
    switch channel {
    case "order_created", "order_changed", "order_deleted":
      content = .order(try BitstampOrder(body, channel: channel))
    case "trade": content = .trade(try Self.trade(body))
    case "order_book": content = .picture(try Self.picture(body))
    default: content = .other  // open set: channels
    }
  }

  /// Prices and quantities of trades went through a binary fraction on their way to the log.
  private static func trade(_ body: borrowing JSONRecord) throws(RecordFailure) -> Trade {
    Trade(
      trade: TradeID(try body.unsigned("id")),
      price: try body.priceNear("price", BitstampImport.priceScale),
      quantity: try body.quantityNear("amount", BitstampImport.quantityScale))
  }

  private static func picture(_ body: borrowing JSONRecord) throws(RecordFailure) -> [Snapshot] {
    var lines: [Snapshot] = []
    let sides: [(StaticString, Side)] = [("bids", .buy), ("asks", .sell)]
    for (name, side) in sides {
      try body.forEachLevel(name) { level throws(RecordFailure) in
        lines.append(
          Snapshot(
            side: side, price: try body.price(level.price, of: name, BitstampImport.priceScale),
            quantity: try body.quantity(
              level.quantity, of: name, BitstampImport.quantityScale)))
      }
    }
    if lines.isEmpty, let nowhere = Price(rawValue: 0) {
      lines = [Snapshot(side: .buy, price: nowhere, quantity: .zero)]
    }
    lines[0].isFirst = true
    lines[lines.count - 1].isLast = true
    return lines
  }
}

/// What the log says of an order.
struct BitstampOrder: Equatable {
  /// What happened to it.
  enum Change: String {
    case created
    case changed
    case deleted
  }

  let change: Change
  let id: OrderID
  /// When the order was entered, in whole seconds; changes and deletions repeat it.
  let entered: Timestamp
  let side: Side
  let price: Price
  /// What is left of it; of a deletion, what was left.
  var quantity: Quantity
}

extension BitstampOrder {
  /// Reads the object of one of the three order channels.
  init(_ body: borrowing JSONRecord, channel: String) throws(RecordFailure) {
    let change: Change =
      channel == "order_created" ? .created : channel == "order_changed" ? .changed : .deleted
    let id = OrderID(try body.unsigned("id"))
    let limit = Int64.max / Nanoseconds.second.count
    guard let seconds = Int64(body.text(try body.numeral("datetime"))), seconds <= limit,
      let entered = Timestamp(nanoseconds: max(-1, seconds) * Nanoseconds.second.count)
    else { throw body.failure("datetime", expected: "seconds since 1970") }
    let side: Side
    switch try body.unsigned("order_type") {
    case 0: side = .buy
    case 1: side = .sell
    default: throw body.failure("order_type", expected: "0 or 1")  // open set: numbers
    }
    self.init(
      change: change, id: id, entered: entered, side: side,
      price: try body.price("price", BitstampImport.priceScale),
      quantity: try body.quantity("amount", BitstampImport.quantityScale))
  }
}
