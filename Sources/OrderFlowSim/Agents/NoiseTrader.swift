public import Core

/// Trades for reasons of its own: mostly limit orders near the market, some market orders, and
/// cancels of what it no longer wants.
public struct NoiseTrader: Agent {
  /// Follows the regime's flow.
  public static let activity = MarketActivity.flow
  /// More orders than this are not kept working.
  static let workingLimit = 24

  let size: UInt64

  /// A trader whose orders average `size` lots.
  public init(size: UInt64) { self.size = size }

  /// Cancels when it has too much working or for a third of the time, otherwise trades.
  public mutating func wake(
    _ context: AgentContext, random: inout RandomStream, outbox: inout Outbox
  ) {
    let working = context.account.working
    let action = random.bounded(100)
    if working.count >= Self.workingLimit || (action < 34 && !working.isEmpty) {
      let chosen = working[Int(random.bounded(UInt64(working.count)))]
      outbox.cancel(chosen.id, because: working.count >= Self.workingLimit ? .stale : .requested)
      return
    }
    let side: Side = random.bounded(2) == 0 ? .buy : .sell
    let lots = 1 + Int64(random.geometric(mean: size, limit: 10 * size))
    if action < 50 {
      takeLiquidity(side, lots, action: action, context, outbox: &outbox)
    } else {
      let depth = Int64(random.geometric(mean: 5, limit: 60)) - 1
      let away = side == .buy ? -depth : depth
      guard let price = context.best(side).advanced(by: away) else { return }
      outbox.place(side, .limit(price), lots)
    }
  }

  /// Market orders mostly; now and then a fill-or-kill at the touch.
  private func takeLiquidity(
    _ side: Side, _ lots: Int64, action: UInt64, _ context: AgentContext, outbox: inout Outbox
  ) {
    if action >= 47 {
      outbox.place(side, .limit(context.best(side.opposite)), lots, timeInForce: .fillOrKill)
    } else {
      outbox.place(side, .market, lots, timeInForce: .immediateOrCancel)
    }
  }
}
