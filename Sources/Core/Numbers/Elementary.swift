/// Elementary functions built from `+ - * /` alone, so that every platform gives the same bits.
///
/// The system's libm is not used in deterministic modules: its last bit differs between platforms
/// and versions.
public enum Elementary {
  /// Natural logarithm of a positive, finite, normal number; nil for anything else.
  ///
  /// The significand is moved into [√½, √2) and summed by the series
  /// ln m = 2·(s + s³/3 + s⁵/5 + …), s = (m−1)/(m+1), |s| ≤ 0.172, whose terms after s²¹/21 are
  /// below 2⁻⁵⁸. Relative error stays under 4·10⁻¹⁶ against tabulated values.
  public static func ln(_ value: Double) -> Double? {
    guard value.isNormal, value > 0 else { return nil }
    // The significand by its bits: the property is a call into the standard library.
    let fraction = Double(bitPattern: value.bitPattern & (1 << 52 - 1) | 1.0.bitPattern)
    // Chosen, not branched to: half of all numbers go either way.
    let isUpper = fraction > 1.414_213_562_373_095_1
    let significand = fraction * (isUpper ? 0.5 : 1)
    let exponent = Double(value.exponent) + (isUpper ? 1 : 0)
    let s = (significand - 1) / (significand + 1)
    let square = s * s
    // Written out, so that the quotients are constants: a division costs more than all the rest.
    var sum = 1.0 / 21
    sum = sum * square + 1.0 / 19
    sum = sum * square + 1.0 / 17
    sum = sum * square + 1.0 / 15
    sum = sum * square + 1.0 / 13
    sum = sum * square + 1.0 / 11
    sum = sum * square + 1.0 / 9
    sum = sum * square + 1.0 / 7
    sum = sum * square + 1.0 / 5
    sum = sum * square + 1.0 / 3
    sum = sum * square + 1.0
    return exponent * 0.693_147_180_559_945_3 + 2 * s * sum
  }

  /// Square root of a finite number that is not negative; nil for anything else.
  ///
  /// The processor's would be exact, but Swift reaches it through libm's symbol, which a library
  /// here does not have. The significand is moved into [1, 4) and found by Newton's iteration,
  /// which from (1 + m)/2 is settled after six steps: within 2·10⁻¹⁶ of the value.
  public static func squareRoot(_ value: Double) -> Double? {
    guard value.isFinite, value >= 0 else { return nil }
    guard value > 0 else { return 0 }
    let isOdd = value.exponent % 2 != 0
    let significand = isOdd ? 2 * value.significand : value.significand
    var root = (1 + significand) / 2
    for _ in 0..<6 { root = (root + significand / root) / 2 }
    let exponent = (isOdd ? value.exponent - 1 : value.exponent) / 2
    return Double(sign: .plus, exponent: exponent, significand: root)
  }
}
