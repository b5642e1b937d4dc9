public import Core

/// Trades for reasons of its own: mostly limit orders, near the market and far from it, some market
/// orders, and cancels of what it no longer wants, the newest first.
public struct NoiseTrader: Agent {
  /// Follows the regime's flow.
  public static let activity = MarketActivity.flow
  /// More orders than this are not kept working.
  static let workingLimit = 40
  /// With fewer than this it only adds to the book, so that a market opens before it trades.
  static let workingAtLeast = 3

  let size: UInt64

  /// A trader whose orders average `size` lots.
  public init(size: UInt64) { self.size = size }

  /// Cancels when it has too much working or for a third of the time, otherwise trades.
  public mutating func wake(
    _ context: AgentContext, random: inout RandomStream, outbox: inout Outbox
  ) {
    let working = context.account.working
    let action = random.bounded(100)
    if working.count >= Self.workingLimit || (action < 36 && !working.isEmpty) {
      // The newer of two: an order that has rested for long is likely to rest on.
      let count = UInt64(working.count)
      let chosen = working[Int(max(random.bounded(count), random.bounded(count)))]
      outbox.cancel(chosen.id, because: working.count >= Self.workingLimit ? .stale : .requested)
      return
    }
    let side: Side = random.bounded(2) == 0 ? .buy : .sell
    let lots = Int64(random.orderSize(average: size))
    if action < 42, !context.isThin, working.count >= Self.workingAtLeast {
      takeLiquidity(side, lots, action: action, context, outbox: &outbox)
    } else {
      // One tick better than the best price, at it, or behind it with a long tail.
      let depth =
        Int64(random.powerTail(first: 2, millionths: PowerLaw.placement, doublings: 6)) - 2
      let away = side == .buy ? -depth : depth
      guard let price = context.best(side).advanced(by: away) else { return }
      outbox.place(side, .limit(price), lots)
    }
  }

  /// Market orders mostly, with a limit a few ticks into the book where they are large; now and
  /// then a fill-or-kill at the touch.
  private func takeLiquidity(
    _ side: Side, _ lots: Int64, action: UInt64, _ context: AgentContext, outbox: inout Outbox
  ) {
    let touch = context.best(side.opposite)
    if action >= 40 {
      outbox.place(side, .limit(touch), lots, timeInForce: .fillOrKill)
    } else if UInt64(lots) > 2 * size, let reach = touch.advanced(by: side == .buy ? 3 : -3) {
      outbox.place(side, .limit(reach), lots, timeInForce: .immediateOrCancel)
    } else {
      outbox.place(side, .market, lots, timeInForce: .immediateOrCancel)
    }
  }
}
