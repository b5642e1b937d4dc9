internal import Core
internal import Dashboard
internal import HostIO

/// The program `quanttop`: a thin frame around the module Dashboard.
enum QuanttopCommand {
  static let description = CommandDescription(
    "quanttop", "Watches a running program's metrics, or a tape as it replays.",
    usage: ["[options] ADDRESS", "[options] --tape FILE"],
    operands: [
      OperandDescription(
        "ADDRESS", "Where the program serves: 127.0.0.1:9464 or http://127.0.0.1:9464/metrics.",
        .optional)
    ],
    options: [
      OptionGroup(
        "Source",
        [
          .value("tape", "FILE", "Replays a tape (.rpl or .tape) in place of a program."),
          .value("speed", "FACTOR", "Pace of the tape: 1x as it was, 10x, max.", default: "1x"),
        ]),
      OptionGroup(
        "Form",
        [
          .value("every", "MS", "Milliseconds from page to page.", default: "1000"),
          .flag("plain", "Prints a line a page; so it does without a terminal."),
          .flag("once", "Prints every figure of one page and ends; of a tape, at its end."),
        ]),
    ],
    tables: [HelpTable("Keys", DashboardKeys.table.map { (label: $0.keys, text: $0.meaning) })],
    notes: [
      "Any page in the Prometheus text format is shown; what the metrics mean is in RUNBOOK.md.",
      "A tape tells delays of the market (answers, first fills, the way to its recorder), not what "
        + "a machine took.",
      "A program on another machine: ssh -L 9464:127.0.0.1:9464 HOST, then quanttop here.",
    ],
    examples: [
      CommandExample("quanttop 127.0.0.1:9464", "Watches orderflow --serve 127.0.0.1:9464."),
      CommandExample("quanttop 127.0.0.1:9464 --once", "Prints its figures."),
      CommandExample("quanttop --tape trace.rpl --speed 10x", "Watches a tape."),
    ])

  static func run(
    _ arguments: ParsedArguments, output: inout StandardOutput
  ) throws -> ProgramStatus {
    let every = try arguments.value("every", as: ValueForm<Int64>.integer(in: 50...3_600_000))
    let isOnce = try arguments.isGiven("once")
    let isPlain = try arguments.isGiven("plain") || !StandardStream.output.acceptsEscapes
    let source = try source(arguments)
    var watch = Watch(source, everyNanos: every * 1_000_000)
    if isOnce {
      try watch.printOnce(&output)
    } else if isPlain {
      try watch.printLines(&output)
    } else {
      var screen = try WatchScreen(watch)
      try screen.loop()
    }
    return .done
  }

  private static func source(_ arguments: ParsedArguments) throws -> PageSource {
    let place = try arguments.operandIfGiven("ADDRESS", as: .text)
    guard let path = try arguments.valueIfGiven("tape", as: .text) else {
      guard let place else {
        throw arguments.conflict("name what to watch: an ADDRESS, or --tape FILE")
      }
      if try arguments.isGiven("speed") {
        throw arguments.conflict("--speed is the pace of --tape: a program has its own")
      }
      return .endpoint(try Endpoint(place))
    }
    guard place == nil else {
      throw arguments.conflict("an ADDRESS and --tape are two sources: name one")
    }
    let speed = try arguments.isGiven("once") ? .max : arguments.value("speed", as: .speed)
    return .tape(try TapeSource(path: path, speed: speed))
  }
}
