public import Core

/// A fill as the ledger sees it.
public struct LedgerFill: BitwiseCopyable, Sendable, Equatable {
  /// The event that told of it.
  public var cause: TapeSequence
  /// What was traded.
  public var instrument: InstrumentID
  /// Whether it was bought or sold.
  public var side: Side
  /// At what price.
  public var price: Price
  /// How much.
  public var quantity: Quantity
  /// What the venue charges for it, in the instrument's currency; a rebate is negative.
  public var fee: Money

  /// Takes every field.
  public init(
    cause: TapeSequence, instrument: InstrumentID, side: Side, price: Price, quantity: Quantity,
    fee: Money = Money(rawValue: 0)
  ) {
    self.cause = cause
    self.instrument = instrument
    self.side = side
    self.price = price
    self.quantity = quantity
    self.fee = fee
  }
}
