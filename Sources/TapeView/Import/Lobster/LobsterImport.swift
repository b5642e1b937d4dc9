public import Core

/// A LOBSTER recording: a message file, and for its starting book or a check an order book file.
///
///     message                    events (consecutive, the last book line marked `end`)
///     1 submission               BookUpdate add
///     2 partial cancellation     BookUpdate reduce
///     3 deletion                 BookUpdate remove
///     4 visible execution        Trade (maker known), BookUpdate execute
///     5 hidden execution         Trade
///     6 cross                    Trade without an aggressor
///     7 halt, quoting, resume    Instrument with the new status
///
/// Row 0 of the order book file is the book behind message 0 and follows it as a Snapshot. Source
/// numbers are the rows of the message file, from 1. Times are New York's clock, brought to UTC.
/// Orders that rested before the start and hidden executions are counted, not errors.
/// Format: `LOBSTER_SampleFiles_ReadMe.txt` of lobsterdata.com, 1 September 2013.
public struct LobsterImport: TapeImport {
  /// Dollars times 10,000, and whole shares.
  public let header: TapeHeader

  private let rules: InstrumentRules
  private let date: CivilDate
  private let instrument: InstrumentID
  private let hasBook: Bool
  private var messages = RecordingFile(name: "messages", maximumLineLength: 256)
  private var rows = RecordingFile(name: "book", maximumLineLength: 65_536)
  /// A message that waits for its row.
  private var held: LobsterMessage?
  private var tape: RecordingTape
  private var times = TimeWatch()
  private var trades: UInt64 = 0
  private var tally = LobsterTally()
  private var proof: LobsterCheck?

  /// Two files, and the day that their times of day are of.
  public static let description = ImportDescription(
    summary: "LOBSTER: NASDAQ order by order, message and order book CSV.",
    inputs: [
      ImportInput("messages", "The message file.", .option, isRequired: true),
      ImportInput("book", "The order book file; its first row is the starting book.", .option),
    ],
    settings: [.symbol, .date],
    checkSummary: "Applies message i to row i-1 of --book and compares with row i.")

  /// An import that has read nothing.
  public init(_ settings: ImportSettings) throws(ImportSetupError) {
    let name = settings.path(0).flatMap(LobsterFileName.init(path:))
    guard let symbol = settings.symbol ?? name?.symbol else { throw .missingSymbol }
    guard let date = settings.date ?? name?.date else { throw .missingDate }
    guard date.year >= NewYorkTime.firstYear else { throw .dateTooEarly(year: date.year) }
    hasBook = settings.path(1) != nil
    guard hasBook || !settings.checks else { throw .missingInput("--book") }
    guard let scale = DecimalScale(digits: 4), let tick = Price(rawValue: 100),
      let lot = Quantity(rawValue: 1), let none = Price(rawValue: 0),
      let rules = InstrumentRules(tick: tick, lot: lot, minimumNotional: none)
    else { throw .invalidSymbol(symbol) }
    var header = TapeHeader()
    guard
      let instrument = header.addInstrument(
        symbol: symbol, priceScale: scale, quantityScale: .whole, currency: "USD", rules: rules)
    else { throw .invalidSymbol(symbol) }
    self.header = header
    self.rules = rules
    self.date = date
    self.instrument = instrument
    tape = RecordingTape(instrument: instrument)
    if settings.checks { proof = LobsterCheck(instrument: instrument) }
  }

  /// Takes bytes of the message file (0) or of the order book file (1).
  public mutating func feed(_ bytes: Span<UInt8>, to input: Int) {
    if input == 0 { messages.feed(bytes) } else { rows.feed(bytes) }
  }

  /// Says that one of them ends here.
  public mutating func finish(_ input: Int) {
    if input == 0 { messages.finish() } else { rows.finish() }
  }

