/// A tradable thing as a tape's header defines it: its name and scales, which never change, and the
/// rules it starts with.
public struct Instrument: Sendable, Equatable {
  /// Number on the tape.
  public let id: InstrumentID
  /// Name on the tape: 1–32 characters of `[A-Za-z0-9._:/-]`.
  public let symbol: String
  /// Digits of prices.
  public let priceScale: DecimalScale
  /// Digits of quantities.
  public let quantityScale: DecimalScale
  /// Quote currency, the same alphabet as symbols.
  public let currency: String
  /// Rules in force until the first `Instrument` event.
  public let rules: InstrumentRules

  /// Refuses names outside the alphabet and the symbol `-`, which stands for "no instrument".
  public init?(
    id: InstrumentID, symbol: String, priceScale: DecimalScale, quantityScale: DecimalScale,
    currency: String, rules: InstrumentRules
  ) {
    guard TapeName.isValid(symbol), TapeName.isValid(currency) else { return nil }
    self.id = id
    self.symbol = symbol
    self.priceScale = priceScale
    self.quantityScale = quantityScale
    self.currency = currency
    self.rules = rules
  }
}
