package import Core

/// The venue's check that no party's position can pass its limit, working orders included.
package enum PositionLimit {
  /// Whether the position could pass `limit` if this order and all that work on its side traded.
  package static func refuses(_ order: NewOrder, of account: Account, limit: UInt64) -> Bool {
    exceeds(
      account, side: order.side, adding: order.quantity.rawValue, limit: limit)
  }

  /// The same for the terms an order would have after an amend; unknown orders are the book's
  /// business.
  package static func refuses(_ amend: Amend, of account: Account, limit: UInt64) -> Bool {
    guard let order = account.working.first(where: { $0.id == amend.id }) else { return false }
    return exceeds(
      account, side: order.side, adding: amend.quantity.rawValue - order.quantity.rawValue,
      limit: limit)
  }

  private static func exceeds(
    _ account: Account, side: Side, adding quantity: Int64, limit: UInt64
  ) -> Bool {
    guard quantity > 0 else { return false }
    let signed = side == .buy ? account.position : -account.position
    return signed + account.workingQuantity(side) + quantity > Int64(limit)
  }
}
