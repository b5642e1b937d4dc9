public import Core

/// A raw recording of Binance's combined streams, spot or futures: a line each, `receive_ns json`,
/// one instrument a file.
///
///     message                        events
///     REST depth (lastUpdateId)      Snapshot, a line a level
///     depthUpdate (U, u, pu)         BookUpdate set, a line a level, sn=U-u, the last marked `end`
///     bookTicker                     Quote, sn=u
///     trade                          Trade with the venue's number
///     aggTrade                       Trade with the aggregate's number, sn=f-l
///     missing updates                Gap
///     anything else                  counted
///
/// Times are the venue's milliseconds: `T` (handled), else `E` (sent). Spot `bookTicker` and spot
/// pictures tell neither; they stand at the time of the message before them. Receive times are the
/// recorder's. Both are kept as they are, also where one lies before the other or goes back.
/// A recording starts before its picture: changes wait for it, those that it knows are dropped and
/// the others follow it, as the venue's page "How to manage a local order book correctly" asks.
/// Where no picture comes within 256 changes, they build the book from nothing.
public struct BinanceImport: TapeImport {
  /// The recording; the check needs nothing beside it.
  public static let description = ImportDescription(
    summary: "Raw Binance streams, spot or futures: receive_ns and JSON on each line.",
    inputs: [
      ImportInput("file", "The recording, or - for standard input.", .operand, isRequired: true)
    ],
    settings: [.symbol, .currency, .priceDigits, .quantityDigits],
    checkSummary:
      "Compares the book's best bid and offer with the last bookTicker behind each depthUpdate.")

  /// Longest line: a picture of 5,000 levels a side takes 320 kB.
  static let maximumLineLength = 4 << 20
  /// How many lines may pass before the instrument is told.
  static let openingLines = 1_000

  /// One instrument, with as many digits as the venue writes.
  public private(set) var header = TapeHeader()

  private let settings: ImportSettings
  private var lines = RecordingFile(name: "file", maximumLineLength: maximumLineLength)
  /// Lines that wait for the instrument.
  private var opening = RingQueue<[UInt8]>()
  private var venueSymbol: String?
  private var numerals: BinanceFirstLook.Numerals?
  private var scales: BinanceScales?
  /// Line that is being turned into events.
  private var line = 0
  private var isFinished = false
  private var tape = RecordingTape(instrument: InstrumentID(1))
  private var book = BinanceBook()
  private var times = TimeWatch()
  private var quotes = NumberWatch("bookTicker update", isDense: false)
  private var trades = NumberWatch("trade number")
  private var aggregates = NumberWatch("aggregate trade number")
  private var tally = BinanceTally()
  /// Time of the message before.
  private var lastTime: Timestamp?
  private var proof: BinanceCheck?

  /// An import that has read nothing.
  public init(_ settings: ImportSettings) throws(ImportSetupError) {
    self.settings = settings
    if let symbol = settings.symbol, !TapeName.isValid(symbol) { throw .invalidSymbol(symbol) }
    if let currency = settings.currency, !TapeName.isValid(currency) {
      throw .invalidCurrency(currency)
    }
    if settings.checks { proof = BinanceCheck() }
  }

  /// Takes bytes of the recording.
  public mutating func feed(_ bytes: Span<UInt8>, to input: Int) { lines.feed(bytes) }

  /// Says that it ends here.
  public mutating func finish(_ input: Int) { lines.finish() }

  /// The next event, or what it takes to make one.
  public mutating func next() throws(ImportError) -> ImportStep {
    while true {
      if let event = tape.popFirst() { return .event(event) }
      if isFinished { return .done }
      if let scales, let bytes = opening.popFirst() {
        line += 1
        try applyWaiting(bytes, scales)
        continue
      }
      switch try scales == nil ? look() : read() {
      case .needsBytes: return .needs(0)
      case .end: try finishLines()
      case .value: break
      }
    }
  }

  /// Counts by kind of message.
  public var figures: [ImportFigure] {
    tally.figures + [
      ImportFigure("updates that the picture knew", book.known),
      ImportFigure("pictures older than the book", book.stalePictures),
      ImportFigure("updates to a book that is not whole", book.unpictured),
    ]
  }

