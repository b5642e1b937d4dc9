internal import Core
internal import OrderBook

/// Where one order stands in its level's queue: what is ahead of it, told from what happens to the
/// orders around it.
///
/// When it joins, everything at its price is ahead. Orders that join after it are remembered as
/// behind; whatever else at its price leaves or trades was ahead. Known on tapes that name orders;
/// quantity that stands without a name counts as ahead until it is traded or taken.
struct OrderQueue: Sendable {
  let id: OrderID
  private(set) var side: Side
  private(set) var price: Price
  /// What must trade or leave before the order does.
  private(set) var ahead: Int64
  private var behind = IdentifierMap<Bool>()

  /// The order joins; `book` is as it was before.
  init(_ id: OrderID, _ side: Side, at price: Price, behind book: LevelBook) {
    self.id = id
    self.side = side
    self.price = price
    ahead = book.quantity(side, at: price).rawValue
  }

  /// Another order joined a level.
  mutating func joined(_ other: OrderID, _ side: Side, at price: Price) {
    if other != id, side == self.side, price == self.price { behind[other.rawValue] = true }
  }

  /// Another order, as it rested before, has this much less.
  mutating func shrank(_ other: OrderID, _ order: RestingOrder, by quantity: Quantity) {
    guard other != id, order.side == side, order.price == price,
      behind[other.rawValue] == nil
    else { return }
    ahead = max(0, ahead - quantity.rawValue)
  }

  /// Another order left its place, wholly.
  mutating func left(_ other: OrderID, _ order: RestingOrder) {
    shrank(other, order, by: order.quantity)
    behind[other.rawValue] = nil
  }
}
