public import Core
public import Ledger
public import Risk

/// What an engine is set up with besides its strategies.
public struct EngineConfiguration: Sendable, Equatable {
  /// Digits of money in the books, whatever the currency.
  public var moneyScale = DecimalScale(digits: 8) ?? .whole
  /// What each strategy starts with, in every currency of its instruments.
  public var capital = Money(rawValue: 0)
  /// Currency units that one price point of one whole quantity is worth, by symbol; 1 where absent
  /// (an ES future has 50).
  public var multipliers: [ContractMultiplier] = []
  /// What venues charge.
  public var fees = FeeSchedule.free
  /// What may leave; nil for no limit but the kill switch and the operator's halt.
  public var limits: RiskLimits?
  /// How often holdings are valued, in event time; also after each fill.
  public var markInterval = Nanoseconds.second
  /// Oldest price that still values a holding.
  public var maximumMarkAge = Nanoseconds(3_600 * Nanoseconds.second.count)

  /// The defaults: no capital, no multipliers, no fees, no limits, marks every second.
  public init() {}
}

/// What a price point of one whole quantity of an instrument is worth.
public struct ContractMultiplier: Sendable, Equatable {
  /// Name on the tape.
  public var symbol: String
  /// Currency units, at least 1.
  public var multiplier: Int64

  /// Takes both.
  public init(symbol: String, multiplier: Int64) {
    self.symbol = symbol
    self.multiplier = multiplier
  }
}
