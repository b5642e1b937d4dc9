internal import Core

/// One record of schema `mbo`.
struct DatabentoRow: Equatable {
  /// What happened, as the letter of column `action`.
  enum Action: UInt8 {
    case add = 0x41  // A
    case cancel = 0x43  // C
    case modify = 0x4D  // M
    case clear = 0x52  // R
    case trade = 0x54  // T
    case fill = 0x46  // F
    case nothing = 0x4E  // N
  }

  /// When the exchange handled it; nil where it is not told.
  let time: Timestamp?
  /// When Databento received it; nil where it is not told.
  let received: Timestamp?
  let action: Action
  /// Side of the order; of a trade, of the order that took; nil for neither.
  let side: Side?
  /// Count of 10⁻⁹; nil where there is none.
  let price: Int64?
  let size: Quantity
  /// Zero where there is none.
  let id: OrderID
  let flags: UInt8
  let sequence: UInt64
  /// Line of the file, and the column of the price: for errors found later.
  let line: Int
  let priceColumn: Int

  /// Whether the exchange's event ends here (`F_LAST`).
  var isLast: Bool { flags & 0x80 != 0 }
  /// Whether it is a part of a picture of the book (`F_SNAPSHOT`).
  var isSnapshot: Bool { flags & 0x20 != 0 }
}

/// Where the columns of an `mbo` file stand; others may stand between them.
///
/// A class, so that reading a row does not copy eleven names.
final class DatabentoColumns: Sendable {
  private let received: CSVColumn
  private let time: CSVColumn
  private let action: CSVColumn
  private let side: CSVColumn
  private let price: CSVColumn
  private let size: CSVColumn
  private let id: CSVColumn
  private let flags: CSVColumn
  private let sequence: CSVColumn
  private let instrument: CSVColumn?
  private let symbol: CSVColumn?

  /// Reads the header line.
  init(_ line: Span<UInt8>) throws(RecordFailure) {
    let header = CSVHeader(line)
    received = try header.column("ts_recv")
    time = try header.column("ts_event")
    action = try header.column("action")
    side = try header.column("side")
    if let counts = header.columnIfAny("price_1e9") {
      price = counts
    } else {
      price = try header.column("price")
    }
    size = try header.column("size")
    id = try header.column("order_id")
    flags = try header.column("flags")
    sequence = try header.column("sequence")
    instrument = header.columnIfAny("instrument_id")
    symbol = header.columnIfAny("symbol")
  }

  /// Reads a record.
  func row(_ fields: borrowing CSVFields, line: Int) throws(RecordFailure) -> DatabentoRow {
    guard let letter = try fields.letter(action), let action = DatabentoRow.Action(rawValue: letter)
    else { throw fields.notAllowed(self.action) }
    let side = try side(fields)
    let price = try DatabentoNumber.price(fields, price)
    switch action {
    case .add, .cancel, .modify:
      guard side != nil else { throw fields.notAllowed(self.side) }
      guard price != nil else { throw fields.notAllowed(self.price) }
    case .trade:
      guard price != nil else { throw fields.notAllowed(self.price) }
    case .fill, .clear, .nothing: break
    }
    guard let count = Int64(exactly: try fields.unsigned(size)),
      let size = Quantity(rawValue: count)
    else { throw fields.notAllowed(size) }
    guard let flags = UInt8(exactly: try fields.unsigned(flags)) else {
      throw fields.notAllowed(flags)
    }
    let time = try DatabentoNumber.time(fields, time)
    let received = try DatabentoNumber.time(fields, received)
    if time == nil, received == nil { throw fields.notAllowed(self.time) }
    return DatabentoRow(
      time: time, received: received, action: action, side: side, price: price, size: size,
      id: OrderID(try fields.unsigned(id)), flags: flags,
      sequence: try fields.unsigned(sequence), line: line,
      priceColumn: fields.start(self.price))
  }

  /// Whether the row says this of its instrument.
  func names(
    _ name: [UInt8], _ fields: borrowing CSVFields
  ) throws(RecordFailure) -> Bool {
    if let symbol, try !fields.isEmpty(symbol) { return try fields.holds(name, symbol) }
    guard let instrument else { return name.isEmpty }
    return try fields.holds(name, instrument)
  }

  /// What the row says of its instrument, for telling two apart; empty where it says nothing.
  func instrumentName(_ fields: borrowing CSVFields) throws(RecordFailure) -> String {
    if let symbol, try !fields.isEmpty(symbol) { return try fields.text(symbol) }
    guard let instrument else { return "" }
    return try fields.text(instrument)
  }

  private func side(_ fields: borrowing CSVFields) throws(RecordFailure) -> Side? {
    switch try fields.letter(side) {
    case UInt8(ascii: "B"): return .buy
    case UInt8(ascii: "A"): return .sell
    case UInt8(ascii: "N"): return nil
    default: throw fields.notAllowed(side)  // open set: bytes
    }
  }
}

/// Numbers in the two dresses that Databento's CSV gives them: plain, or pretty with a point and
/// with dates.
enum DatabentoNumber {
  /// Nanoseconds since 1970 or an ISO date; nil for the undefined time.
  static func time(
    _ fields: borrowing CSVFields, _ column: CSVColumn
  ) throws(RecordFailure) -> Timestamp? {
    if try fields.isEmpty(column) { return nil }
    if try fields.holds(UInt8(ascii: "T"), column) {
      guard let time = TimeText.time(try fields.text(column)) else {
        throw fields.notAllowed(column)
      }
      return time
    }
    let nanoseconds = try fields.unsigned(column)
    if nanoseconds == .max { return nil }
    guard let count = Int64(exactly: nanoseconds) else { throw fields.notAllowed(column) }
    return Timestamp(nanoseconds: count)
  }

  /// A count of 10⁻⁹, or a decimal number with a point; nil for the undefined price.
  static func price(
    _ fields: borrowing CSVFields, _ column: CSVColumn
  ) throws(RecordFailure) -> Int64? {
    if try fields.isEmpty(column) { return nil }
    let hasPoint = try fields.holds(UInt8(ascii: "."), column)
    let price = try fields.decimal(column, hasPoint ? .nanoseconds : .whole)
    return price == .max ? nil : price
  }
}
