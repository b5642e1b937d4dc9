import Core
import OrderBook
import Workloads

/// The reference book behind the common workload's entrance.
struct ReferenceBookAdaptor: WorkloadBook {
  private var book = ReferenceBook(
    instrument: InstrumentID(1), quantityScale: .whole, rules: .unrestricted)
  private var reports: [EventPayload] = []
  private let owner = PartyID(1)

  mutating func add(_ order: WorkloadRecord, into trades: inout TradeTally) {
    guard let price = Price(rawValue: Int64(order.price)),
      let quantity = Quantity(rawValue: Int64(order.quantity))
    else { return }
    reports.removeAll(keepingCapacity: true)
    book.submit(
      NewOrder(
        id: OrderID(order.id), owner: owner, side: order.side == .buy ? .buy : .sell,
        type: .limit(price), quantity: quantity), into: &reports)
    for case .trade(let trade) in reports {
      trades.record(
        maker: trade.maker?.rawValue ?? 0, taker: trade.taker?.rawValue ?? 0,
        price: UInt64(trade.price.rawValue), quantity: UInt64(trade.quantity.rawValue))
    }
  }

  mutating func cancel(_ id: UInt64) -> Bool {
    reports.removeAll(keepingCapacity: true)
    book.cancel(Cancel(id: OrderID(id), owner: owner, reason: .requested), into: &reports)
    if case .cancelled = reports.first { return true }
    return false
  }

  var liveOrders: Int { book.liveOrderCount }

  func levels(_ side: WorkloadSide) -> [WorkloadLevel] {
    book.depth(side == .buy ? .buy : .sell).map {
      WorkloadLevel(price: UInt64($0.price.rawValue), quantity: UInt64($0.quantity.rawValue))
    }
  }
}
