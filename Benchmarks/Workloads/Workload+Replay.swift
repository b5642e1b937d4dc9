extension Workload {
  /// Sends every message to a book and returns how many cancels found no order.
  @inlinable
  public func replay<Book: WorkloadBook & ~Copyable>(
    into book: inout Book, trades: inout TradeTally
  ) -> UInt64 {
    var rejects: UInt64 = 0
    for record in records {
      switch record.operation {
      case .limitOrder: book.add(record, into: &trades)
      case .cancel: rejects &+= book.cancel(record.id) ? 0 : 1
      }
    }
    return rejects
  }

  /// Sends every message to an empty book and returns all that two books must agree on.
  @inlinable
  public func totals<Book: WorkloadBook & ~Copyable>(replayedInto book: inout Book)
    -> WorkloadTotals
  {
    var trades = TradeTally(hashing: true)
    let rejects = replay(into: &book, trades: &trades)
    return WorkloadTotals(
      trades: trades, rejects: rejects, liveOrders: book.liveOrders,
      bids: book.levels(.buy), asks: book.levels(.sell))
  }
}
