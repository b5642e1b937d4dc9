public import Core

/// What the account as a whole may do. A rule that is nil is off.
public struct AccountLimits: Sendable, Equatable {
  /// What all amounts of money are in; every instrument must be quoted in it while a rule about
  /// money is on.
  public var currency = "USD"
  /// Digits of those amounts, the ledger's.
  public var currencyScale = DecimalScale.whole
  /// Most orders that may work at a time.
  public var openOrders: OrderCount?
  /// Most new orders and amends in a time.
  public var orderRate: Pace?
  /// Most exposure against equity, all working orders taken as filled.
  public var leverage: Leverage?
  /// Whether what may be held is bounded by the available margin; the rates are the instruments'.
  public var checksMargin = false
  /// Most that equity may lose in a day before the kill switch trips.
  public var dailyLoss: Money?
  /// When the day begins, after midnight UTC.
  public var dayBegins = Nanoseconds.zero
  /// Most that equity may lie below its best before the kill switch trips.
  public var drawdown: Money?

  /// Every rule off.
  public init() {}
}
