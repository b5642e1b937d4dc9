internal import Core

/// An order on its way into the book: it takes what it can, and what is left rests or expires.
struct Taker {
  let id: OrderID
  let owner: PartyID
  let side: Side
  /// Worst price it accepts; nil takes any.
  let limit: Price?
  /// Total; its self-trade policy may make it smaller.
  private(set) var quantity: Quantity
  let isPostOnly: Bool
  /// How much of it is shown once it rests; zero shows all.
  let display: Quantity
  let selfTrade: SelfTradePolicy
  /// Whether its self-trade policy took it out.
  private(set) var isOut = false
  private(set) var filled: Quantity
  private(set) var fillCount: UInt64

  /// A new order, nothing of it filled.
  init(_ order: NewOrder, _ terms: BookTerms) {
    id = order.id
    owner = order.owner
    side = order.side
    limit = order.type.limitPrice
    quantity = order.quantity
    isPostOnly = order.isPostOnly
    display = terms.display
    selfTrade = terms.selfTrade
    filled = .zero
    fillCount = 0
  }

  /// A resting order that comes in again with another price or quantity.
  init(_ order: BookOrder, amendedBy amend: Amend) {
    id = order.id
    owner = order.owner
    side = order.side
    limit = amend.price
    quantity = amend.quantity
    isPostOnly = order.isPostOnly
    display = order.display
    selfTrade = .allow
    filled = order.filled
    fillCount = order.fillCount
  }

  /// What may still trade.
  var remaining: Quantity { quantity - filled }

  /// Notes that `quantity` traded.
  mutating func fill(by quantity: Quantity) {
    filled = filled + quantity
    fillCount &+= 1
  }

  /// Notes that `quantity` would have traded with an order of the same owner.
  mutating func lose(_ quantity: Quantity) { self.quantity = self.quantity - quantity }

  /// Notes that what is left of it is out.
  mutating func leave() { isOut = true }

  /// The order as it rests at `price`.
  func resting(at price: Price) -> BookOrder {
    BookOrder(
      id: id, owner: owner, side: side, price: price, quantity: quantity, filled: filled,
      fillCount: fillCount, isPostOnly: isPostOnly, display: display,
      reserve: remaining - BookOrder.shown(of: remaining, display: display))
  }
}
