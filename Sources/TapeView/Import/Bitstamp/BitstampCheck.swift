internal import Core

/// Compares the log's order events, one by one and in order, with the rows that somebody else made
/// of it: `id,timestamp,exchange.timestamp,price,volume,action,direction`, times in milliseconds,
/// volume in 10⁻⁸, cut from a Double: where the log says 8.65238172, the rows say 865238171. The
/// same is done to the log's number here; it is exact, as both steps are IEEE 754 operations.
struct BitstampCheck {
  private struct Row {
    let order: BitstampOrder
    let received: Timestamp
  }

  private struct Columns {
    let id: CSVColumn
    let received: CSVColumn
    let entered: CSVColumn
    let price: CSVColumn
    let volume: CSVColumn
    let action: CSVColumn
    let direction: CSVColumn
  }

  private var file = RecordingFile(name: "orders", maximumLineLength: 256)
  private var columns: Columns?
  private var next: Row?
  private var isAtEnd = false
  private var rows: UInt64 = 0
  private var events: UInt64 = 0
  private var matched: UInt64 = 0
  /// Matches whose volume the rows have one unit too low.
  private var cut: UInt64 = 0
  private var firstMismatch: UInt64?

  mutating func feed(_ bytes: Span<UInt8>) { file.feed(bytes) }

  mutating func finish() { file.finish() }

  /// Whether the next row has yet to be fed.
  mutating func needsBytes() throws(ImportError) -> Bool {
    while next == nil, !isAtEnd {
      guard let columns else {
        switch try file.next({ line throws(RecordFailure) in try Self.columns(line) }) {
        case .needsBytes: return true
        case .end: isAtEnd = true
        case .value(let columns): self.columns = columns
        }
        continue
      }
      switch try file.next({ line throws(RecordFailure) in try Self.row(line, columns) }) {
      case .needsBytes: return true
      case .end: isAtEnd = true
      case .value(let row):
        next = row
        rows += 1
      }
    }
    return false
  }

  /// Compares an event with the next row.
  mutating func apply(_ order: BitstampOrder, received: Timestamp) {
    events += 1
    if let next, Self.agrees(next, order, received) {
      matched += 1
      if next.order.quantity != order.quantity { cut += 1 }
    } else if firstMismatch == nil {
      firstMismatch = events
    }
    next = nil
  }

  /// Counts the rows behind the log's last event; false when more of them have yet to be fed.
  mutating func takesRest() throws(ImportError) -> Bool {
    while true {
      if next != nil, firstMismatch == nil { firstMismatch = rows }
      next = nil
      if try needsBytes() { return false }
      if isAtEnd, next == nil { return true }
    }
  }

  var result: ImportCheck {
    ImportCheck(
      matched: matched, total: max(rows, events), subject: "order events are those of the rows",
      notes: notes)
  }

  private var notes: [String] {
    var notes: [String] = []
    if cut > 0 { notes.append("\(cut) volumes of the rows lost 10⁻⁸ to a binary fraction") }
    if let firstMismatch { notes.append("first difference at order event \(firstMismatch)") }
    return notes
  }

  private static func agrees(
    _ row: Row, _ order: BitstampOrder, _ received: Timestamp
  ) -> Bool {
    var told = order
    let units = Double(BitstampImport.quantityScale.unitsPerWhole)
    // A quantity is at most 10¹⁵, so the conversion, which cuts, cannot overflow.
    let cut = Int64(Double(order.quantity.rawValue) / units * units)
    guard let quantity = Quantity(rawValue: cut) else { return false }
    told.quantity = quantity
    return row.order == told && row.received == received
  }

  private static func columns(_ line: Span<UInt8>) throws(RecordFailure) -> Columns {
    let header = CSVHeader(line)
    return Columns(
      id: try header.column("id"), received: try header.column("timestamp"),
      entered: try header.column("exchange.timestamp"), price: try header.column("price"),
      volume: try header.column("volume"), action: try header.column("action"),
      direction: try header.column("direction"))
  }

  private static func row(
    _ line: Span<UInt8>, _ columns: Columns
  ) throws(RecordFailure) -> Row {
    let fields = CSVFields(line)
    guard
      let change = BitstampOrder.Change(rawValue: try fields.text(columns.action))
    else { throw fields.notAllowed(columns.action) }
    let side: Side
    switch try fields.text(columns.direction) {
    case "bid": side = .buy
    case "ask": side = .sell
    default: throw fields.notAllowed(columns.direction)  // open set: texts
    }
    guard
      let price = Price(rawValue: try fields.decimal(columns.price, BitstampImport.priceScale))
    else { throw fields.notAllowed(columns.price) }
    guard let quantity = Quantity(rawValue: try fields.decimal(columns.volume, .whole)) else {
      throw fields.notAllowed(columns.volume)
    }
    let order = BitstampOrder(
      change: change, id: OrderID(try fields.unsigned(columns.id)),
      entered: try time(fields, columns.entered), side: side, price: price, quantity: quantity)
    return Row(order: order, received: try time(fields, columns.received))
  }

  private static func time(
    _ fields: borrowing CSVFields, _ column: CSVColumn
  ) throws(RecordFailure) -> Timestamp {
    let limit = UInt64(Int64.max / Nanoseconds.millisecond.count)
    let milliseconds = try fields.unsigned(column)
    guard milliseconds <= limit,
      let time = Timestamp(nanoseconds: Int64(milliseconds) * Nanoseconds.millisecond.count)
    else { throw fields.notAllowed(column) }
    return time
  }
}
