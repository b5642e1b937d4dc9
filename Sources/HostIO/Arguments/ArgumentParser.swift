/// Reads the words of a command line against a command's description.
///
/// The rules, in the order in which they apply:
///
///     --                 ends the options; every later word is an operand
///     --help, -h         prints the page of the command reached, whatever else is wrong
///     --name=value       a value, whatever it looks like
///     --name value       a value, unless it begins with -- itself
///     --name             no value, where the option may go without
///     -                  an operand (standard input)
///     -5, -.5            an operand: a number
///     -x                 an unknown option; there are no one-letter options but -h
///     first word         a sub-command, if it is the name of one
struct ArgumentParser {
  private let command: CommandDescription
  private let path: String
  private var options: [GivenOption] = []
  private var operands: [String] = []

  private init(command: CommandDescription, path: String) {
    self.command = command
    self.path = path
  }

  /// Follows sub-commands, then reads the rest of the words.
  static func parse(
    _ words: ArraySlice<String>, of command: CommandDescription, path: String, subcommand: String
  ) throws(ArgumentError) -> Invocation {
    if let first = words.first,
      let inner = command.subcommands.first(where: { $0.name == first })
    {
      return try parse(
        words.dropFirst(), of: inner, path: "\(path) \(inner.name)",
        subcommand: subcommand.isEmpty ? inner.name : "\(subcommand) \(inner.name)")
    }
    let beforeEnd = words.prefix { $0 != "--" }
    if beforeEnd.contains(where: { $0 == "--help" || $0 == "-h" }) {
      return .help(HelpPage.text(of: command, path: path))
    }
    if beforeEnd.contains("--version") { return .version }
    var parser = ArgumentParser(command: command, path: path)
    try parser.read(words)
    try parser.checkOperands()
    return .run(
      ParsedArguments(
        command: command, path: path, subcommand: subcommand, options: parser.options,
        operands: parser.operands))
  }

  private mutating func read(_ words: ArraySlice<String>) throws(ArgumentError) {
    var rest = words
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        return
      }
      if word.hasPrefix("--") {
        try readOption(word.dropFirst(2), &rest)
      } else if Self.isOperand(word) {
        operands.append(word)
      } else {
        throw unknownOption(word.dropFirst(), dashes: "-")
      }
    }
  }

  private mutating func readOption(
    _ text: Substring, _ rest: inout ArraySlice<String>
  ) throws(ArgumentError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let attached = parts.count > 1 ? String(parts[1]) : nil
    guard let option = command.option(named: name) else {
      throw unknownOption(parts[0], dashes: "--")
    }
    if !option.isRepeatable, options.contains(where: { $0.name == name }) {
      throw error(.repeatedOption(name))
    }
    let value = try value(of: option, attached: attached, &rest)
    options.append(GivenOption(name: name, text: value))
  }

  private func value(
    of option: OptionDescription, attached: String?, _ rest: inout ArraySlice<String>
  ) throws(ArgumentError) -> String? {
    guard let placeholder = option.placeholder else {
      if let attached { throw error(.valueOnFlag(option.name, value: attached)) }
      return nil
    }
    if let attached { return attached }
    guard let next = rest.first, !next.hasPrefix("--") else {
      if option.isValueOptional { return nil }
      throw error(.missingValue(option.name, placeholder: placeholder))
    }
    rest.removeFirst()
    return next
  }

  private func checkOperands() throws(ArgumentError) {
    if command.operands.isEmpty, !command.subcommands.isEmpty {
      // A command with options of its own has a job of its own.
      if operands.isEmpty, !command.options.isEmpty { return }
      throw subcommandError()
    }
    let required = command.operands.filter { $0.arity == .required }.count
    if operands.count < required {
      throw error(.missingOperand(command.operands[operands.count].name))
    }
    if command.operands.last?.arity == .many { return }
    if operands.count > command.operands.count {
      throw error(
        .superfluousOperand(
          operands[command.operands.count], subcommand: misplacedSubcommand()))
    }
  }

  private func subcommandError() -> ArgumentError {
    let names = command.subcommands.map(\.name)
    guard let word = operands.first else { return error(.missingSubcommand(names)) }
    return error(.unknownSubcommand(word, nearest: NearestName.of(word, among: names)))
  }

  /// A sub-command that was mistyped, or that came after an option.
  private func misplacedSubcommand() -> ArgumentError.NamedSubcommand? {
    let names = command.subcommands.map(\.name)
    if let word = operands.first(where: { names.contains($0) }) { return .late(word) }
    return operands.first.flatMap { NearestName.of($0, among: names) }.map { .mistyped($0) }
  }

  private func unknownOption(_ name: Substring, dashes: String) -> ArgumentError {
    let nearest = NearestName.of(String(name), among: command.optionNames)
    return error(.unknownOption(dashes + name, nearest: nearest))
  }

  private func error(_ reason: ArgumentError.Reason) -> ArgumentError {
    ArgumentError(command: path, reason: reason)
  }

  private static func isOperand(_ word: String) -> Bool {
    guard word.hasPrefix("-"), word != "-" else { return true }
    let second = word.utf8.dropFirst().first
    return second.map { (0x30...0x39).contains($0) || $0 == 0x2E } ?? true
  }
}

extension CommandDescription {
  /// Reads the words that follow the program's name.
  public func parse(_ words: [String]) throws(ArgumentError) -> Invocation {
    try ArgumentParser.parse(words[...], of: self, path: name, subcommand: "")
  }

  /// The page that `--help` prints, at most 100 columns wide.
  public var helpPage: String { HelpPage.text(of: self, path: name) }
}
