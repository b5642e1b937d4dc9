/// The words of a command line, sorted into options and operands, and read by form on request.
///
/// Values are read when asked for, so a program says once, beside the use, what it expects:
///
/// ```swift
/// let seed = try arguments.value("seed", as: .integer(in: 0...UInt64.max))
/// let out = try arguments.valueIfGiven("out", as: .text)
/// ```
public struct ParsedArguments: Equatable, Sendable {
  private let command: CommandDescription
  private let path: String
  private let operands: [String]

  /// The sub-commands followed, joined by a space: `""`, `verify`, `import lobster`.
  public let subcommand: String
  /// Every option typed, in order and unread.
  public let options: [GivenOption]

  init(
    command: CommandDescription, path: String, subcommand: String, options: [GivenOption],
    operands: [String]
  ) {
    self.command = command
    self.path = path
    self.subcommand = subcommand
    self.options = options
    self.operands = operands
  }

  // MARK: Options

  /// Whether a flag, or an option with a value, was typed.
  public func isGiven(_ name: String) throws(ArgumentError) -> Bool {
    _ = try declaration(of: name)
    return options.contains { $0.name == name }
  }

  /// The value typed, else the declared default; the error names the option when there is neither.
  public func value<Value>(
    _ name: String, as form: ValueForm<Value>
  ) throws(ArgumentError) -> Value {
    let declared = try declaration(of: name)
    if let given = try valueIfGiven(name, as: form) { return given }
    guard let text = declared.defaultText else {
      throw error(.missingOption(name, placeholder: declared.placeholder ?? ""))
    }
    return try read(text, as: form, name: "--\(name)")
  }

  /// The value typed, the last one if repeated; defaults play no part. Nil also where an option
  /// that may go without its value did: `isGiven` tells.
  ///
  /// This is what lets a flag win over a setting from a file.
  public func valueIfGiven<Value>(
    _ name: String, as form: ValueForm<Value>
  ) throws(ArgumentError) -> Value? {
    try values(name, as: form).last
  }

  /// Every value typed for a repeatable option, in order.
  public func values<Value>(
    _ name: String, as form: ValueForm<Value>
  ) throws(ArgumentError) -> [Value] {
    let isOptional = try declaration(of: name).isValueOptional
    var result: [Value] = []
    for option in options where option.name == name && !(isOptional && option.text == nil) {
      result.append(try read(option.text ?? "", as: form, name: "--\(name)"))
    }
    return result
  }

  /// What was typed of the options of one group, in order and unread.
  ///
  /// For options that come from a library's table: the library reads the texts, and the program
  /// turns its refusal into ``badValue(_:value:expected:)``.
  public func given(of group: OptionGroup) -> [GivenOption] {
    options.filter { given in group.options.contains { $0.name == given.name } }
  }

  // MARK: Operands

  /// The word at the place of a declared operand; its default form is the raw text.
  public func operand(_ name: String) throws(ArgumentError) -> String {
    try operand(name, as: .text)
  }

  /// The word at the place of a declared operand, read by form.
  public func operand<Value>(
    _ name: String, as form: ValueForm<Value>
  ) throws(ArgumentError) -> Value {
    guard let value = try operandIfGiven(name, as: form) else { throw error(.missingOperand(name)) }
    return value
  }

  /// The word at the place of an optional operand, `nil` when the line is shorter.
  public func operandIfGiven<Value>(
    _ name: String, as form: ValueForm<Value>
  ) throws(ArgumentError) -> Value? {
    let place = try place(of: name)
    guard place < operands.count else { return nil }
    return try read(operands[place], as: form, name: name)
  }

  /// All words at and after the place of an operand declared as `many`.
  public func operands(_ name: String) throws(ArgumentError) -> [String] {
    Array(operands.dropFirst(try place(of: name)))
  }

  // MARK: Errors in the program's words

  /// What to do about an operand that names no file: `did you mean the command verify?` when it
  /// is nearly the name of a sub-command, for `InputFile`'s `missingRemedy`.
  public func missingRemedy(_ operand: String) -> String? {
    NearestName.of(operand, among: command.subcommands.map(\.name))
      .map(ArgumentError.subcommandRemedy)
  }

  /// An error for a value that only a library could judge; `expected` completes "expected …".
  public func badValue(
    _ option: String, value: String, expected: String
  ) -> ArgumentError {
    error(.refusedValue("--\(option)", value: value, expected: expected))
  }

  /// An error for a combination of options that makes no sense.
  public func conflict(_ text: String) -> ArgumentError { error(.conflict(text)) }

  // MARK: Helpers

  private func declaration(of name: String) throws(ArgumentError) -> OptionDescription {
    guard let option = command.option(named: name) else { throw error(.undeclared("--\(name)")) }
    return option
  }

  private func place(of operand: String) throws(ArgumentError) -> Int {
    guard let place = command.operands.firstIndex(where: { $0.name == operand }) else {
      throw error(.undeclared(operand))
    }
    return place
  }

  private func read<Value>(
    _ text: String, as form: ValueForm<Value>, name: String
  ) throws(ArgumentError) -> Value {
    if let value = form.read(text) { return value }
    let nearest = NearestName.of(text, among: form.choices)
    throw error(.badValue(name, value: text, expected: form.expected, nearest: nearest))
  }

  private func error(_ reason: ArgumentError.Reason) -> ArgumentError {
    ArgumentError(command: path, reason: reason)
  }
}
