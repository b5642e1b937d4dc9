/// Price times quantity, exact: an `Int128` at the sum of both scales.
///
/// It becomes `Money` once, where it is posted, with a named rounding; both legs of a posting use
/// that one figure. Sums of up to 10⁸ extreme products still fit.
public struct Notional: BitwiseCopyable, Sendable, Equatable, Comparable {
  /// Count of 10⁻⁽ᵖ⁺ᑫ⁾ of the quote unit.
  public private(set) var rawValue: Int128

  /// Nothing traded.
  public static let zero = Notional(rawValue: 0)

  init(rawValue: Int128) { self.rawValue = rawValue }

  /// The exact product; validated inputs keep it within ±10³⁰.
  public init(_ price: Price, _ quantity: Quantity) {
    rawValue = Int128(price.rawValue) * Int128(quantity.rawValue)
  }

  /// Adds another notional of the same instrument; a total beyond `Int128` is held at its end.
  public static func += (total: inout Notional, more: Notional) {
    let (sum, overflow) = total.rawValue.addingReportingOverflow(more.rawValue)
    total.rawValue = overflow ? (more.rawValue < 0 ? .min : .max) : sum
  }

  /// The notional of a contract that stands for `multiplier` units; nil beyond `Int128`.
  public func times(_ multiplier: Int64) -> Notional? {
    let (product, overflow) = rawValue.multipliedReportingOverflow(by: Int128(multiplier))
    return overflow ? nil : Notional(rawValue: product)
  }

  /// Smaller values sort first.
  public static func < (left: Notional, right: Notional) -> Bool { left.rawValue < right.rawValue }

  /// The amount in a currency of `scale`, where this notional was made at `priceScale` and
  /// `quantityScale`; nil when it does not fit, which the caller turns into a ranked refusal.
  public func money(
    priceScale: DecimalScale, quantityScale: DecimalScale, currencyScale: DecimalScale,
    rounding: Rounding
  ) -> Money? {
    let own = Int(priceScale.digits) + Int(quantityScale.digits)
    let target = Int(currencyScale.digits)
    var raw = rawValue
    if own > target {
      var divisor: Int128 = 1
      for _ in target..<own { divisor *= 10 }
      raw = rounding.quotient(of: raw, by: divisor)
    } else {
      for _ in own..<target {
        let (product, overflow) = raw.multipliedReportingOverflow(by: 10)
        guard !overflow else { return nil }
        raw = product
      }
    }
    return Int64(exactly: raw).map(Money.init(rawValue:))
  }
}
