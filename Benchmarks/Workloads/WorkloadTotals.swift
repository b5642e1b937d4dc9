/// What a replay of a common workload comes to: two books that agree on this did the same work.
public struct WorkloadTotals: Equatable, Sendable {
  /// Trades made.
  public let trades: UInt64
  /// Units traded.
  public let tradedQuantity: UInt64
  /// FNV-1a over maker, taker, price and quantity of each trade.
  public let tradeHash: UInt64
  /// Cancels that found no order.
  public let rejects: UInt64
  /// Orders that rest at the end.
  public let liveOrders: Int
  /// Bid side of the final book.
  public let bids: SideTotals
  /// Ask side of the final book.
  public let asks: SideTotals
  /// FNV-1a over price and quantity of each level, bids then asks, best first.
  public let bookHash: UInt64

  /// What is stated of one side of the final book.
  public struct SideTotals: Equatable, Sendable {
    /// Price levels that hold an order.
    public let levels: Int
    /// Ticks; nil when the side is empty.
    public let bestPrice: UInt64?
    /// Units that rest.
    public let quantity: UInt64

    init(levels: Int, bestPrice: UInt64?, quantity: UInt64) {
      self.levels = levels
      self.bestPrice = bestPrice
      self.quantity = quantity
    }

    init(_ levels: [WorkloadLevel]) {
      self.levels = levels.count
      bestPrice = levels.first?.price
      quantity = levels.reduce(0) { $0 &+ $1.quantity }
    }
  }

  init(
    trades: UInt64, tradedQuantity: UInt64, tradeHash: UInt64, rejects: UInt64, liveOrders: Int,
    bids: SideTotals, asks: SideTotals, bookHash: UInt64
  ) {
    self.trades = trades
    self.tradedQuantity = tradedQuantity
    self.tradeHash = tradeHash
    self.rejects = rejects
    self.liveOrders = liveOrders
    self.bids = bids
    self.asks = asks
    self.bookHash = bookHash
  }

  /// Sums up a finished replay; the levels come best first.
  public init(
    trades: TradeTally, rejects: UInt64, liveOrders: Int,
    bids: [WorkloadLevel], asks: [WorkloadLevel]
  ) {
    var book = WorkloadHash()
    for level in bids + asks {
      book.fold(level.price)
      book.fold(level.quantity)
    }
    self.init(
      trades: trades.trades, tradedQuantity: trades.quantity, tradeHash: trades.hash.value,
      rejects: rejects, liveOrders: liveOrders, bids: SideTotals(bids), asks: SideTotals(asks),
      bookHash: book.value)
  }
}
