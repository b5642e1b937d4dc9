public import Core

/// The strategies that a configuration can choose from.
///
/// Adding one touches its own folder and the list below.
public enum StrategyCatalog {
  /// All of them, in the order of the help text.
  public static let all: [StrategyDefinition] = [
    StrategyDefinition(TrendFollower.self),
    StrategyDefinition(MeanReversion.self),
    StrategyDefinition(InventoryMaker.self),
    StrategyDefinition(ScheduledExecutor.self),
  ]

  /// The names, in that order.
  public static var names: [String] { all.map(\.name) }

  /// The strategy of a name.
  public static func definition(_ name: String) throws(StrategyParameterError) -> StrategyDefinition
  {
    guard let definition = all.first(where: { $0.name == name }) else {
      throw .unknownStrategy(name, known: names)
    }
    return definition
  }

  /// The strategy of a name, with these parameters, before its start.
  public static func make(
    _ name: String, _ values: [ParameterValue] = [], on instruments: [Instrument]
  ) throws(StrategyParameterError) -> any Strategy {
    try definition(name).make(values, on: instruments)
  }

  /// Reads a saved strategy of this name back; a name that is not in the catalog is refused.
  public static func decode(
    _ name: String, from reader: inout ByteReader
  ) throws(StateDecodingError) -> any Strategy {
    guard let definition = all.first(where: { $0.name == name }) else {
      throw reader.invalid("strategy's name")
    }
    return try definition.decode(&reader)
  }
}

extension StrategyCatalog {
  /// A page for people: each strategy with its parameters and their defaults.
  public static var help: String {
    var lines: [String] = []
    for strategy in all {
      lines.append("\(strategy.name)  \(strategy.summary)")
      let heads = strategy.parameters.map { "\($0.name)=\($0.placeholder)" }
      let width = heads.reduce(0) { max($0, $1.count) }
      for (head, parameter) in zip(heads, strategy.parameters) {
        let space = String(repeating: " ", count: width - head.count + 2)
        lines.append("  \(head)\(space)\(parameter.help) [\(parameter.standard)]")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
