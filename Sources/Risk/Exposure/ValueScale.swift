internal import Core

/// The one scale in which the gate compares amounts: fine enough for every instrument and for the
/// account's currency, so that a check multiplies and never divides or rounds.
struct ValueScale: Sendable, Equatable {
  /// Value of one raw unit of the account's currency.
  let unit: Int128
  /// By instrument: value of one raw unit of price times one raw unit of quantity; below 2⁶³.
  let factors: [Int64]

  /// Largest value that is told apart from larger ones; the sum of as many as there can be
  /// instruments, in basis points, still fits.
  static var ceiling: Int128 { 1 << 90 }

  /// The scale of these instruments.
  init(_ scales: [InstrumentScale], currency: DecimalScale) {
    let finest = scales.map(\.digits).reduce(Int(currency.digits), max)
    unit = Self.power(finest - Int(currency.digits))
    factors = scales.map { scale in
      let (factor, overflow) = Self.power(finest - scale.digits)
        .multipliedReportingOverflow(by: Int128(scale.multiplier))
      return overflow ? .max : Int64(clamping: factor)
    }
  }

  /// What one raw unit of quantity is worth at a price, whose sign does not matter.
  @inline(__always) func unitValue(_ price: Int64, at place: Int) -> Int128 {
    // 10¹⁵ times less than 2⁶³: below 2¹¹³, no wrap.
    Int128(abs(price)) &* Int128(factors[place])
  }

  /// What a quantity is worth of which a unit is worth so much; held at the ceiling. Neither is
  /// negative.
  @inline(__always) static func value(_ unitValue: Int128, _ quantity: Int64) -> Int128 {
    guard unitValue > Int128(Int64.max) else {
      // Two factors below 2⁶³ each: no wrap.
      return min(Int128(Int64(truncatingIfNeeded: unitValue)) &* Int128(quantity), ceiling)
    }
    let (value, overflow) = unitValue.multipliedReportingOverflow(by: Int128(quantity))
    return overflow ? ceiling : min(value, ceiling)
  }

  /// An amount of the account's currency, held at the ends of what fits: only where no rule is about
  /// money can the scale be so fine.
  func value(_ money: Money) -> Int128 {
    let (value, overflow) = Int128(money.rawValue).multipliedReportingOverflow(by: unit)
    return overflow ? (money.rawValue < 0 ? -.max / 2 : .max / 2) : value
  }

  /// Raw units of the account's currency, rounded up; held at the ends.
  func money(_ value: Int128) -> UInt64 {
    guard value > 0 else { return 0 }
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: unit)
    return UInt64(clamping: quotient + (remainder == 0 ? 0 : 1))
  }

  /// 10ⁿ for at most 36 digits.
  private static func power(_ digits: Int) -> Int128 {
    var power: Int128 = 1
    for _ in 0..<max(0, digits) { power *= 10 }
    return power
  }
}

/// How an instrument's numbers are written.
struct InstrumentScale: BitwiseCopyable, Sendable, Equatable {
  /// Decimals of a price times a quantity.
  var digits: Int
  /// Units that a contract stands for.
  var multiplier: Int64
}
