public import Core

/// Databento's schema `mbo` (market by order) as CSV: CME Globex and others, one instrument a file.
///
///     action        events (the book line before the row with F_LAST is marked `end`)
///     A add         BookUpdate add; with F_SNAPSHOT a line of a Snapshot
///     C cancel      BookUpdate remove, or reduce for a part of the order
///     M modify      BookUpdate change
///     T trade       Trade with its aggressor and the order that took
///     F fill        makes the C or M of the same order in the same event a BookUpdate execute
///     R clear       Snapshot of an empty book
///     N none        nothing
///
/// T and F do not change the book: the C or M behind them does. Time is `ts_event`, receive time
/// `ts_recv`, source number `sequence`, which all instruments of a channel share: it repeats within
/// an event, jumps, and goes back within the snapshot at the start of a day.
/// Prices are counts of 10⁻⁹ in the file; the scale on the tape is the coarsest that keeps the
/// first 4,096 rows exactly, or `--price-digits`.
/// Format: databento.com/docs/schemas-and-data-formats/mbo, DBN version 1 to 3.
public struct DatabentoImport: TapeImport {
  /// The recording, and what it is compared with.
  public static let description = ImportDescription(
    summary: "Databento schema mbo as CSV: CME order by order.",
    inputs: [
      ImportInput("file", "The CSV file, or - for standard input.", .operand, isRequired: true),
      ImportInput("check", "mbp-10 CSV, or JSON of checkpoints or of a final book.", .check),
    ],
    settings: [.symbol, .currency, .priceDigits],
    checkSummary: "Compares the rebuilt book with this one: mbp-10 CSV, or JSON of checkpoints.")

  /// How many rows may pass before the scale of prices is settled.
  static let openingRows = 4_096

  /// One instrument, whose prices have as many digits as the opening rows need.
  public private(set) var header = TapeHeader()

  private let settings: ImportSettings
  private var rows = RecordingFile(name: "file", maximumLineLength: 1_024)
  private var columns: DatabentoColumns?
  private var instrumentName: String?
  /// The same as bytes, to compare rows with.
  private var instrumentBytes: [UInt8]?
  /// Rows that wait for the scale.
  private var opening = RingQueue<DatabentoRow>()
  private var scale: DecimalScale?
  private var tape = RecordingTape(instrument: InstrumentID(1))
  private var hold = MessageHold()
  private var orders = DatabentoOrders()
  private var times = TimeWatch()
  private var numbers = NumberWatch("sequence number")
  private var tally = DatabentoTally()
  private var isInPicture = false
  private var isMidEvent = false
  private var isFinished = false
  private var proof: DatabentoCheck?

  /// An import that has read nothing.
  public init(_ settings: ImportSettings) throws(ImportSetupError) {
    self.settings = settings
    if let symbol = settings.symbol, !TapeName.isValid(symbol) { throw .invalidSymbol(symbol) }
    if let currency = settings.currency, !TapeName.isValid(currency) {
      throw .invalidCurrency(currency)
    }
    if settings.checks {
      guard settings.path(1) != nil else { throw .missingInput("a file") }
      proof = DatabentoCheck()
    }
  }

  /// Takes bytes of the recording (0) or of what it is compared with (1).
  public mutating func feed(_ bytes: Span<UInt8>, to input: Int) {
    if input == 0 { rows.feed(bytes) } else { proof?.feed(bytes) }
  }

  /// Says that one of them ends here.
  public mutating func finish(_ input: Int) {
    if input == 0 { rows.finish() } else { proof?.finish() }
  }

  /// The next event, or what it takes to make one.
  public mutating func next() throws(ImportError) -> ImportStep {
    while true {
      if let event = tape.popFirst() { return .event(event) }
      if isFinished { return .done }
      if let scale, let row = opening.first {
        if try proof?.needsBytes(before: row) == true { return .needs(1) }
        _ = opening.popFirst()
        try apply(row, scale)
        continue
      }
      guard let columns else {
        guard try readHeader() else { return .needs(0) }
        continue
      }
      switch try rows.next({
        [line = rows.line + 1, known = instrumentBytes] bytes throws(RecordFailure) in
        let fields = CSVFields(bytes)
        let row = try columns.row(fields, line: line)
        if let known, try columns.names(known, fields) { return (row: row, name: nil as String?) }
        return (row: row, name: try columns.instrumentName(fields))
      }) {
      case .needsBytes: return .needs(0)
      case .end: try finishRows()
      case .value(let read):
        if let name = read.name { try check(name: name) }
        opening.append(read.row)
        if scale == nil, opening.count >= Self.openingRows { try settle() }
      }
    }
  }

  /// Counts by action.
  public var figures: [ImportFigure] {
    tally.figures + [ImportFigure("fills that changed no order", orders.fillsWithoutChange)]
  }

  /// Sequence numbers, times and the book's own findings.
  public var oddities: [ImportFigure] {
    numbers.figures + times.figures + tape.figures + [
      ImportFigure("events cut off at the end", isMidEvent ? 1 : 0)
    ]
  }

  /// The book behind the last row.
  public var bookLine: String { tape.bookLine(header) }

  /// The proof so far, where one was asked for.
  public var check: ImportCheck? { proof?.result }

  // MARK: The opening

