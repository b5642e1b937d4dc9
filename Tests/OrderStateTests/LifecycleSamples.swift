import Core
import OrderState
import Samples

/// Orders and events in the short form that the tables of these tests are written in.
enum Sample {
  /// Ten at a limit of 100.
  static func order(
    _ timeInForce: TimeInForce = .goodTillCancel, market: Bool = false, postOnly: Bool = false,
    quantity: Quantity = 10
  ) -> NewOrder {
    NewOrder(
      id: 7, owner: 1, side: .buy, type: market ? .market : .limit(100), quantity: quantity,
      timeInForce: timeInForce, isPostOnly: postOnly)
  }

  static func fill(
    _ quantity: Quantity, _ number: UInt64, _ liquidity: Liquidity = .maker
  ) -> OrderEvent {
    .filled(OrderFill(quantity: quantity, number: number, liquidity: liquidity))
  }

  static let cause = RefusalCause.refused(.unknownOrder)
  static let terms = Replacement(price: 101, quantity: 12)
}

extension OrderLifecycle {
  /// The order after events that are all legal.
  init(_ order: NewOrder, after events: [OrderEvent]) throws {
    self.init(order)
    for event in events { try apply(event) }
  }
}
