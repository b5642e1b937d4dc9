public import Core

/// What the catalog knows of a strategy: how it is called, set, made and read back.
public struct StrategyDefinition: Sendable {
  /// Name in configurations, reports and saved states.
  public let name: String
  /// One line for people.
  public let summary: String
  /// What can be set of it, in the order of the help text: what it trades, then its parameters.
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
    parameters =
      [Self.symbol]
      + S.Parameters.settings.map {
        ParameterDescription(
          name: $0.name, placeholder: $0.placeholder, help: $0.help, standard: $0.read(defaults))
      }
    maker = { (values, instrument) throws(StrategyParameterError) in
      S(try S.Parameters(values), instrument: instrument)
    }
    completer = { (values) throws(StrategyParameterError) in try S.Parameters(values).values }
    decoder = { (reader) throws(StateDecodingError) in try S(decoding: &reader) }
  }

  /// The parameter that all have.
  private static let symbol = ParameterDescription(
    name: "symbol", placeholder: "SYMBOL", help: "what it trades", standard: "the tape's first")

  /// The strategy before its start, on the instrument that `symbol` names, or the first; parameters
  /// that are not named have their defaults.
  public func make(
    _ values: [ParameterValue] = [], on instruments: [Instrument]
  ) throws(StrategyParameterError) -> any Strategy {
    try maker(own(values), Self.instrument(values, instruments).id)
  }

  /// Every parameter with the value that it has where these are given, `symbol` first where one is
  /// named: what a report prints and a configuration's hash is made of.
  public func complete(
    _ values: [ParameterValue]
  ) throws(StrategyParameterError) -> [ParameterValue] {
    let symbol = values.last { $0.name == Self.symbol.name }
    return (symbol.map { [$0] } ?? []) + (try completer(own(values)))
  }

  /// Reads a saved strategy back.
  public func decode(_ reader: inout ByteReader) throws(StateDecodingError) -> any Strategy {
    try decoder(&reader)
  }

  /// The parameters of its own; unknown ones are told apart here, so that `symbol` is among the
  /// known ones.
  private func own(
    _ values: [ParameterValue]
  ) throws(StrategyParameterError) -> [ParameterValue] {
    let known = parameters.map(\.name)
    if let unknown = values.first(where: { !known.contains($0.name) }) {
      throw .unknownParameter(unknown.name, known: known)
    }
    return values.filter { $0.name != Self.symbol.name }
  }

  private static func instrument(
    _ values: [ParameterValue], _ instruments: [Instrument]
  ) throws(StrategyParameterError) -> Instrument {
    let named = values.last { $0.name == symbol.name }
    let found = named.map { value in instruments.first { $0.symbol == value.text } }
    guard let instrument = found ?? instruments.first else {
      let known = instruments.map(\.symbol).joined(separator: ", ")
      throw .badValue(
        named ?? ParameterValue(symbol.name, ""),
        expected: known.isEmpty ? "a tape with an instrument" : "one of \(known)")
    }
    return instrument
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
