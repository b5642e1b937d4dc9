public import Core

/// Floods the book with orders it does not want and withdraws them at once: the adversary of
/// queues, of cancel paths, and of everybody's cancel rate.
public struct CancelStormBot: Agent {
  /// Acts only in phases that ask for a storm.
  public static let activity = MarketActivity.storm
  /// Orders placed at a time.
  static let wave: UInt64 = 8

  let size: UInt64

  /// A bot whose orders average `size` lots.
  public init(size: UInt64) { self.size = size }

  /// Withdraws everything it has, or else places a wave away from the market.
  public mutating func wake(
    _ context: AgentContext, random: inout RandomStream, outbox: inout Outbox
  ) {
    guard context.account.working.isEmpty else {
      for order in context.account.working { outbox.cancel(order.id, because: .storm) }
      return
    }
    for _ in 0..<Self.wave {
      let side: Side = random.bounded(2) == 0 ? .buy : .sell
      let depth = 4 + Int64(random.bounded(30))
      let lots = 1 + Int64(random.geometric(mean: size, limit: 5 * size))
      let price = context.best(side).advanced(by: side == .buy ? -depth : depth)
      if let price { outbox.place(side, .limit(price), lots, isPostOnly: true) }
    }
  }
}
