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
  /// - Complexity: O(1) expected.
  public func order(_ id: OrderID) -> RestingOrder? {
    standing.order(id).map {
      RestingOrder(side: $0.side, price: $0.price, quantity: $0.remaining)
    }
  }
}

extension LevelBook {
  /// A resting order by its number.
  ///
  /// Mutating only so that the book is passed by address: borrowed, all of it would be copied.
  /// - Complexity: O(1) expected.
  public mutating func readOrder(_ id: OrderID) -> RestingOrder? {
    guard let order = standing.readOrder(id) else { return nil }
    return RestingOrder(side: order.side, price: order.price, quantity: order.remaining)
  }

  /// A request of our own venue that has not been answered yet; nil when there is none.
  public func requested(_ id: OrderID) -> NewOrder? { lifecycle.request(id) }

  /// Takes an order out without a word of the tape: for asking what would be there without it.
  public mutating func take(_ id: OrderID) { standing.resize(id, to: .zero) }
}
