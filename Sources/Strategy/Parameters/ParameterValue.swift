/// A parameter's name with the text of its value, as a configuration file or a flag gives it.
public struct ParameterValue: Sendable, Equatable {
  /// Which parameter.
  public let name: String
  /// Its value: `250ms`, `0.05`, `buy`.
  public let text: String

  /// Takes both.
  public init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }
}

/// Why a strategy cannot be made as it was asked for.
public enum StrategyParameterError: Error, Sendable, Equatable {
  /// No strategy of this name.
  case unknownStrategy(String, known: [String])
  /// The strategy has no parameter of this name.
  case unknownParameter(String, known: [String])
  /// The text is none that the parameter can have; `expected` names its range.
  case badValue(ParameterValue, expected: String)
  /// Each is in its range, but they exclude one another.
  case conflict(ParameterValue, expected: String)
}

extension StrategyParameterError: CustomStringConvertible {
  /// One line that names the parameter, what it was given and what it takes.
  public var description: String {
    switch self {
    case .unknownStrategy(let name, let known):
      "no strategy '\(name)'; there are \(known.joined(separator: ", "))"
    case .unknownParameter(let name, let known):
      "no parameter '\(name)'; there are \(known.joined(separator: ", "))"
    case .badValue(let value, let expected), .conflict(let value, let expected):
      "\(value.name): '\(value.text)': expected \(expected)"
    }
  }
}
