public import Core

/// An order on its way into the fast book: it takes what it can, and what is left rests or expires.
@usableFromInline
struct IncomingOrder {
  @usableFromInline let id: OrderID
  @usableFromInline let owner: PartyID
  @usableFromInline let side: Side
  @usableFromInline let isPostOnly: Bool
  /// Lowest rank of the opposite side that it reaches.
  @usableFromInline var limitRank: Int64
  /// What may still trade.
  @usableFromInline var remaining: Quantity
  @usableFromInline var fills: FillRecord

  @inlinable @inline(always) init(
    id: OrderID, owner: PartyID, side: Side, isPostOnly: Bool, limitRank: Int64,
    remaining: Quantity, fills: FillRecord
  ) {
    self.id = id
    self.owner = owner
    self.side = side
    self.isPostOnly = isPostOnly
    self.limitRank = limitRank
    self.remaining = remaining
    self.fills = fills
  }

  /// A new order, nothing of it filled.
  @inlinable @inline(always) init(_ order: NewOrder, limitRank: Int64) {
    id = order.id
    owner = order.owner
    side = order.side
    isPostOnly = order.isPostOnly
    self.limitRank = limitRank
    remaining = order.quantity
    fills = .none
  }

  /// A resting order that comes in again with another price or quantity.
  @inlinable init(_ order: BookOrder, amendedBy amend: Amend, limitRank: Int64) {
    id = order.id
    owner = order.owner
    side = order.side
    isPostOnly = order.isPostOnly
    self.limitRank = limitRank
    remaining = amend.quantity - order.filled
    fills = FillRecord(filled: order.filled, count: order.fillCount)
  }

  /// Place of the side that it trades with.
  @inlinable @inline(always) var opposite: Int { side.opposite.index }

  /// Notes that `quantity` traded.
  @inlinable @inline(always) mutating func fill(by quantity: Quantity) {
    remaining = remaining - quantity
    fills.filled = fills.filled + quantity
    fills.count &+= 1
  }
}
