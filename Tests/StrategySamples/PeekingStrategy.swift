public import Core
import OrderBook
public import Strategy

/// Profits on a `JumpTape` from hearing of jumps too early, and from nothing else.
///
/// When a print tells of a jump, it takes what stood there before the jump: at the old offer after
/// a jump up, at the old bid after one down. In an honest backtest these prices are gone when it
/// hears of the jump, its orders expire, and it makes nothing. Where anything reaches it before its
/// time, they are still there. At the next print without news it closes.
///
/// `openings` counts its fills at old prices: 0 says that the engine does not leak.
public struct PeekingStrategy: Strategy {
  /// Fills at prices from before a jump.
  public private(set) var openings: UInt64 = 0
  /// Jumps that it has heard of.
  public private(set) var jumps: UInt64 = 0
  private var last: Price?
  private var opening: OrderID?
  private static let quantity = Quantity(rawValue: 10) ?? .zero

  /// Nothing heard yet.
  public init() {}

  /// Prints alone tell of jumps.
  public var interests: StrategyInterests { .trades }

  /// Goes for the old price, or closes what it got.
  public mutating func onEvent(
    _ event: Event, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {
    guard case .trade(let trade) = event.payload, let instrument = event.instrument else { return }
    defer { last = trade.price }
    guard let last, last != trade.price else {
      let held = desk.position(instrument).rawValue
      guard held != 0, let quantity = Quantity(rawValue: abs(held)) else { return }
      desk.take(instrument, held > 0 ? .sell : .buy, quantity, slippage: 0, market)
      return
    }
    jumps += 1
    let side: Side = trade.price > last ? .buy : .sell
    let spread = side == .buy ? JumpTape.halfSpread : -JumpTape.halfSpread
    guard let old = last.advanced(by: spread) else { return }
    opening = desk.submit(
      instrument, side, .limit(old), Self.quantity, timeInForce: .immediateOrCancel)
  }

  /// Counts what it got of the past.
  public mutating func onFill(
    _ fill: Fill, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {
    if fill.id == opening { openings += 1 }
  }
}

extension PeekingStrategy: Persistable {
  /// Writes its counts and what it remembers.
  public func encode(into writer: inout ByteWriter) {
    writer.append(openings)
    writer.append(jumps)
    writer.append(last)
    writer.append(opening)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    openings = try reader.word()
    jumps = try reader.word()
    last = try reader.optional(Price.self)
    opening = try reader.optional(OrderID.self)
  }
}
