internal import Core
internal import Engine
internal import Strategy

/// From a name and texts to a strategy.
enum StrategySeat {
  static func make(
    _ name: String, _ parameters: [(name: String, text: String)], _ instruments: [Instrument]
  ) throws(PlanError) -> NamedStrategy {
    throw PlanError(key: "strategies", text: name, expected: "a strategy of the catalogue")
  }
}
