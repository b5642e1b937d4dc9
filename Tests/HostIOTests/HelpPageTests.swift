import HostIO
import Testing

@Suite struct HelpPageTests {
  @Test func `the page of a program shows everything it declares`() {
    #expect(SampleCommand.program.helpPage == Self.golden)
  }

  @Test func `no line is wider than a hundred columns`() {
    let wide = String(repeating: "some words ", count: 60)
    let command = CommandDescription(
      "viewer", wide, usage: [wide], operands: [OperandDescription("FILE", wide)],
      options: [OptionGroup("All", [.value("a", "N", wide), .value("b", "PLACEHOLDER", wide)])],
      notes: [wide], examples: [CommandExample("viewer", wide)])
    let widths = command.helpPage.split(separator: "\n").map(\.count)
    #expect(widths.max() ?? 0 <= 100)
    #expect(widths.max() ?? 0 > 85)
  }

  private static let golden = """
    viewer: Shows what is on a tape.

    Usage:
      viewer [options] FILE [MORE ...]
      viewer COMMAND ...

    Commands:
      verify FILE      Checks a tape's order, hash and lives.
      diff A B         Finds where two tapes part.
      import COMMAND   Makes a tape from a recorded market.

    Operands:
      FILE             The tape, or - for standard input.
      MORE             Further tapes, shown one after the other.

    Replay:
      --seed N         Seed of every random stream. [default: 42]
      --speed FACTOR   How fast recorded time runs. [default: max]
      --offset N       Moves prices by that many ticks.
      --summary-only   Prints no events.

    Filters and output:
      --filter KINDS   Shows only events of these kinds, separated by commas; several filters are
                       joined, so that an event shown has passed one of them. May be repeated.
      --format FORMAT  text, json or csv. [default: text]
      --output-with-a-long-name FILE
                       Writes there instead of standard output.

    Settings of the library:
      --rate N         Orders a second. [default: 100]
      --symbols LIST   Symbols to trade. [default: ACME]

    General:
      --help           Prints this page.
      --version        Prints the program's name and version.

    Keys:
      q                Quits.
      PgUp PgDn        One page.

    Events stand in the order of the tape.

    Exit status: 0 done; 1 something was found (a difference, a violation, a failed check); 2 bad usage
    or bad input; 130 given up on Ctrl-C.

    Examples:
      viewer trace.rpl --filter Fill
          Shows the fills of a run.
      viewer verify trace.rpl
          Says whether the tape is complete and unaltered.

    """
}
