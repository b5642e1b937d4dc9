internal import Core
internal import Engine
internal import Strategy

/// From a name and texts to a strategy at its place.
enum StrategySeat {
  /// A strategy of the catalogue on the instrument that its `symbol` names, the first one by default.
  static func make(
    _ name: String, _ parameters: [(name: String, text: String)], _ instruments: [Instrument]
  ) throws(PlanError) -> NamedStrategy {
    do throws(StrategyParameterError) {
      let strategy = try StrategyCatalog.make(name, values(parameters), on: instruments)
      return NamedStrategy(name: name, strategy: strategy)
    } catch { throw PlanError(name, error) }
  }

  /// Every parameter of a strategy with the value in force, the symbol first where one is named.
  static func complete(
    _ name: String, _ parameters: [(name: String, text: String)]
  ) throws(PlanError) -> [RunIdentity.Setting] {
    do throws(StrategyParameterError) {
      let values = try StrategyCatalog.definition(name).complete(values(parameters))
      return values.map { RunIdentity.Setting("\(name).\($0.name)", $0.text) }
    } catch { throw PlanError(name, error) }
  }

  private static func values(
    _ parameters: [(name: String, text: String)]
  ) -> [ParameterValue] {
    parameters.map { ParameterValue($0.name, $0.text) }
  }
}

extension PlanError {
  /// The setting at fault, as a plan names it.
  fileprivate init(_ strategy: String, _ error: StrategyParameterError) {
    switch error {
    case .unknownStrategy(let name, let known):
      self.init(
        key: "strategies", text: name, expected: "one of " + known.joined(separator: ", "))
    case .unknownParameter(let name, let known):
      self.init(
        key: "\(strategy).\(name)", text: "",
        expected: "one of its parameters " + known.joined(separator: ", "))
    case .badValue(let value, let expected), .conflict(let value, let expected):
      self.init(key: "\(strategy).\(value.name)", text: value.text, expected: expected)
    }
  }
}
