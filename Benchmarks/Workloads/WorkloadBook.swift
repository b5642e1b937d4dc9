/// What a book must offer so that a common workload can be replayed into it.
///
/// Prices are ticks and identities are dense from 1; an adaptor turns them into the book's own types.
public protocol WorkloadBook: ~Copyable {
  /// Takes a good-till-cancelled limit order: trades what it can, rests the remainder.
  mutating func add(_ order: WorkloadRecord, into trades: inout TradeTally)

  /// Takes an order out; false when no such order rests.
  mutating func cancel(_ id: UInt64) -> Bool

  /// Orders that rest.
  var liveOrders: Int { get }

  /// The price levels of a side, best first.
  func levels(_ side: WorkloadSide) -> [WorkloadLevel]
}

/// Price and total quantity of one level of a book.
public struct WorkloadLevel: Equatable, Sendable {
  /// Ticks.
  public let price: UInt64
  /// Units of all orders at the price.
  public let quantity: UInt64

  /// A level as a book states it.
  public init(price: UInt64, quantity: UInt64) {
    self.price = price
    self.quantity = quantity
  }
}
