public import Core

extension NewOrder {
  /// Which rule of the order ends what did not trade at once; nil when it rests.
  ///
  /// A market order has no price to rest at, whatever its time in force.
  @inlinable @inline(always) var expiry: ExpireReason? {
    switch (type, timeInForce) {
    case (.limit, .goodTillCancel): nil
    case (.limit, .immediateOrCancel): .immediateOrCancel
    case (.market, .goodTillCancel), (.market, .immediateOrCancel): .bookExhausted
    case (.limit, .fillOrKill), (.market, .fillOrKill): .fillOrKill
    }
  }

  /// Whether its terms exclude one another: only an order that can rest may be post-only.
  @inlinable @inline(always) var contradictsItself: Bool { isPostOnly && expiry != nil }
}
