/// One `--name` a command understands, as its help page and its parser both see it.
///
/// An option with a placeholder takes a value, which may be optional; one without is a flag. The default is text because
/// it is shown as it stands and read by the same form as a value from the command line, so that
/// there is one place where it is written down.
public struct OptionDescription: Equatable, Sendable {
  /// What is typed, without the two dashes.
  public let name: String
  /// What stands for the value in the help page (`N`, `FILE`); `nil` for a flag.
  public let placeholder: String?
  /// One or two sentences for the help page.
  public let help: String
  /// The value in force when none is given.
  public let defaultText: String?
  /// Whether the option may be given more than once.
  public let isRepeatable: Bool
  /// Whether the option may be given without its value.
  public var isValueOptional = false

  /// Describes an option that takes a value; from a library's table just as from a program.
  public static func value(
    _ name: String, _ placeholder: String, _ help: String, default defaultText: String? = nil,
    repeatable: Bool = false
  ) -> Self {
    Self(
      name: name, placeholder: placeholder, help: help, defaultText: defaultText,
      isRepeatable: repeatable)
  }

  /// Describes an option that may be given with or without a value. The next word is its value
  /// unless it begins with `--`, so a command with such an option should have no operands.
  public static func optionalValue(
    _ name: String, _ placeholder: String, _ help: String
  ) -> Self {
    var option = value(name, placeholder, help)
    option.isValueOptional = true
    return option
  }

  /// Describes an option without a value, off unless given.
  public static func flag(_ name: String, _ help: String) -> Self {
    Self(name: name, placeholder: nil, help: help, defaultText: nil, isRepeatable: false)
  }

  /// What the help page shows at the left.
  var label: String {
    guard let placeholder else { return "--\(name)" }
    return isValueOptional ? "--\(name) [\(placeholder)]" : "--\(name) \(placeholder)"
  }
}