  /// The next event, or what it takes to make one.
  public mutating func next() throws(ImportError) -> ImportStep {
    while true {
      if let event = tape.popFirst() { return .event(event) }
      if held == nil {
        switch try messages.next({ line throws(RecordFailure) in try LobsterMessage(line) }) {
        case .needsBytes: return .needs(0)
        case .end: return try finishRows()
        case .value(let message): held = message
        }
      }
      guard let message = held else { continue }
      if needsRow {
        switch try rows.next({ line throws(RecordFailure) in try LobsterBookRow(line) }) {
        case .needsBytes: return .needs(1)
        case .end: throw rows.missingRow
        case .value(let row): try emit(message, row)
        }
      } else {
        try emit(message, nil)
      }
      held = nil
    }
  }

  /// Counts by type of message, and what is odd but legal.
  public var figures: [ImportFigure] { tally.figures }

  /// Times and the book's own findings; the rows have no numbers of their own.
  public var oddities: [ImportFigure] { times.figures + tape.figures }

  /// The book that the messages alone have built.
  public var bookLine: String { tape.bookLine(header) }

  /// The proof so far, where one was asked for.
  public var check: ImportCheck? { proof?.result }

  private var needsRow: Bool { hasBook && (proof != nil || rows.line == 0) }

  /// A check reads the order book file to its end: a row too many is as wrong as one too few.
  private mutating func finishRows() throws(ImportError) -> ImportStep {
    guard proof != nil else { return .done }
    switch try rows.next({ line throws(RecordFailure) in try LobsterBookRow(line) }) {
    case .needsBytes: return .needs(1)
    case .end: return .done
    case .value: throw messages.missingRow
    }
  }

  private mutating func emit(
    _ message: LobsterMessage, _ row: LobsterBookRow?
  ) throws(ImportError) {
    guard let time = NewYorkTime.utc(date, afterMidnight: message.afterMidnight) else {
      throw messages.error(column: 1, .notAllowed(field: "time"))
    }
    tally.count(message)
    let payloads = self.payloads(message)
    if payloads.contains(where: { $0.kind == .trade }) { trades += 1 }
    times.note(time, received: nil)
    let events = payloads.map { tape.append(stamp($0, time)) }
    guard let row else { return }
    if messages.line == 1 {
      for line in row.snapshot { tape.append(stamp(.snapshot(line), time)) }
    }
    proof?.apply(events, row: row)
  }

  private func stamp(_ payload: EventPayload, _ time: Timestamp) -> Event {
    Event(payload, at: time, numbers: SourceSequence(UInt64(messages.line)))
  }

  private func payloads(_ message: LobsterMessage) -> [EventPayload] {
    switch message.kind {
    case .submission: [update(.add, message)]
    case .partialCancellation: [update(.reduce, message)]
    case .deletion: [update(.remove, message)]
    case .visibleExecution:
      [
        trade(message, aggressor: message.side.opposite, maker: message.id),
        update(.execute, message),
      ]
    case .hiddenExecution: [trade(message, aggressor: message.side.opposite, maker: nil)]
    case .cross: [trade(message, aggressor: nil, maker: nil)]
    case .halt: [.instrument(rules(afterHalt: message.price))]
    }
  }

  private func update(_ action: BookAction, _ message: LobsterMessage) -> EventPayload {
    .bookUpdate(
      BookUpdate(
        action: action, id: message.id, side: message.side, price: message.price,
        quantity: message.size, isLast: true))
  }

  private func trade(
    _ message: LobsterMessage, aggressor: Side?, maker: OrderID?
  ) -> EventPayload {
    .trade(
      Trade(
        trade: TradeID(trades + 1), price: message.price, quantity: message.size,
        aggressor: aggressor, maker: maker))
  }

  private func rules(afterHalt price: Price) -> InstrumentRules {
    var rules = rules
    rules.status = price.rawValue < 0 ? .halted : price.rawValue == 0 ? .quoting : .trading
    return rules
  }
}
