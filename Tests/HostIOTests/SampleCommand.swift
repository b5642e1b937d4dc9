import HostIO

/// A program with one of everything, for the tests of parsing and of the help page.
enum SampleCommand {
  enum Layout: String, CaseIterable { case text, json, csv }

  static let settings = OptionGroup(
    "Settings of the library",
    [
      .value("rate", "N", "Orders a second.", default: "100"),
      .value("symbols", "LIST", "Symbols to trade.", default: "ACME"),
    ])

  static let verify = CommandDescription(
    "verify", "Checks a tape's order, hash and lives.",
    operands: [OperandDescription("FILE", "The tape.")],
    options: [OptionGroup("Checks", [.flag("quick", "Skips the lives.")])])

  static let diff = CommandDescription(
    "diff", "Finds where two tapes part.",
    operands: [OperandDescription("A", "One tape."), OperandDescription("B", "The other.")])

  static let importing = CommandDescription(
    "import", "Makes a tape from a recorded market.",
    subcommands: [
      CommandDescription(
        "lobster", "LOBSTER message and book files.",
        options: [OptionGroup("Input", [.value("messages", "FILE", "The messages.")])]),
      CommandDescription(
        "databento-mbo", "Databento market by order.",
        operands: [OperandDescription("FILE", "The recording, or - for standard input.")]),
    ])

  static let program = CommandDescription(
    "viewer", "Shows what is on a tape.",
    operands: [
      OperandDescription("FILE", "The tape, or - for standard input."),
      OperandDescription("MORE", "Further tapes, shown one after the other.", .many),
    ],
    options: [
      OptionGroup(
        "Replay",
        [
          .value("seed", "N", "Seed of every random stream.", default: "42"),
          .value("speed", "FACTOR", "How fast recorded time runs.", default: "max"),
          .value("offset", "N", "Moves prices by that many ticks."),
          .flag("summary-only", "Prints no events."),
        ]),
      OptionGroup(
        "Filters and output",
        [
          .value(
            "filter", "KINDS",
            "Shows only events of these kinds, separated by commas; several filters are joined, so "
              + "that an event shown has passed one of them.", repeatable: true),
          .value("format", "FORMAT", "text, json or csv.", default: "text"),
          .value("output-with-a-long-name", "FILE", "Writes there instead of standard output."),
        ]),
      settings,
    ],
    subcommands: [verify, diff, importing],
    tables: [HelpTable("Keys", [("q", "Quits."), ("PgUp PgDn", "One page.")])],
    notes: ["Events stand in the order of the tape."],
    examples: [
      CommandExample("viewer trace.rpl --filter Fill", "Shows the fills of a run."),
      CommandExample("viewer verify trace.rpl", "Says whether the tape is complete and unaltered."),
    ])

  /// Parses a line that asks for work; anything else is an error of the test.
  static func arguments(_ words: [String]) throws -> ParsedArguments {
    switch try program.parse(words) {
    case .run(let arguments): return arguments
    case .help, .version: throw BadInput("\(words) asks for no work")
    }
  }
}
