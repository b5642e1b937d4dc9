extension Elementary {
  /// Largest argument whose exponential is finite: ln(1.797…·10³⁰⁸), rounded down.
  public static let largestExponent = 709.782_712_893_383_97
  /// Smallest argument whose exponential is a normal number: ln(2⁻¹⁰²²), rounded up.
  public static let smallestExponent = -708.396_418_532_264_1

  /// e to the power of a number: nil where the result would be infinite or the argument is no
  /// number, 0 where it would be below the normal numbers (under 2.3·10⁻³⁰⁸).
  ///
  /// The argument becomes n·ln 2 + r with |r| ≤ ½·ln 2; n·ln 2 is subtracted in two parts, of
  /// which the larger has zeros enough at its end to be exact for every n. The series of eʳ is
  /// summed to r¹³/13!, behind which less than 2⁻⁵⁷ is left, and its first two terms are added
  /// last, largest on top, so that nearly nothing but the last rounding is lost. Relative error
  /// stays under 2.5·10⁻¹⁶ against tabulated values; a larger argument never gives less.
  public static func exp(_ value: Double) -> Double? {
    guard value <= largestExponent else { return nil }
    guard value >= smallestExponent else { return 0 }
    // Halves are moved away from zero; which of two neighbours a tie gets does not matter.
    let turns = Int(value * 1.442_695_040_888_963_4 + (value < 0 ? -0.5 : 0.5))
    // 33 bits of ln 2, and the rest of it.
    let high = value - Double(turns) * 0.693_147_180_369_123_8
    let low = Double(turns) * 1.908_214_929_270_587_7e-10
    let rest = high - low
    var sum = 1.0 / 6_227_020_800
    sum = sum * rest + 1.0 / 479_001_600
    sum = sum * rest + 1.0 / 39_916_800
    sum = sum * rest + 1.0 / 3_628_800
    sum = sum * rest + 1.0 / 362_880
    sum = sum * rest + 1.0 / 40_320
    sum = sum * rest + 1.0 / 5_040
    sum = sum * rest + 1.0 / 720
    sum = sum * rest + 1.0 / 120
    sum = sum * rest + 1.0 / 24
    sum = sum * rest + 1.0 / 6
    sum = sum * rest + 0.5
    let significand = 1 + (high - (low - rest * rest * sum))
    // In two steps: 2¹⁰²⁴ is no number, though half of the result may be one.
    let half = turns / 2
    return significand * powerOfTwo(half) * powerOfTwo(turns - half)
  }

  /// A positive, normal number to any finite power; nil for other bases, for exponents that are no
  /// finite number and where the result would be infinite; 0 where it would be below the normal
  /// numbers.
  ///
  /// It is eʸ with y = `exponent`·ln `base`. What the logarithm and the product lose is carried
  /// into the result: relative error stays under (3 + 5·|y|)·10⁻¹⁶, so 3·10⁻¹⁵ for results within
  /// a factor of 200 of 1.
  public static func pow(_ base: Double, _ exponent: Double) -> Double? {
    guard exponent.isFinite, let logarithm = ln(base) else { return nil }
    return exp(exponent * logarithm)
  }

  /// 2ⁿ for n from −1022 to 1023, made from its bits.
  private static func powerOfTwo(_ exponent: Int) -> Double {
    Double(bitPattern: UInt64(exponent + 1023) << 52)
  }
}
