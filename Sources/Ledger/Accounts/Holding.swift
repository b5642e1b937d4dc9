public import Core

/// What the ledger has to know of an instrument to turn a fill into money.
///
/// Linear contracts only: a fill is worth price × quantity × multiplier of the currency that the
/// instrument is quoted and settled in.
public struct Holding: BitwiseCopyable, Sendable, Equatable {
  /// The instrument.
  public let instrument: InstrumentID
  /// Digits of its prices.
  public let priceScale: DecimalScale
  /// Digits of its quantities.
  public let quantityScale: DecimalScale
  /// What it is paid in.
  public let currency: CurrencyID
  /// Units that one contract stands for: 1 for shares and coins, 50 for the ES future.
  public let multiplier: Int64

  /// Nil unless the multiplier is positive.
  public init?(
    instrument: InstrumentID, priceScale: DecimalScale, quantityScale: DecimalScale,
    currency: CurrencyID, multiplier: Int64 = 1
  ) {
    guard multiplier > 0 else { return nil }
    self.instrument = instrument
    self.priceScale = priceScale
    self.quantityScale = quantityScale
    self.currency = currency
    self.multiplier = multiplier
  }

  /// What `quantity` costs at `price`; nil where that does not fit into money.
  public func value(
    _ price: Price, _ quantity: Quantity, currencyScale: DecimalScale, rounding: Rounding
  ) -> Money? {
    Notional(price, quantity).times(multiplier)?.money(
      priceScale: priceScale, quantityScale: quantityScale, currencyScale: currencyScale,
      rounding: rounding)
  }
}