  private mutating func readHeader() throws(ImportError) -> Bool {
    switch try rows.next({ line throws(RecordFailure) in try DatabentoColumns(line) }) {
    case .needsBytes: return false
    case .end:
      throw ImportError(input: "file", line: 1, column: 1, reason: .missingColumn("ts_recv"))
    case .value(let columns): self.columns = columns
    }
    return true
  }

  /// Takes a name that is not, byte for byte, the one known.
  private mutating func check(name: String) throws(ImportError) {
    guard instrumentName == nil || instrumentName == name else {
      throw rows.error(column: 1, .otherInstrument(name))
    }
    instrumentName = name
    instrumentBytes = Array(name.utf8)
  }

  /// Settles the scale by the rows that wait, and with it the header.
  private mutating func settle() throws(ImportError) {
    var digits = 0
    for place in 0..<opening.count {
      guard let price = opening[place]?.price else { continue }
      digits = max(digits, Self.digits(of: price))
    }
    guard let scale = settings.priceScale ?? DecimalScale(digits: digits) else { return }
    self.scale = scale
    let added = header.addInstrument(
      symbol: symbol, priceScale: scale, quantityScale: .whole,
      currency: settings.currency ?? "USD", rules: .unrestricted)
    if added == nil { throw rows.error(column: 1, .otherInstrument(symbol)) }
  }

  /// The symbol given, the file's own, its name up to the first `-`, `.` or `_`, or `MBO`.
  private var symbol: String {
    if let given = settings.symbol { return given }
    if let name = instrumentName, TapeName.isValid(name) { return name }
    guard let path = settings.path(0), path != "-", !path.hasPrefix("/dev/"),
      let file = path.split(separator: "/").last,
      let word = file.split(whereSeparator: { "-._".contains($0) }).first
    else { return "MBO" }
    let name = word.uppercased()
    return TapeName.isValid(name) ? name : "MBO"
  }

  /// How many of nine digits behind the point a price needs.
  private static func digits(of price: Int64) -> Int {
    var (rest, digits) = (price, 9)
    while digits > 0, rest % 10 == 0 {
      rest /= 10
      digits -= 1
    }
    return digits
  }

  // MARK: Rows

  private mutating func finishRows() throws(ImportError) {
    if scale == nil {
      try settle()
      return
    }
    if isInPicture { hold.close(into: &tape) }
    hold.flush(into: &tape)
    proof?.finishRows(tape.book, scale ?? .whole, lastSequence: numbers.last ?? 0)
    isFinished = true
  }

  private mutating func apply(_ row: DatabentoRow, _ scale: DecimalScale) throws(ImportError) {
    times.note(row.time, received: row.received)
    numbers.note(row.sequence)
    tally.count(row)
    let isPicture = row.isSnapshot && row.action == .add
    if isInPicture, !isPicture {
      hold.close(into: &tape)
      isInPicture = false
    }
    try put(row, isPicture: isPicture, scale)
    isMidEvent = !row.isLast && !isPicture
    if row.isLast {
      hold.close(into: &tape)
      orders.endEvent()
    }
    proof?.apply(row, tape.book, scale)
  }

  private mutating func put(
    _ row: DatabentoRow, isPicture: Bool, _ scale: DecimalScale
  ) throws(ImportError) {
    let price = try price(row, scale)
    let side = row.side ?? .buy
    switch row.action {
    case .add:
      orders.add(row.id, price, row.size)
      if isPicture {
        let line = Snapshot(
          id: row.id, side: side, price: price, quantity: row.size, isFirst: !isInPicture)
        isInPicture = true
        put(.snapshot(line), row)
      } else {
        put(update(.add, row, price, row.size), row)
      }
    case .cancel:
      put(update(orders.cancel(row.id, row.size), row, price, row.size), row)
    case .modify:
      let (action, quantity) = orders.modify(row.id, price, row.size)
      put(update(action, row, price, quantity), row)
    case .clear:
      orders.clear()
      put(.snapshot(Snapshot(side: .buy, price: price, quantity: .zero, isFirst: true)), row)
    case .trade:
      put(.trade(tally.trade(row, price)), row)
    case .fill: orders.fill(row.id, row.size)
    case .nothing: break
    }
  }

  private func update(
    _ action: BookAction, _ row: DatabentoRow, _ price: Price, _ quantity: Quantity
  ) -> EventPayload {
    .bookUpdate(
      BookUpdate(
        action: action, id: row.id, side: row.side ?? .buy, price: price, quantity: quantity))
  }

  private mutating func put(_ payload: EventPayload, _ row: DatabentoRow) {
    guard let time = row.time ?? row.received else { return }
    hold.put(
      Event(
        payload, at: time, received: row.received, numbers: SourceSequence(row.sequence)),
      into: &tape)
  }

  /// The row's price on the tape's scale; zero where it has none.
  private func price(_ row: DatabentoRow, _ scale: DecimalScale) throws(ImportError) -> Price {
    let units = row.price ?? 0
    let divisor = DecimalScale.nanoseconds.unitsPerWhole / scale.unitsPerWhole
    let (raw, rest) = units.quotientAndRemainder(dividingBy: divisor)
    guard rest == 0 else {
      throw error(row, .tooFine(field: "price", option: "price-digits"))
    }
    guard let price = Price(rawValue: raw) else {
      throw error(row, .number(field: "price", .outOfRange))
    }
    return price
  }

  private func error(_ row: DatabentoRow, _ reason: ImportError.Reason) -> ImportError {
    ImportError(input: "file", line: row.line, column: row.priceColumn, reason: reason)
  }
}
