import Core
import OrderBook
import Workloads

/// The fast book behind the common workload's entrance: trades go straight to the tally.
struct FastBookAdaptor: WorkloadBook, ~Copyable {
  private var book = FastBook(
    instrument: InstrumentID(1), quantityScale: .whole, rules: .unrestricted)
  private let owner = PartyID(1)

  mutating func add(_ order: WorkloadRecord, into trades: inout TradeTally) {
    guard let price = Price(rawValue: Int64(order.price)),
      let quantity = Quantity(rawValue: Int64(order.quantity))
    else { return }
    book.submit(
      NewOrder(
        id: OrderID(order.id), owner: owner, side: order.side == .buy ? .buy : .sell,
        type: .limit(price), quantity: quantity), into: &trades)
  }

  mutating func cancel(_ id: UInt64) -> Bool {
    var outcome = CancelOutcome()
    book.cancel(Cancel(id: OrderID(id), owner: owner, reason: .requested), into: &outcome)
    return outcome.isCancelled
  }

  var liveOrders: Int { book.liveOrderCount }

  func levels(_ side: WorkloadSide) -> [WorkloadLevel] {
    book.depth(side == .buy ? .buy : .sell).map {
      WorkloadLevel(price: UInt64($0.price.rawValue), quantity: UInt64($0.quantity.rawValue))
    }
  }
}

/// Whether a cancel found its order.
private struct CancelOutcome: BookReports {
  private(set) var isCancelled = false

  mutating func accepted(_ report: Accepted) {}
  mutating func executed(_ execution: Execution) {}
  mutating func expired(_ report: Expired) {}
  mutating func cancelled(_ report: Cancelled) { isCancelled = true }
  mutating func amended(_ report: Amended) {}
  mutating func restated(_ report: Restated) {}
  mutating func rejected(_ report: Reject) {}
}
