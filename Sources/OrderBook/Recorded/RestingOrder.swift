public import Core

/// An order as it rests in a book.
public struct RestingOrder: BitwiseCopyable, Sendable, Equatable {
  /// Bid or offer.
  public let side: Side
  /// Its price.
  public let price: Price
  /// What of it may still trade.
  public let quantity: Quantity
}

extension LevelBook {
  /// A resting order by its number; nil where the tape names none, or it is gone.
  /// - Complexity: O(log levels).
  public func order(_ id: OrderID) -> RestingOrder? {
    standing.order(id).map {
      RestingOrder(side: $0.side, price: $0.price, quantity: $0.remaining)
    }
  }
}
