public import Core

/// A parameter with up to eight decimals: exact in text, in a configuration's hash and in a saved
/// strategy; a double only inside a formula.
public struct ParameterDecimal: BitwiseCopyable, Sendable, Equatable, Comparable {
  /// Count of 10⁻⁸.
  public let rawValue: Int64

  /// Eight decimals: those of the finest quantity that a profile asks for.
  public static let scale = DecimalScale(digits: 8) ?? .whole

  /// Wraps a raw count.
  public init(rawValue: Int64) { self.rawValue = rawValue }

  /// A whole number; beyond ±9·10¹⁰ it is held there.
  public init(_ whole: Int64) {
    let limit = Int64.max / Self.scale.unitsPerWhole
    rawValue = max(-limit, min(limit, whole)) * Self.scale.unitsPerWhole
  }

  /// So many thousandths.
  public static func thousandths(_ count: Int64) -> ParameterDecimal {
    ParameterDecimal(rawValue: ParameterDecimal(count).rawValue / 1000)
  }

  /// The number as formulas take it: one rounded division.
  public var value: Double { Double(rawValue) / 100_000_000 }

  /// So many whole units of an instrument as a quantity, down to a multiple of the lot; nil beyond
  /// what a quantity can be.
  public func quantity(of instrument: Instrument, lot: Quantity) -> Quantity? {
    let units = Int128(rawValue) * Int128(instrument.quantityScale.unitsPerWhole)
    let raw = Rounding.down.quotient(of: units, by: Int128(Self.scale.unitsPerWhole))
    let lots = Rounding.down.quotient(of: raw, by: Int128(lot.rawValue))
    return Int64(exactly: lots * Int128(lot.rawValue)).flatMap(Quantity.init(rawValue:))
  }

  /// Smaller numbers sort first.
  public static func < (left: ParameterDecimal, right: ParameterDecimal) -> Bool {
    left.rawValue < right.rawValue
  }
}
