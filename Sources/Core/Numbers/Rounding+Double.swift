// The one way from floating point to a price or a quantity: the rounding is named, and what is no
// number is no price.

extension Rounding {
  /// The multiple of a positive `step` to which a number is rounded, exactly: no product or
  /// quotient of the number itself is rounded on the way. Nil for NaN, for infinities and beyond
  /// ±10¹⁸.
  public func multiple(of step: Int64, from value: Double) -> Int64? {
    guard step > 0, value.magnitude <= 1e18 else { return nil }
    // The fraction of a double is a double too: nothing is lost here.
    let whole = Int64(value.magnitude)
    let fraction = value.magnitude - Double(whole)
    let (places, lower) = (whole % step, whole - whole % step)
    let isExact = places == 0 && fraction == 0
    let magnitude =
      !isExact && movesAway(lower / step, places, fraction, step, value < 0)
      ? lower + step : lower
    return value < 0 ? -magnitude : magnitude
  }

  /// Whether a magnitude of `multiple` steps and a part of one, `places` + `fraction`, goes to the
  /// next multiple.
  private func movesAway(
    _ multiple: Int64, _ places: Int64, _ fraction: Double, _ step: Int64, _ isNegative: Bool
  ) -> Bool {
    switch self {
    case .towardZero: return false
    case .awayFromZero: return true
    case .down: return isNegative
    case .up: return !isNegative
    case .halfEven:
      // Twice the part against the step; the difference of the whole parts is small where the
      // fraction matters.
      let beyondHalf = Double(places - (step - places)) + 2 * fraction
      return beyondHalf == 0 ? multiple % 2 != 0 : beyondHalf > 0
    }
  }
}

extension Price {
  /// The price at a number of raw units, brought to a multiple of `tick` with this rounding; nil
  /// where the number is NaN, infinite or beyond the legal range.
  public init?(_ rawUnits: Double, multipleOf tick: Price, _ rounding: Rounding) {
    guard let raw = rounding.multiple(of: tick.rawValue, from: rawUnits) else { return nil }
    self.init(rawValue: raw)
  }
}

extension Quantity {
  /// The quantity of a number of raw units, brought to a multiple of `lot` with this rounding; nil
  /// where the number is NaN, infinite, negative or beyond the legal range.
  public init?(_ rawUnits: Double, multipleOf lot: Quantity, _ rounding: Rounding) {
    guard let raw = rounding.multiple(of: lot.rawValue, from: rawUnits) else { return nil }
    self.init(rawValue: raw)
  }
}
