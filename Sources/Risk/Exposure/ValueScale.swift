internal import Core

/// The one scale in which the gate compares amounts: fine enough for every instrument and for the
/// account's currency, so that a check multiplies and never divides or rounds.
struct ValueScale: Sendable, Equatable {
  /// Value of one raw unit of the account's currency.
  let unit: Int128
  /// By instrument: value of one raw unit of price times one raw unit of quantity.
  let factors: [Int128]

  /// Largest value that is told apart from larger ones; the sum of as many as there can be
  /// instruments, in basis points, still fits.
  static let ceiling = Int128(1) << 90

  /// The scale of these instruments.
  init(_ scales: [InstrumentScale], currency: DecimalScale) {
    let finest = scales.map(\.digits).reduce(Int(currency.digits), max)
    unit = Self.power(finest - Int(currency.digits))
    factors = scales.map { scale in
      let (factor, overflow) = Self.power(finest - scale.digits)
        .multipliedReportingOverflow(by: Int128(scale.multiplier))
      return overflow ? Self.ceiling : min(factor, Self.ceiling)
    }
  }

  /// `price` times `quantity` of an instrument, both as magnitudes; held at the ceiling.
  @inline(__always) func value(_ price: Int64, _ quantity: Int64, at place: Int) -> Int128 {
    // 10¹⁵ times 3·10¹⁸ is below 2¹¹².
    let product = Int128(abs(price)) * Int128(quantity)
    let (value, overflow) = product.multipliedReportingOverflow(by: factors[place])
    return overflow ? Self.ceiling : min(value, Self.ceiling)
  }

  /// An amount of the account's currency.
  @inline(__always) func value(_ money: Money) -> Int128 { Int128(money.rawValue) * unit }

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
