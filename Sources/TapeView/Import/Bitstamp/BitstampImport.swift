public import Core

/// A log of Bitstamp's public channels of 2015, BTC/USD: `receive_ms channel {json}` on each line.
///
///     channel                  events
///     order_created            BookUpdate add
///     order_changed            BookUpdate change
///     order_deleted            BookUpdate remove
///     trade                    Trade with the venue's number; neither side is told
///     order_book               Snapshot of the instrument `….top`
///     anything else            counted
///
/// The pictures of the channel `order_book` (20 levels a side, a little late) are a book of their
/// own: in the book of the orders they would wipe out who stands where.
/// `datetime` is when an order was entered, to the second: the exchange time of `order_created`.
/// A deletion that overtook its creation is told a second time behind it. When an order was changed or deleted, traded or pictured, the venue does not say: such events
/// have the receive time for both. Prices have 2 digits, quantities 8; trades were logged through a
/// binary fraction (`236.61000000000001`) and are brought back to the nearest such number, unless
/// that is further away than a Double is exact.
public struct BitstampImport: TapeImport {
  /// The log, and the events that somebody else made of it.
  public static let description = ImportDescription(
    summary: "Bitstamp BTC/USD order by order, a log of its public channels.",
    inputs: [
      ImportInput("file", "The log, or - for standard input.", .operand, isRequired: true),
      ImportInput("orders", "With --check: the log's order events as orders.csv.", .operand),
    ],
    settings: [.symbol],
    checkSummary: "Compares each order event with its row in ORDERS.")

  static let priceScale = DecimalScale(digits: 2) ?? .whole
  static let quantityScale = DecimalScale(digits: 8) ?? .whole

  /// The orders' instrument, and that of the pictures.
  public private(set) var header = TapeHeader()

  private let pictures: InstrumentID
  private var lines = RecordingFile(name: "file", maximumLineLength: 1 << 20)
  private var tape = RecordingTape(instrument: InstrumentID(1))
  private var times = TimeWatch()
  private var trades = NumberWatch("trade number")
  private var tally = BitstampTally()
  private var orders = BitstampOrders()
  private var isFinished = false
  private var proof: BitstampCheck?

  /// An import that has read nothing.
  public init(_ settings: ImportSettings) throws(ImportSetupError) {
    let symbol = settings.symbol ?? "BTCUSD"
    var ids: [InstrumentID] = []
    for name in [symbol, symbol + ".top"] {
      guard
        let id = header.addInstrument(
          symbol: name, priceScale: Self.priceScale, quantityScale: Self.quantityScale,
          currency: "USD", rules: .unrestricted)
      else { throw .invalidSymbol(name) }
      ids.append(id)
    }
    pictures = ids[1]
    if settings.checks {
      guard settings.path(1) != nil else { throw .missingInput("ORDERS") }
      proof = BitstampCheck()
    }
  }

  /// Takes bytes of the log (0) or of the order events (1).
  public mutating func feed(_ bytes: Span<UInt8>, to input: Int) {
    if input == 0 { lines.feed(bytes) } else { proof?.feed(bytes) }
  }

  /// Says that one of them ends here.
  public mutating func finish(_ input: Int) {
    if input == 0 { lines.finish() } else { proof?.finish() }
  }

  /// The next event, or what it takes to make one.
  public mutating func next() throws(ImportError) -> ImportStep {
    while true {
      if let event = tape.popFirst() { return .event(event) }
      if isFinished { return .done }
      if try proof?.needsBytes() == true { return .needs(1) }
      switch try lines.next({ line throws(RecordFailure) in try BitstampMessage(line) }) {
      case .needsBytes: return .needs(0)
      case .end:
        guard try proof?.takesRest() != false else { return .needs(1) }
        isFinished = true
      case .value(let message): apply(message)
      }
    }
  }

  /// Counts by channel.
  public var figures: [ImportFigure] { tally.figures }

  /// Trade numbers, times and the book's own findings.
  public var oddities: [ImportFigure] {
    trades.figures + times.figures + tape.figures + [
      ImportFigure("deletions before the creation", orders.overtaken)
    ]
  }

  /// The book behind the last line.
  public var bookLine: String { tape.bookLine(header) }

  /// The proof so far, where one was asked for.
  public var check: ImportCheck? { proof?.result }

  private mutating func apply(_ message: BitstampMessage) {
    tally.count(message)
    let received = message.received
    switch message.content {
    case .order(let order):
      let time = order.change == .created ? order.entered : received
      times.note(order.change == .created ? time : nil, received: received)
      tape.append(Event(.bookUpdate(Self.update(order)), at: time, received: received))
      if let deletion = orders.note(order) {
        tape.append(Event(.bookUpdate(Self.update(deletion)), at: received, received: received))
      }
      proof?.apply(order, received: received)
    case .trade(let trade):
      times.note(nil, received: received)
      trades.note(trade.trade.rawValue)
      tape.append(Event(.trade(trade), at: received, received: received))
    case .picture(let lines):
      times.note(nil, received: received)
      for line in lines {
        tape.append(
          Event(.snapshot(line), at: received, received: received, instrument: pictures))
      }
    case .other: times.note(nil, received: received)
    }
  }

  private static func update(_ order: BitstampOrder) -> BookUpdate {
    let action: BookAction =
      switch order.change {
      case .created: .add
      case .changed: .change
      case .deleted: .remove
      }
    return BookUpdate(
      action: action, id: order.id, side: order.side, price: order.price,
      quantity: order.quantity, isLast: true)
  }
}
