public import Core

/// One line of a depth view: a price and what stands there.
public struct DepthLevel: BitwiseCopyable, Sendable, Equatable {
  /// Price of the level.
  public var price: Price
  /// What may still trade there.
  public var quantity: Quantity
  /// Orders that are known one by one; zero on a feed that names none.
  public var orderCount: Int

  /// Takes every field.
  public init(price: Price, quantity: Quantity, orderCount: Int) {
    self.price = price
    self.quantity = quantity
    self.orderCount = orderCount
  }
}
