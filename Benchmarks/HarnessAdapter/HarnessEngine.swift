import Core
import HarnessABI
import OrderBook

/// The fast book behind the public harness's entrance: one instrument, one message at a time.
///
/// A modify is a cancel and a new order under the same number, as the harness defines it. It sends
/// quantities of one at least and never two live orders of one number; a request that breaks this
/// is answered as the book answers it, by a reject that the harness has no report for.
struct HarnessEngine: ~Copyable {
  private var book = FastBook(
    instrument: InstrumentID(1), quantityScale: .whole, rules: .unrestricted)
  private var reports: ReportStream
  private let owner = PartyID(1)

  init(_ outlet: consuming ReportOutlet) { reports = ReportStream(outlet) }

  @inline(__always) mutating func submit(_ order: harness_new_order) {
    reports.begin(
      harness_order_ack, sequence: order.sequence_number, side: order.side,
      price: order.price_ticks, quantity: order.quantity)
    enter(
      OrderID(order.order_id), side: order.side, ticks: order.price_ticks,
      quantity: order.quantity,
      timeInForce: order.is_immediate_or_cancel == 0 ? .goodTillCancel : .immediateOrCancel)
  }

  @inline(__always) mutating func cancel(_ request: harness_cancel) {
    let id = OrderID(request.order_id)
    guard let place = book.place(of: id) else {
      return reports.refuse(harness_cancel_reject, request.sequence_number, id)
    }
    reports.begin(
      harness_cancel_ack, sequence: request.sequence_number,
      side: place.side == .buy ? 0 : 1, price: place.price.rawValue, quantity: 0)
    book.cancel(Cancel(id: id, owner: owner, reason: .requested), into: &reports)
  }

  @inline(__always) mutating func modify(_ request: harness_modify) {
    let id = OrderID(request.order_id)
    var outcome = Removal()
    book.cancel(Cancel(id: id, owner: owner, reason: .requested), into: &outcome)
    guard outcome.isDone else {
      return reports.refuse(harness_modify_reject, request.sequence_number, id)
    }
    reports.begin(
      harness_modify_ack, sequence: request.sequence_number, side: request.side,
      price: request.price_ticks, quantity: request.quantity)
    enter(
      id, side: request.side, ticks: request.price_ticks, quantity: request.quantity,
      timeInForce: .goodTillCancel)
  }

  /// Makes every report visible to whoever drains them.
  mutating func flush() { reports.flush() }

  /// Best price of a side in ticks; nil when nobody stands there.
  func best(_ side: Side) -> Int64? {
    (side == .buy ? book.bestBid : book.bestAsk)?.price.rawValue
  }

  /// What rests at a price of a side.
  func quantity(_ side: Side, ticks: Int64) -> UInt64 {
    guard let price = Price(rawValue: ticks) else { return 0 }
    var total: UInt64 = 0
    for order in book.queue(side, at: price) { total += UInt64(order.remaining.rawValue) }
    return total
  }

  @inline(__always)
  private mutating func enter(
    _ id: OrderID, side: UInt8, ticks: Int64, quantity: UInt32, timeInForce: TimeInForce
  ) {
    guard let price = Price(rawValue: ticks), let quantity = Quantity(rawValue: Int64(quantity))
    else { return }
    book.submit(
      NewOrder(
        id: id, owner: owner, side: side == 0 ? .buy : .sell, type: .limit(price),
        quantity: quantity, timeInForce: timeInForce), into: &reports)
  }
}

/// Whether a cancel found its order.
private struct Removal: BookReports {
  private(set) var isDone = false

  mutating func accepted(_ report: Accepted) {}
  mutating func executed(_ execution: Execution) {}
  mutating func expired(_ report: Expired) {}
  mutating func cancelled(_ report: Cancelled) { isDone = true }
  mutating func amended(_ report: Amended) {}
  mutating func restated(_ report: Restated) {}
  mutating func rejected(_ report: Reject) {}
}