  /// Numbers of updates and trades, times and the book's own findings.
  public var oddities: [ImportFigure] {
    book.numbers.figures + quotes.figures + trades.figures + aggregates.figures + times.figures
      + tape.figures
  }

  /// The book behind the last line.
  public var bookLine: String { tape.bookLine(header) }

  /// The proof so far, where one was asked for.
  public var check: ImportCheck? { proof?.result }

  // MARK: The opening

  /// Puts a line by and looks what it says of the instrument.
  private mutating func look() throws(ImportError) -> RecordingFile.Outcome<Void> {
    let outcome = try lines.next { bytes throws(RecordFailure) in
      var copy: [UInt8] = []
      for index in bytes.indices { copy.append(bytes[index]) }
      return (look: try BinanceFirstLook(bytes), bytes: copy)
    }
    switch outcome {
    case .needsBytes: return .needsBytes
    case .end: return .end
    case .value(let read):
      opening.append(read.bytes)
      venueSymbol = venueSymbol ?? read.look.symbol
      numerals = numerals ?? read.look.numerals
      if venueSymbol != nil, numerals != nil || opening.count >= Self.openingLines { try settle() }
      return .value(())
    }
  }

  /// Settles the instrument by the lines that wait.
  private mutating func settle() throws(ImportError) {
    let symbol = settings.symbol ?? venueSymbol ?? "BINANCE"
    let scales = BinanceScales(
      price: settings.priceScale ?? numerals.flatMap { DecimalScale(of: $0.price) } ?? .whole,
      quantity: settings.quantityScale ?? numerals.flatMap { DecimalScale(of: $0.quantity) }
        ?? .whole)
    let added = header.addInstrument(
      symbol: symbol, priceScale: scales.price, quantityScale: scales.quantity,
      currency: settings.currency ?? BinanceSymbol.currency(of: venueSymbol ?? symbol),
      rules: .unrestricted)
    guard added != nil else {
      throw lines.error(column: 1, .otherInstrument(symbol))
    }
    self.scales = scales
  }

  // MARK: Lines

  private mutating func finishLines() throws(ImportError) {
    if scales == nil {
      try settle()
      return
    }
    book.finish(into: &tape, &proof)
    proof?.finish()
    isFinished = true
  }

  private mutating func applyWaiting(
    _ bytes: [UInt8], _ scales: BinanceScales
  ) throws(ImportError) {
    let message: BinanceMessage
    do throws(RecordFailure) {
      message = try BinanceMessage(bytes.span, symbol: venueSymbol ?? "", scales)
    } catch {
      throw ImportError(
        input: "file", line: line, column: error.column, reason: error.reason)
    }
    apply(message)
  }

  private mutating func read() throws(ImportError) -> RecordingFile.Outcome<Void> {
    guard let scales else { return .value(()) }
    let outcome = try lines.next { [symbol = venueSymbol ?? ""] bytes throws(RecordFailure) in
      try BinanceMessage(bytes, symbol: symbol, scales)
    }
    switch outcome {
    case .needsBytes: return .needsBytes
    case .end: return .end
    case .value(let message):
      line = lines.line
      apply(message)
      return .value(())
    }
  }

  private mutating func apply(_ message: BinanceMessage) {
    tally.count(message)
    times.note(message.time, received: message.received)
    let time = message.time ?? lastTime ?? message.received
    lastTime = message.time ?? lastTime
    let stamp = BinanceStamp(time: time, received: message.received, line: line)
    switch message.content {
    case .picture(let picture):
      book.apply(picture, stamp, into: &tape, &proof)
    case .depth(let depth):
      book.apply(depth, stamp, into: &tape, &proof)
    case .quote(let quote, let update):
      quotes.note(update)
      tape.append(stamp.event(.quote(quote), SourceSequence(update)))
      proof?.apply(quote, update: update)
    case .trade(let trade, let covers):
      if covers == nil {
        trades.note(trade.trade.rawValue)
      } else {
        aggregates.note(trade.trade.rawValue)
      }
      tape.append(stamp.event(.trade(trade), covers))
    case .other: break
    }
  }
}
