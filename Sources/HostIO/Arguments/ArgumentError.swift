/// A command line that cannot be carried out, with the one line that says so.
public struct ArgumentError: Error, Equatable, Sendable {
  /// The rule that was broken; names are without dashes, texts as typed.
  public enum Reason: Equatable, Sendable {
    /// No option of that name; with its dashes, as typed.
    case unknownOption(String, nearest: String?)
    /// A flag was given as `--flag=value`.
    case valueOnFlag(String, value: String)
    /// The option ends the line, or another option follows it.
    case missingValue(String, placeholder: String)
    /// Given twice without being declared repeatable.
    case repeatedOption(String)
    /// The command cannot work without it.
    case missingOption(String, placeholder: String)
    /// The text is not of the form expected; the name is `--option` or the operand's.
    case badValue(String, value: String, expected: String, nearest: String?)
    /// A library refused the text, and says what it expected; the name is `--option`.
    case refusedValue(String, value: String, expected: String)
    /// Fewer operands than the command needs.
    case missingOperand(String)
    /// More operands than the command takes.
    ///
    /// A sub-command is named where one was typed late, or something near to one.
    case superfluousOperand(String, subcommand: NamedSubcommand?)
    /// The command works only through its sub-commands, and this is none.
    case unknownSubcommand(String, nearest: String?)
    /// The command works only through its sub-commands, and none was named.
    case missingSubcommand([String])
    /// A combination that makes no sense, in the program's own words.
    case conflict(String)
    /// The program asked for something it does not declare: a bug of the program.
    case undeclared(String)
  }

  /// How a sub-command came to be taken for an operand.
  public enum NamedSubcommand: Equatable, Sendable {
    /// Its name is right, but options or operands came first.
    case late(String)
    /// The first word is nearly this name.
    case mistyped(String)
  }

  /// The command and sub-command in which it happened: `tapeview verify`.
  public let command: String
  /// The rule that was broken.
  public let reason: Reason

  /// Says what was wrong in which command.
  public init(command: String, reason: Reason) {
    self.command = command
    self.reason = reason
  }
}

extension ArgumentError: CustomStringConvertible {
  /// One line without the program's name, pointing to the help page.
  public var description: String { "\(message) (see \(command) --help)" }

  private var message: String {
    switch reason {
    case .unknownOption(let name, let nearest):
      "unknown option \(bare(name))\(suggestion(nearest, prefix: "--"))"
    case .valueOnFlag(let name, let value): "--\(name) takes no value, but got \(quoted(value))"
    case .missingValue(let name, let placeholder):
      "--\(name) needs a value: --\(name) \(placeholder)"
    case .repeatedOption(let name): "--\(name) is given more than once"
    case .missingOption(let name, let placeholder): "--\(name) \(placeholder) is missing"
    case .badValue(let name, let value, let expected, let nearest):
      "\(name): \(quoted(value)) is not \(expected)\(suggestion(nearest, prefix: ""))"
    case .refusedValue(let name, let value, let expected):
      "\(name): \(quoted(value)): expected \(expected)"
    case .missingOperand(let name): "\(name) is missing"
    case .superfluousOperand(let value, let subcommand):
      "\(quoted(value)) is one operand too many\(subcommandHint(subcommand))"
    case .unknownSubcommand(let word, let nearest):
      "\(quoted(word)) is no sub-command\(suggestion(nearest, prefix: ""))"
    case .missingSubcommand(let names): "name a sub-command: \(names.joined(separator: ", "))"
    case .conflict(let text): text
    case .undeclared(let name): "the program asks for \(name), which it does not declare"
    }
  }

  private func suggestion(_ nearest: String?, prefix: String) -> String {
    nearest.map { "; did you mean \(prefix)\($0)?" } ?? ""
  }

  private func subcommandHint(_ subcommand: NamedSubcommand?) -> String {
    switch subcommand {
    case nil: ""
    case .late(let name): "; a sub-command comes first: \(command) \(name)"
    case .mistyped(let name): "; \(Self.subcommandRemedy(name))"
    }
  }

  /// What to tell somebody whose file name looks like a command.
  static func subcommandRemedy(_ name: String) -> String { "did you mean the command \(name)?" }

  private func quoted(_ text: String) -> String { QuotedText.quoted(text) }

  private func bare(_ text: String) -> String { QuotedText.escaped(text) }
}
