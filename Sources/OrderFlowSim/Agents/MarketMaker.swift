public import Core

/// Quotes both sides around a fair price and amends its quotes as the market moves.
///
/// The fair price is the middle of the market, leaned against its own position: a long maker
/// quotes lower to sell, a short one higher to buy. At three quarters of its limit it quotes one
/// side only.
public struct MarketMaker: Agent {
  /// Quotes in every regime alike.
  public static let activity = MarketActivity.steady

  let size: UInt64
  let halfSpread: UInt64
  let positionLimit: UInt64

  /// A maker that quotes `size` lots `halfSpread` ticks from its fair price.
  public init(size: UInt64, halfSpread: UInt64, positionLimit: UInt64) {
    self.size = size
    self.halfSpread = halfSpread
    self.positionLimit = positionLimit
  }

  /// Brings both quotes to where they should be.
  public mutating func wake(
    _ context: AgentContext, random: inout RandomStream, outbox: inout Outbox
  ) {
    let limit = Int64(positionLimit)
    let position = context.account.position
    // At the limit the quotes lean by four half-spreads.
    let lean = position * Int64(halfSpread) * 8 / max(1, limit)
    let width = 2 * Int64(halfSpread) + Int64(random.bounded(3))
    quote(
      .buy, doubled: context.doubledMid - width - lean, wanted: position < limit * 3 / 4,
      context, outbox: &outbox)
    quote(
      .sell, doubled: context.doubledMid + width - lean, wanted: position > -limit * 3 / 4,
      context, outbox: &outbox)
  }

  /// Places, amends, keeps or pulls the quote of one side; `doubled` is twice the target price.
  private func quote(
    _ side: Side, doubled: Int64, wanted: Bool, _ context: AgentContext, outbox: inout Outbox
  ) {
    let target = side == .buy ? doubled >> 1 : -((-doubled) >> 1)
    let current = context.account.firstWorking(side)
    guard wanted, let price = Self.passive(target, side, context) else {
      if let current { outbox.cancel(current.id, because: .inventory) }
      return
    }
    guard let current else {
      outbox.place(side, .limit(price), Int64(size), isPostOnly: true)
      return
    }
    if current.price == price, 2 * current.remaining.rawValue >= Int64(size) { return }
    let filled = current.quantity - current.remaining
    guard let total = Quantity(rawValue: filled.rawValue + Int64(size)) else { return }
    if total.rawValue > 20 * Int64(size) {
      outbox.cancel(current.id, because: .requote)
    } else {
      outbox.amend(current.id, price: price, quantity: total)
    }
  }

  /// The target, held one tick short of the other side, so that a quote does not take.
  private static func passive(_ target: Int64, _ side: Side, _ context: AgentContext) -> Price? {
    switch side {
    case .buy:
      let ceiling = context.bestAsk.map { $0.rawValue - 1 } ?? target
      return Price(rawValue: max(1, min(target, ceiling)))
    case .sell:
      let floor = context.bestBid.map { $0.rawValue + 1 } ?? target
      return Price(rawValue: max(target, floor))
    }
  }
}
