public import Core

/// Works a large interest on one side in small orders, until the venue's position limit refuses
/// more; then it turns round.
///
/// It does not look at its own limit on purpose: the refusals show that the venue's check holds,
/// and the long runs on one side give the market's order signs their memory.
public struct InventoryTrader: Agent {
  /// Follows the regime's flow.
  public static let activity = MarketActivity.flow

  let size: UInt64
  private var side: Side
  /// Orders left before it turns round of itself.
  private var patience: UInt64 = 0

  /// A trader that begins on `side` with orders averaging `size` lots.
  public init(size: UInt64, side: Side) {
    self.size = size
    self.side = side.opposite  // it has no patience left yet: its first look turns it to `side`
  }

  /// Sends the next slice, or withdraws one that has waited for half a second.
  public mutating func wake(
    _ context: AgentContext, random: inout RandomStream, outbox: inout Outbox
  ) {
    if let oldest = context.account.working.first,
      context.now.since(oldest.since).count > 500_000_000 || oldest.side != side
    {
      outbox.cancel(oldest.id, because: oldest.side != side ? .inventory : .stale)
      return
    }
    if patience == 0 {
      side = side.opposite
      patience = 40 + random.geometric(mean: 80, limit: 800)
    }
    patience -= 1
    let lots = 1 + Int64(random.geometric(mean: size, limit: 4 * size))
    if random.bounded(3) == 0 {
      outbox.place(side, .limit(context.best(side.opposite)), lots, timeInForce: .immediateOrCancel)
    } else {
      outbox.place(side, .limit(context.best(side)), lots)
    }
  }

  /// Turns round when the venue says that its position is full.
  public mutating func heardReject(_ reject: Reject) {
    if reject.reason == .positionLimit { patience = 0 }
  }
}

extension InventoryTrader {
  /// Writes side and patience.
  public func encode(into writer: inout ByteWriter) {
    writer.append(side == .buy)
    writer.append(patience)
  }

  /// Takes up side and patience.
  public mutating func restore(from reader: inout ByteReader) throws(StateDecodingError) {
    side = try reader.flag() ? .buy : .sell
    patience = try reader.counter()
  }
}
