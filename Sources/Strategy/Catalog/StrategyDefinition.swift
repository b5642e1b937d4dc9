public import Core

/// What the catalog knows of a strategy: how it is called, set, made and read back.
public struct StrategyDefinition: Sendable {
  /// Name in configurations, reports and saved states.
  public let name: String
  /// One line for people.
  public let summary: String
  /// Its parameters, in the order of the help text.
  public let parameters: [ParameterDescription]
  private let maker:
    @Sendable ([ParameterValue], InstrumentID) throws(StrategyParameterError) -> any Strategy
  private let completer:
    @Sendable ([ParameterValue]) throws(StrategyParameterError) -> [ParameterValue]
  private let decoder: @Sendable (inout ByteReader) throws(StateDecodingError) -> any Strategy

  /// The definition of a type.
  public init<S: ParameterizedStrategy>(_ type: S.Type) {
    name = S.name
    summary = S.summary
    let defaults = S.Parameters()
    parameters = S.Parameters.settings.map {
      ParameterDescription(
        name: $0.name, placeholder: $0.placeholder, help: $0.help, standard: $0.read(defaults))
    }
    maker = { (values, instrument) throws(StrategyParameterError) in
      S(try S.Parameters(values), instrument: instrument)
    }
    completer = { (values) throws(StrategyParameterError) in try S.Parameters(values).values }
    decoder = { (reader) throws(StateDecodingError) in try S(decoding: &reader) }
  }

  /// The strategy before its start; parameters that are not named have their defaults.
  public func make(
    _ values: [ParameterValue] = [], instrument: InstrumentID
  ) throws(StrategyParameterError) -> any Strategy {
    try maker(values, instrument)
  }

  /// Every parameter with the value that it has where these are given: what a report prints and a
  /// configuration's hash is made of.
  public func complete(
    _ values: [ParameterValue]
  ) throws(StrategyParameterError) -> [ParameterValue] {
    try completer(values)
  }

  /// Reads a saved strategy back.
  public func decode(_ reader: inout ByteReader) throws(StateDecodingError) -> any Strategy {
    try decoder(&reader)
  }
}

/// What people are told of a parameter.
public struct ParameterDescription: Sendable, Equatable {
  /// Name in files and on the command line.
  public let name: String
  /// What stands for the value in the help text.
  public let placeholder: String
  /// One line, with the unit.
  public let help: String
  /// Text of the default.
  public let standard: String
}
