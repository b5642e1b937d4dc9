internal import Core

/// One line of a LOBSTER message file: time, type, order, size, price, direction.
struct LobsterMessage: Equatable {
  /// What happened (column 2).
  enum Kind: Int64 {
    case submission = 1
    case partialCancellation = 2
    case deletion = 3
    case visibleExecution = 4
    case hiddenExecution = 5
    case cross = 6
    case halt = 7
  }

  /// Wall-clock time in New York.
  let afterMidnight: Nanoseconds
  let kind: Kind
  /// Order reference number; zero where there is none.
  let id: OrderID
  let size: Quantity
  /// Dollars times 10,000; of a halt: -1 halted, 0 quoting, 1 trading.
  let price: Price
  /// Side of the resting order.
  let side: Side

  private static let shape = "6 columns: time, type, order, size, price, direction"

  /// Reads a line. Types 1 to 4 must name an order; a cross has none (0 or -1).
  init(_ line: Span<UInt8>) throws(RecordFailure) {
    var row = CSVRow(line)
    afterMidnight = Nanoseconds(try row.decimal("time", .nanoseconds))
    guard afterMidnight >= .zero, afterMidnight.count < 86_400 * Nanoseconds.second.count else {
      throw row.notAllowed("time")
    }
    guard let kind = Kind(rawValue: try row.decimal("type")) else { throw row.notAllowed("type") }
    self.kind = kind
    let number = try row.decimal("order")
    switch kind {
    case .submission, .partialCancellation, .deletion, .visibleExecution:
      guard number > 0 else { throw row.notAllowed("order") }
    case .hiddenExecution, .cross, .halt:
      guard number >= -1 else { throw row.notAllowed("order") }
    }
    id = OrderID(UInt64(max(0, number)))
    guard let size = Quantity(rawValue: try row.decimal("size")) else {
      throw row.notAllowed("size")
    }
    self.size = size
    guard let price = Price(rawValue: try row.decimal("price")) else {
      throw row.notAllowed("price")
    }
    if kind == .halt, !(-1...1).contains(price.rawValue) { throw row.notAllowed("price") }
    self.price = price
    switch try row.decimal("direction") {
    case 1: side = .buy
    case -1: side = .sell
    default: throw row.notAllowed("direction")  // open set: numbers
    }
    try row.finish(Self.shape)
  }
}
