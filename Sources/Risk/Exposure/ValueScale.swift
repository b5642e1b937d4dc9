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
  @inline(__always) func unitValue(_ price: Int64, at place: Int) -> UnitValue {
    let product = price.magnitude.multipliedFullWidth(by: factors[place].magnitude)
    return UnitValue(high: product.high, low: product.low)
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

/// What one raw unit of quantity is worth: 128 bits, of which the high half is hardly ever needed.
struct UnitValue: BitwiseCopyable, Sendable, Equatable {
  var high: UInt64 = 0
  var low: UInt64 = 0

  /// What a quantity is worth, held at the ceiling; the quantity is not negative.
  @inline(__always) func value(_ quantity: Int64) -> Int128 {
    let product = low.multipliedFullWidth(by: quantity.magnitude)
    // 2⁹⁰ is the ceiling: 26 bits of the high half.
    guard high == 0, product.high < 1 << 26 else { return wideValue(quantity) }
    return Int128(truncatingIfNeeded: UInt128(_low: product.low, _high: product.high))
  }

  @inline(never) private func wideValue(_ quantity: Int64) -> Int128 {
    let unit = UInt128(_low: low, _high: high)
    let (value, overflow) = unit.multipliedReportingOverflow(by: UInt128(quantity.magnitude))
    return overflow ? ValueScale.ceiling : Int128(min(value, UInt128(ValueScale.ceiling)))
  }
}

/// How an instrument's numbers are written.
struct InstrumentScale: BitwiseCopyable, Sendable, Equatable {
  /// Decimals of a price times a quantity.
  var digits: Int
  /// Units that a contract stands for.
  var multiplier: Int64
}
