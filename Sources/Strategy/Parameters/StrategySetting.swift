public import Core

/// One named parameter: how it is read from text and written back.
public struct StrategySetting<Parameters: Sendable>: Sendable {
  /// Name in files and on the command line.
  public let name: String
  /// What stands for the value in the help text.
  public let placeholder: String
  /// One line for people, with the unit.
  public let help: String
  /// The text of the value in force.
  public let read: @Sendable (Parameters) -> String
  let write: @Sendable (inout Parameters, String) throws(SettingFailure) -> Void

  /// A field of any kind.
  public init(
    _ name: String, _ placeholder: String, _ help: String,
    read: @escaping @Sendable (Parameters) -> String,
    write: @escaping @Sendable (inout Parameters, String) throws(SettingFailure) -> Void
  ) {
    self.name = name
    self.placeholder = placeholder
    self.help = help
    self.read = read
    self.write = write
  }

  /// A place in the parameters.
  public typealias Path<Value> = WritableKeyPath<Parameters, Value> & Sendable

  /// A whole number.
  public static func count(
    _ name: String, _ help: String, _ path: any Path<UInt64>, in range: ClosedRange<UInt64>
  ) -> StrategySetting {
    StrategySetting(
      name, "N", help, read: { String($0[keyPath: path]) },
      write: { (parameters, text) throws(SettingFailure) in
        parameters[keyPath: path] = try SettingText.count(text, in: range)
      })
  }

  /// A decimal.
  public static func decimal(
    _ name: String, _ help: String, _ path: any Path<ParameterDecimal>,
    in range: ClosedRange<ParameterDecimal>
  ) -> StrategySetting {
    StrategySetting(
      name, "X", help,
      read: { SettingText.text(decimal: $0[keyPath: path].rawValue, ParameterDecimal.scale) },
      write: { (parameters, text) throws(SettingFailure) in
        let raw = try SettingText.decimal(
          text, digits: ParameterDecimal.scale,
          in: range.lowerBound.rawValue...range.upperBound.rawValue)
        parameters[keyPath: path] = ParameterDecimal(rawValue: raw)
      })
  }

  /// A stretch of time.
  public static func duration(
    _ name: String, _ help: String, _ path: any Path<Nanoseconds>,
    in range: ClosedRange<Nanoseconds>
  ) -> StrategySetting {
    StrategySetting(
      name, "TIME", help, read: { SettingText.text($0[keyPath: path]) },
      write: { (parameters, text) throws(SettingFailure) in
        let time = try SettingText.duration(text)
        guard range.contains(time) else {
          let (low, high) = (range.lowerBound, range.upperBound)
          throw SettingFailure(
            "a duration from \(SettingText.text(low)) to \(SettingText.text(high))")
        }
        parameters[keyPath: path] = time
      })
  }
}

extension StrategySetting {
  /// Buy or sell.
  public static func side(_ name: String, _ help: String, _ path: any Path<Side>)
    -> StrategySetting
  {
    StrategySetting(
      name, "SIDE", help, read: { $0[keyPath: path].token.description },
      write: { (parameters, text) throws(SettingFailure) in
        guard let side = Side.allCases.first(where: { $0.token.description == text }) else {
          throw SettingFailure("buy or sell")
        }
        parameters[keyPath: path] = side
      })
  }

  /// When a bar ends.
  public static func bars(_ name: String, _ help: String, _ path: any Path<BarSpecification>)
    -> StrategySetting
  {
    StrategySetting(
      name, "BARS", help, read: { $0[keyPath: path].text },
      write: { (parameters, text) throws(SettingFailure) in
        parameters[keyPath: path] = try BarSpecification(text: text)
      })
  }
}
