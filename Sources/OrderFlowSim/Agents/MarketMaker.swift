public import Core

/// Quotes both sides around a fair price and amends its quotes as the market moves.
///
/// The fair price is the middle of the market, leaned against its own position: a long maker
/// quotes lower to sell, a short one higher to buy. At three quarters of its limit it quotes one
/// side only. It quotes wider while the middle is restless, as it sees it from look to look.
public struct MarketMaker: Agent {
  /// Quotes in every regime alike.
  public static let activity = MarketActivity.steady

  let size: UInt64
  let halfSpread: UInt64
  let positionLimit: UInt64
  /// Doubled middle at the last look; nil before the first.
  private var lastMid: Int64?
  /// Slow average of the doubled middle's moves from look to look, times `memory`.
  private var unrest: Int64 = 0
  /// Share by which the average follows at each look: 1/16.
  static let memory: Int64 = 16
  /// Most by which unrest widens a quote, in half raw units.
  static let widest: Int64 = 64

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
    let mid = context.doubledMid
    let move = min(Self.widest, abs(mid - (lastMid ?? mid)))
    unrest += move - unrest / Self.memory
    lastMid = mid
    let limit = Int64(positionLimit)
    let position = context.account.position
    // At the limit the quotes lean by four half-spreads.
    let lean = position * Int64(halfSpread) * 8 / max(1, limit)
    let width = 2 * Int64(halfSpread) + Int64(random.bounded(3)) + unrest / Self.memory
    quote(
      .buy, doubled: mid - width - lean, wanted: position < limit * 3 / 4,
      context, outbox: &outbox)
    quote(
      .sell, doubled: mid + width - lean, wanted: position > -limit * 3 / 4,
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

extension MarketMaker {
  /// Writes the middle seen last and the unrest.
  public func encode(into writer: inout ByteWriter) {
    writer.append(lastMid != nil)
    writer.append(lastMid ?? 0)
    writer.append(unrest)
  }

  /// Takes up a middle that there can be and an unrest within its bounds.
  public mutating func restore(from reader: inout ByteReader) throws(StateDecodingError) {
    let hasMid = try reader.flag()
    let mid = try reader.signedWord()
    guard mid.magnitude <= UInt64(2 * Price.magnitudeLimit), hasMid || mid == 0 else {
      throw reader.invalid("middle price")
    }
    unrest = try reader.signedWord()
    guard (0...Self.widest * Self.memory * 2).contains(unrest) else {
      throw reader.invalid("unrest")
    }
    lastMid = hasMid ? mid : nil
  }
}
