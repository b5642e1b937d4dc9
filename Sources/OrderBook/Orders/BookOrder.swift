public import Core

/// An order as it rests in a book.
public struct BookOrder: BitwiseCopyable, Sendable, Equatable {
  /// Number of the order.
  public var id: OrderID
  /// Whose order it is.
  public var owner: PartyID
  /// Side of the book.
  public var side: Side
  /// Limit price.
  public var price: Price
  /// Total quantity, what is already filled included.
  public var quantity: Quantity
  /// How much of it has traded.
  public var filled: Quantity
  /// How many fills that took; the next fill has the number after it.
  public var fillCount: UInt64
  /// Whether it may only rest.
  public var isPostOnly: Bool
  /// How much of it is shown at a time; zero shows all.
  public var display: Quantity
  /// What of it may trade but is not shown yet: at the end of a shown part, the next one joins the
  /// back of the queue.
  public var reserve: Quantity

  /// Takes every field; a fresh order has no fills and shows all.
  public init(
    id: OrderID, owner: PartyID, side: Side, price: Price, quantity: Quantity,
    filled: Quantity = .zero, fillCount: UInt64 = 0, isPostOnly: Bool = false,
    display: Quantity = .zero, reserve: Quantity = .zero
  ) {
    self.id = id
    self.owner = owner
    self.side = side
    self.price = price
    self.quantity = quantity
    self.filled = filled
    self.fillCount = fillCount
    self.isPostOnly = isPostOnly
    self.display = display
    self.reserve = reserve
  }

  /// What may still trade.
  public var remaining: Quantity { quantity - filled }

  /// What others see of it.
  public var shown: Quantity { remaining - reserve }

  /// Has a smaller total quantity; what is not shown goes first.
  mutating func shrink(to quantity: Quantity) {
    let hidden = min(self.quantity - quantity, reserve)
    self.quantity = quantity
    reserve = reserve - hidden
  }

  /// How much of `remaining` an order shows when it joins a queue.
  @usableFromInline static func shown(of remaining: Quantity, display: Quantity) -> Quantity {
    display == .zero ? remaining : min(display, remaining)
  }
}
