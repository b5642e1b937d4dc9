public import Core

/// A strategy that a configuration can choose by name: it trades one instrument, as its parameters
/// say.
public protocol ParameterizedStrategy: Strategy {
  /// What can be set of it.
  associatedtype Parameters: StrategyParameters
  /// Name in configurations, reports and saved states.
  static var name: String { get }
  /// One line for people.
  static var summary: String { get }
  /// Before its start, with parameters that are valid.
  init(_ parameters: Parameters, instrument: InstrumentID)
}
