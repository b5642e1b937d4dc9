public import Core

/// Works large interests, each on one side, within a limit and in many small orders, rests, and
/// begins the next; when the venue's position limit refuses more, it turns round.
///
/// How many orders an interest takes falls off like a power with exponent 1.5, as measured for the
/// hidden orders of funds: the long runs on one side give the market's order signs their long
/// memory (Lillo, Mike and Farmer, "Theory for long memory in supply and demand", 2005). It does
/// not look at its own limit on purpose: the refusals show that the venue's check holds.
public struct InventoryTrader: Agent {
  /// Follows the regime's flow.
  public static let activity = MarketActivity.flow
  /// Fewest orders of an interest.
  static let shortest: UInt64 = 4

  let size: UInt64
  private var side: Side
  /// Side of the next interest; drawn where it is not set.
  private var nextSide: Side?
  /// Orders left of the interest in hand.
  private var patience: UInt64 = 0
  /// Worst price at which it trades for the interest in hand.
  private var limit: Int64 = 0
  /// Looks to let pass before the next one.
  private var rest: UInt64 = 0

  /// A trader that begins on `side` with orders averaging `size` lots.
  public init(size: UInt64, side: Side) {
    self.size = size
    self.side = side
    nextSide = side
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
      guard rest == 0 else {
        rest -= 1
        return
      }
      begin(context, random: &random)
    }
    guard !context.isThin else { return }
    patience -= 1
    let price = context.best(side.opposite)
    guard side == .buy ? price.rawValue <= limit : price.rawValue >= limit else { return }
    let lots = Int64(random.orderSize(average: size))
    if random.bounded(2) == 0 {
      outbox.place(side, .limit(price), lots, timeInForce: .immediateOrCancel)
    } else {
      outbox.place(side, .limit(context.best(side)), lots)
    }
  }

  private mutating func begin(_ context: AgentContext, random: inout RandomStream) {
    side = nextSide ?? (random.bounded(2) == 0 ? .buy : .sell)
    nextSide = nil
    patience =
      Self.shortest + random.powerTail(first: 20, millionths: PowerLaw.halfCubic, doublings: 6)
    let reach = 8 + Int64(random.geometric(mean: 8, limit: 80))
    limit = context.lastPrice.rawValue + (side == .buy ? reach : -reach)
    rest = random.geometric(mean: patience, limit: 4 * patience)
  }

  /// Turns round when the venue says that its position is full.
  public mutating func heardReject(_ reject: Reject) {
    guard reject.reason == .positionLimit else { return }
    nextSide = side.opposite
    patience = 0
    rest = 0
  }
}

extension InventoryTrader {
  /// Writes the interest in hand and what is known of the next.
  public func encode(into writer: inout ByteWriter) {
    writer.append(side == .buy)
    writer.append(nextSide != nil)
    writer.append(nextSide == .buy)
    writer.append(patience)
    writer.append(limit)
    writer.append(rest)
  }

  /// Takes them up.
  public mutating func restore(from reader: inout ByteReader) throws(StateDecodingError) {
    side = try reader.flag() ? .buy : .sell
    let hasNext = try reader.flag()
    let buysNext = try reader.flag()
    guard hasNext || !buysNext else { throw reader.invalid("next side") }
    nextSide = hasNext ? (buysNext ? .buy : .sell) : nil
    patience = try reader.counter()
    limit = try reader.signedWord()
    guard limit.magnitude <= UInt64(2 * Price.magnitudeLimit) else {
      throw reader.invalid("limit of an interest")
    }
    rest = try reader.counter()
  }
}
