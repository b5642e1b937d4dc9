internal import Core

/// What a fill costs: a part of the money that changes hands, and an amount a unit. Negative is a
/// rebate.
///
/// Crypto venues charge the part (0.02 % is 20,000), stock and futures venues the amount a share or
/// contract ($1.38 is 138,000,000).
public struct FeeRate: BitwiseCopyable, Sendable, Equatable {
  /// Of the notional, in 10⁻⁸: 10,000 is one basis point.
  public let notionalPart: Int64
  /// A whole unit of quantity, in 10⁻⁸ of a whole unit of the currency.
  public let perUnit: Int64

  /// Nothing.
  public static let free = FeeRate(notionalPart: 0, perUnit: 0)

  /// Largest magnitude of either figure: all of the notional, a hundred thousand a unit.
  public static let greatest = FeeRate(
    notionalPart: 100_000_000, perUnit: 10_000_000_000_000)

  /// Digits behind the point of both figures.
  private static let digits = 8

  /// Takes every field.
  public init(notionalPart: Int64, perUnit: Int64 = 0) {
    self.notionalPart = notionalPart
    self.perUnit = perUnit
  }

  var isSound: Bool {
    notionalPart.magnitude <= Self.greatest.notionalPart.magnitude
      && perUnit.magnitude <= Self.greatest.perUnit.magnitude
  }

  /// Exact in 128 bits until the one rounding; nil where it does not fit.
  func fee(
    _ price: Price, _ quantity: Quantity, _ holding: Holding, _ scale: DecimalScale
  ) -> Money? {
    guard let value = Notional(price, quantity).times(holding.multiplier) else { return nil }
    // A negative price makes a negative notional; what is charged for is its size.
    let size = value.rawValue < 0 ? -value.rawValue : value.rawValue
    let (part, isPartTooLarge) = size.multipliedReportingOverflow(by: Int128(notionalPart))
    let units = Int128(quantity.rawValue) * Int128(perUnit)
    // Both at the scale of price · quantity · 10⁻⁸.
    let (unitPart, isUnitTooLarge) = units.multipliedReportingOverflow(
      by: Int128(holding.priceScale.unitsPerWhole))
    let (sum, isSumTooLarge) = part.addingReportingOverflow(unitPart)
    guard !isPartTooLarge, !isUnitTooLarge, !isSumTooLarge else { return nil }
    let own = Int(holding.priceScale.digits) + Int(holding.quantityScale.digits) + Self.digits
    return Self.money(sum, digits: own, scale)
  }

  /// Upward is against the trader: a charge grows, a rebate shrinks.
  private static func money(_ amount: Int128, digits: Int, _ scale: DecimalScale) -> Money? {
    var (amount, divisor): (Int128, Int128) = (amount, 1)
    if digits > Int(scale.digits) {
      // 18 + 18 + 8 digits against a scale of 0 are more than 128 bits hold: the rest is less than
      // one unit of any money.
      guard digits - Int(scale.digits) <= 38 else { return Money(rawValue: amount > 0 ? 1 : 0) }
      for _ in Int(scale.digits)..<digits { divisor *= 10 }
    } else {
      for _ in digits..<Int(scale.digits) {
        let (larger, isTooLarge) = amount.multipliedReportingOverflow(by: 10)
        guard !isTooLarge else { return nil }
        amount = larger
      }
    }
    return Int64(exactly: Rounding.up.quotient(of: amount, by: divisor)).map(
      Money.init(rawValue:))
  }
}
