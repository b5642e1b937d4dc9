public import Core

/// One named setting: how it is read from text and written back.
///
/// The table below is the only place that lists them: flags, configuration files, `--help`, the
/// configuration hash and the saved state are all made from it.
public struct SimulatorSetting: Sendable {
  /// Name in files and, with `-` for `.`, on the command line.
  public let key: String
  /// What stands for the value in the help text.
  public let placeholder: String
  /// One line for people.
  public let help: String
  /// The text of the value in force.
  public let read: @Sendable (SimulatorConfiguration) -> String
  let write: @Sendable (inout SimulatorConfiguration, String) throws(SettingFailure) -> Void
}

/// A setting that could not be applied.
public struct ConfigurationError: Error, Sendable, Equatable {
  /// Name of the setting.
  public let key: String
  /// The text it was given.
  public let text: String
  /// What was expected instead.
  public let expected: String
}

extension ConfigurationError: CustomStringConvertible {
  /// One line that names key, text and remedy.
  public var description: String { "\(key): '\(text)': expected \(expected)" }
}

extension SimulatorConfiguration {
  /// Gives the setting `key` the value that `text` says.
  public mutating func apply(key: String, text: String) throws(ConfigurationError) {
    guard let setting = SimulatorSetting.all.first(where: { $0.key == key }) else {
      let known = SimulatorSetting.all.map(\.key).joined(separator: ", ")
      throw ConfigurationError(key: key, text: text, expected: "one of the settings \(known)")
    }
    do { try setting.write(&self, text) } catch {
      throw ConfigurationError(key: key, text: text, expected: error.expected)
    }
  }

  /// Hash of every setting that shapes the market: the seed has its own line in a tape's header,
  /// and a longer run is the same market.
  public var hash: UInt64 {
    var writer = ByteWriter()
    for setting in SimulatorSetting.all where !SimulatorSetting.runKeys.contains(setting.key) {
      writer.append(setting.key)
      writer.append(setting.read(self))
    }
    return TraceHash.of(writer.bytes)
  }
}

extension SimulatorConfiguration: Persistable {
  /// Writes every setting as text.
  public func encode(into writer: inout ByteWriter) {
    writer.append(SimulatorSetting.all.count)
    for setting in SimulatorSetting.all {
      writer.append(setting.key)
      writer.append(setting.read(self))
    }
  }

  /// Reads back the settings of this version, each in its canonical text.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init()
    guard try reader.count(minimumSize: 16) == SimulatorSetting.all.count else {
      throw reader.invalid("settings")
    }
    for setting in SimulatorSetting.all {
      guard try reader.text() == setting.key else { throw reader.invalid("setting") }
      let text = try reader.text()
      do { try setting.write(&self, text) } catch { throw reader.invalid(setting.key) }
      guard setting.read(self) == text else { throw reader.invalid(setting.key) }
    }
  }
}
