public import Core

/// What can be set of a strategy: a struct with defaults, and a table that names each field.
///
/// The table is the only place that lists them: configuration files, flags, `--help`, reports and
/// the saved state are all made from it.
public protocol StrategyParameters: Persistable, Sendable, Equatable {
  /// The defaults.
  init()
  /// Every parameter, in the order of the help text.
  static var settings: [StrategySetting<Self>] { get }
  /// What is wrong with parameters each of which is in its range; nil where they go together.
  var conflict: StrategyParameterError? { get }
}

extension StrategyParameters {
  /// Parameters that each stand for themselves.
  public var conflict: StrategyParameterError? { nil }

  /// The defaults, with these values in their place; of several for one name, the last counts.
  public init(_ values: [ParameterValue]) throws(StrategyParameterError) {
    self.init()
    for value in values { try set(value) }
    if let conflict { throw conflict }
  }

  /// Gives one parameter a value; whether it goes together with the others is not asked.
  public mutating func set(_ value: ParameterValue) throws(StrategyParameterError) {
    guard let setting = Self.settings.first(where: { $0.name == value.name }) else {
      throw .unknownParameter(value.name, known: Self.settings.map(\.name))
    }
    do throws(SettingFailure) { try setting.write(&self, value.text) } catch {
      throw .badValue(value, expected: error.expected)
    }
  }

  /// Every parameter with its value in force, in the one canonical text.
  public var values: [ParameterValue] {
    Self.settings.map { ParameterValue($0.name, $0.read(self)) }
  }
}

// Saved as text: a parameter that a later version adds or renames is then a refusal by name.
extension StrategyParameters {
  /// Writes each name with its value.
  public func encode(into writer: inout ByteWriter) {
    writer.append(values.count)
    for value in values {
      writer.append(value.name)
      writer.append(value.text)
    }
  }

  /// Reads the parameters of this version, each in its canonical text.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init()
    guard try reader.count(minimumSize: 16) == Self.settings.count else {
      throw reader.invalid("parameters")
    }
    for setting in Self.settings {
      guard try reader.text() == setting.name else { throw reader.invalid("parameter") }
      let text = try reader.text()
      do throws(SettingFailure) { try setting.write(&self, text) } catch {
        throw reader.invalid(setting.name)
      }
      guard setting.read(self) == text else { throw reader.invalid(setting.name) }
    }
    guard conflict == nil else { throw reader.invalid("parameters") }
  }
}
