import Core
import HarnessABI
import OrderBook

/// What the book says about one message, as the harness's reports.
struct ReportStream: BookReports, ~Copyable {
  private var outlet: ReportOutlet
  /// Kind of the message's acknowledgement, and what it repeats of the message.
  private var acknowledgement: UInt8 = 0
  private var side: UInt8 = 0
  private var sequence: UInt64 = 0
  private var price: Int64 = 0
  private var quantity: UInt32 = 0

  init(_ outlet: consuming ReportOutlet) { self.outlet = outlet }

  /// Turns to the next message.
  @inline(__always) mutating func begin(
    _ acknowledgement: Int, sequence: UInt64, side: UInt8, price: Int64, quantity: UInt32
  ) {
    self.acknowledgement = UInt8(truncatingIfNeeded: acknowledgement)
    self.sequence = sequence
    self.side = side
    self.price = price
    self.quantity = quantity
  }

  /// Answers a message about an order that does not rest.
  mutating func refuse(_ type: Int, _ sequence: UInt64, _ id: OrderID) {
    var report = harness_report()
    report.type = UInt8(truncatingIfNeeded: type)
    report.sequence_number = sequence
    report.order_id = id.rawValue
    outlet.send(report)
  }

  mutating func flush() { outlet.flush() }

  @inline(__always) mutating func accepted(_ report: Accepted) {
    send(acknowledgement, report.id, quantity)
  }

  @inline(__always) mutating func executed(_ execution: Execution) {
    var report = harness_report()
    report.type = UInt8(truncatingIfNeeded: harness_trade)
    report.side = side
    report.sequence_number = sequence
    report.order_id = execution.taker.id.rawValue
    report.price_ticks = execution.price.rawValue
    report.quantity = UInt32(truncatingIfNeeded: execution.quantity.rawValue)
    report.maker_order_id = execution.maker.id.rawValue
    report.taker_order_id = execution.taker.id.rawValue
    outlet.send(report)
  }

  @inline(__always) mutating func expired(_ report: Expired) {
    send(
      UInt8(truncatingIfNeeded: harness_cancel_ack), report.id,
      UInt32(truncatingIfNeeded: report.remaining.rawValue))
  }

  @inline(__always) mutating func cancelled(_ report: Cancelled) {
    send(acknowledgement, report.id, UInt32(truncatingIfNeeded: report.remaining.rawValue))
  }

  /// A modify is no amend.
  mutating func amended(_ report: Amended) {}

  /// Not kept: no order here has terms that change it.
  mutating func restated(_ report: Restated) {}

  /// The harness sends nothing that a book without rules refuses.
  mutating func rejected(_ report: Reject) {}

  @inline(__always)
  private mutating func send(_ type: UInt8, _ id: OrderID, _ quantity: UInt32) {
    var report = harness_report()
    report.type = type
    report.side = side
    report.sequence_number = sequence
    report.order_id = id.rawValue
    report.price_ticks = price
    report.quantity = quantity
    outlet.send(report)
  }
}
