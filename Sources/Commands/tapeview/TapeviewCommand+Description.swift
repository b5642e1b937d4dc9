internal import Core
internal import HostIO
internal import TapeView
internal import Viewer

/// The program `tapeview`: a thin frame around the module TapeView.
enum TapeviewCommand {
  static let description = CommandDescription(
    "tapeview", "Shows, measures, filters, checks, compares and converts tapes.",
    operands: [OperandDescription("FILE", "The tape (.rpl or .tape), or - for standard input.")],
    options: [filters, replay, form],
    subcommands: [
      measuring, telling, verifying, comparing, converting, exporting, unwrapping, importing,
    ],
    tables: [
      HelpTable("Keys of --tui", ViewerKeys.table.map { (label: $0.keys, text: $0.meaning) })
    ],
    notes: [
      "Criteria are combined: an event is shown when it passes all of them, and a list passes "
        + "when any of its words does.",
      "A TIME is in seconds as on the tape (1.5) or UTC (2012-06-21T13:30:00.5Z).",
      "The trace hash at the end is that of every event read, shown or not.",
      "In a .tape file, --from, --to, --since and --until are found by its index: figures are then "
        + "of that stretch alone. With --summary-only or --json the whole tape is read.",
    ],
    examples: [
      CommandExample("tapeview trace.rpl --filter Fill,Trade", "Shows what traded."),
      CommandExample("tapeview trace.rpl --agent maker-1 --since 2.0", "Follows one agent."),
      CommandExample("tapeview trace.rpl --summary-only --json", "Prints the figures as JSON."),
      CommandExample("tapeview trace.rpl --book-at 500 --depth 5", "Shows the book there."),
      CommandExample(
        "tapeview --tui trace.rpl", "Looks around in it: list, book, orders, anomalies."),
      CommandExample("tapeview verify trace.rpl", "Says whether the tape is whole and lawful."),
      CommandExample("tapeview diff a.rpl b.rpl", "Finds the first difference."),
    ])

  static let filters = OptionGroup(
    "Filters",
    [
      .value(
        "filter", "KINDS", "Kinds of events by comma, such as Fill,Cancel.", repeatable: true),
      .value("symbol", "NAMES", "Symbols by comma.", repeatable: true),
      .value("agent", "NAMES", "Agents by comma, as source or owner.", repeatable: true),
      .value(
        "order", "NUMBERS", "Orders by comma; a trade is of both its orders.", repeatable: true),
      .value("from", "SEQ", "First place on the tape."),
      .value("to", "SEQ", "Last place on the tape."),
      .value("since", "TIME", "Earliest time."),
      .value("until", "TIME", "Latest time."),
    ])

  private static let replay = OptionGroup(
    "Replay",
    [
      .flag("step", "Waits for Enter behind each event shown; N and Enter: N events, q: stop."),
      .value("speed", "FACTOR", "Pace: 1x as it happened, 10x, max.", default: "max"),
      .value("book-at", "SEQ", "Shows the books behind this event instead of the events."),
      .value("depth", "N", "Levels a side of --book-at.", default: "10"),
      .value("save-state", "FILE", "At the end, keeps the place reached and the filters."),
      .value("load-state", "FILE", "Goes on behind the place kept, with the filters kept."),
      .flag("lenient", "Counts malformed lines and goes on."),
    ])

  private static let form = OptionGroup(
    "Output",
    [
      .flag(
        "tui", "Shows the tape on the whole screen, to move around in; ? there lists the keys."),
      .flag("summary-only", "Prints no events."),
      .flag("json", "Prints the summary alone, as one JSON document."),
    ])

  private static let verifying = CommandDescription(
    "verify", "Says whether a tape is complete, truncated, altered or unlawful.",
    operands: [OperandDescription("FILE", "The tape, or - for standard input.")],
    notes: [
      "Checked are grammar, dense sequences, hash lines and the end line; that each order lives a "
        + "legal life and that print and fills of a trade agree; on simulated tapes also that every "
        + "trade is told in full and numbered without holes, that time never goes back, and that no "
        + "book ends crossed. Status 1 unless complete."
    ])

  private static let comparing = CommandDescription(
    "diff", "Finds where two tapes part; status 1 when they do.",
    operands: [
      OperandDescription("A", "One tape, or - for standard input."),
      OperandDescription("B", "The other."),
    ],
    options: [
      OptionGroup(
        "Output", [.value("context", "N", "Common events shown before it.", default: "3")])
    ])
}
