public import Core

/// What may be done in one instrument. A rule that is nil is off; an instrument without limits may
/// not be traded at all.
public struct InstrumentLimits: Sendable, Equatable {
  /// Name on the tape.
  public var symbol: String
  /// Currency units that one price point of one whole quantity is worth: 1 for shares and coins.
  public var multiplier: Int64 = 1
  /// Longest time since the reference price was seen.
  public var maximumAge: Nanoseconds?
  /// Largest quantity of one order.
  public var orderSize: Quantity?
  /// Farthest that a limit may lie beyond the reference price: above it to buy, below it to sell.
  public var collar: BasisPoints?
  /// Largest value of one order.
  public var orderNotional: Money?
  /// How long the same order of the same owner may not come again.
  public var duplicateWindow: Nanoseconds?
  /// Farthest that the account's position may come from zero, all working orders of the side filled.
  public var position: Quantity?
  /// Margin that a holding needs, as a part of its value; 10,000 is all of it.
  public var marginRate = BasisPoints(10_000)
  /// Business days until the proceeds of a sale count as margin: 2 for shares, 0 for at once.
  public var settlementDays: UInt8 = 0

  /// Every rule off.
  public init(symbol: String) { self.symbol = symbol }
}
