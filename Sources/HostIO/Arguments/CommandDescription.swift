/// Everything a program says about one command: the source of its help page and of its parsing.
///
/// A program is a command; a sub-command is a command within it. `--help` and `--version` belong
/// to every command and are not declared.
///
/// ```swift
/// let tapeview = CommandDescription(
///   "tapeview", "Shows, filters and checks a tape.",
///   operands: [OperandDescription("FILE", "The tape, or - for standard input.")],
///   options: [OptionGroup("Filters", [.value("filter", "KINDS", "Shows only these kinds.")])],
///   subcommands: [verify, diff, importing])
/// ```
public struct CommandDescription: Equatable, Sendable {
  /// What is typed to reach the command; one word.
  public let name: String
  /// One line that says what it is for.
  public let summary: String
  /// Usage lines without the program's name; made from operands and sub-commands when empty.
  public let usage: [String]
  /// Words known by position, in order.
  public let operands: [OperandDescription]
  /// Options under their headings, in the order of the help page.
  public let options: [OptionGroup]
  /// Commands reached by a first word; they share no options with this one.
  public let subcommands: [CommandDescription]
  /// Tables of other things than options, behind those.
  public let tables: [HelpTable]
  /// Paragraphs at the end of the help page, before the examples.
  public let notes: [String]
  /// Lines worth copying.
  public let examples: [CommandExample]

  /// Describes a command.
  public init(
    _ name: String, _ summary: String, usage: [String] = [],
    operands: [OperandDescription] = [], options: [OptionGroup] = [],
    subcommands: [CommandDescription] = [], tables: [HelpTable] = [], notes: [String] = [],
    examples: [CommandExample] = []
  ) {
    self.name = name
    self.summary = summary
    self.usage = usage
    self.operands = operands
    self.options = options
    self.subcommands = subcommands
    self.tables = tables
    self.notes = notes
    self.examples = examples
  }

  /// The options that every command has.
  static let general = OptionGroup(
    "General",
    [
      .flag("help", "Prints this page."),
      .flag("version", "Prints the program's name and version."),
    ])

  /// The declared option of that name, without dashes.
  func option(named name: String) -> OptionDescription? {
    for group in options {
      if let found = group.options.first(where: { $0.name == name }) { return found }
    }
    return nil
  }

  /// Every option that may be typed, for suggestions.
  var optionNames: [String] {
    (options + [Self.general]).flatMap { group in group.options.map(\.name) }
  }
}
