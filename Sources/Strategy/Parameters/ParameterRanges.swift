internal import Core

/// Ranges that strategies have in common.
enum ParameterRanges {
  /// Distances in ticks.
  static let ticks = ParameterDecimal(0)...ParameterDecimal(100_000)
  /// Quantities in whole units of an instrument, more than nothing.
  static let units = ParameterDecimal(rawValue: 1)...ParameterDecimal(1_000_000_000)
}

extension StrategyParameters {
  /// The refusal of a parameter that is larger than another.
  func above(
    _ name: String, _ value: ParameterDecimal, _ other: String, _ bound: ParameterDecimal
  ) -> StrategyParameterError {
    let scale = ParameterDecimal.scale
    return .conflict(
      ParameterValue(name, SettingText.text(decimal: value.rawValue, scale)),
      expected: "at most \(other), \(SettingText.text(decimal: bound.rawValue, scale))")
  }
}
