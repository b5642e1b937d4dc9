/// What happens to the digits that do not fit: every conversion that can lose some names one of
/// these, so that no rounding is silent.
public enum Rounding: Sendable, Equatable, CaseIterable {
  /// To the nearest; a tie goes to the even neighbour, so that ties do not drift (IEEE 754, 4.3.1).
  case halfEven
  /// Cuts the digits off.
  case towardZero
  /// Any lost digit moves the magnitude up: how a fee is rounded against the trader.
  case awayFromZero
  /// To the lower value, also below zero.
  case down
  /// To the higher value, also below zero.
  case up

  /// `value / divisor` with this rounding; the divisor is positive.
  public func quotient(of value: Int128, by divisor: Int128) -> Int128 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    guard remainder != 0 else { return quotient }
    let step: Int128 = value < 0 ? -1 : 1
    switch self {
    case .towardZero: return quotient
    case .awayFromZero: return quotient + step
    case .down: return value < 0 ? quotient - 1 : quotient
    case .up: return value < 0 ? quotient : quotient + 1
    case .halfEven:
      let twice = remainder.magnitude * 2
      if twice == divisor.magnitude { return quotient % 2 == 0 ? quotient : quotient + step }
      return twice > divisor.magnitude ? quotient + step : quotient
    }
  }
}
