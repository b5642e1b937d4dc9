import HostIO
import Testing

@Suite struct ArgumentParserTests {
  struct Line: CustomTestStringConvertible, Sendable {
    let words: String
    let expected: String
    var testDescription: String { words.isEmpty ? "(nothing)" : words }

    init(_ words: String, _ expected: String) {
      self.words = words
      self.expected = expected
    }
  }

  /// Options, then operands, then the sub-command, as one line.
  private static func rendered(_ arguments: ParsedArguments) throws -> String {
    let options = arguments.options.map { option in
      option.text.map { "\(option.name)=\($0)" } ?? option.name
    }
    let operands = try arguments.operands(arguments.subcommand == "diff" ? "A" : "FILE")
    return "\(options.joined(separator: " ")) | \(operands.joined(separator: " "))"
      + " | \(arguments.subcommand)"
  }

  @Test(arguments: [
    Line("t.rpl", " | t.rpl | "),
    Line("t.rpl --seed 7", "seed=7 | t.rpl | "),
    Line("--seed=7 t.rpl", "seed=7 | t.rpl | "),
    Line("--seed= t.rpl", "seed= | t.rpl | "),
    Line("--filter=a=b t.rpl", "filter=a=b | t.rpl | "),
    Line("--offset -5 t.rpl", "offset=-5 | t.rpl | "),
    Line("--output-with-a-long-name - t.rpl", "output-with-a-long-name=- | t.rpl | "),
    Line("--summary-only t.rpl", "summary-only | t.rpl | "),
    Line("--filter Fill t.rpl --filter Cancel", "filter=Fill filter=Cancel | t.rpl | "),
    Line("-", " | - | "),
    Line("-5 -.5", " | -5 -.5 | "),
    Line("--seed 1 -- --seed -x", "seed=1 | --seed -x | "),
    Line("-- verify", " | verify | "),
    Line("./verify", " | ./verify | "),
    Line("verify t.rpl --quick", "quick | t.rpl | verify"),
    Line("diff a b", " | a b | diff"),
    Line("import databento-mbo -", " | - | import databento-mbo"),
  ])
  func `a good line is sorted into options and operands`(_ line: Line) throws {
    let words = line.words.split(separator: " ").map(String.init)
    #expect(try Self.rendered(SampleCommand.arguments(words)) == line.expected)
  }

  @Test(arguments: [
    Line("t --sed 3", "unknown option --sed; did you mean --seed? (see viewer --help)"),
    Line("t --sede 3", "unknown option --sede; did you mean --seed? (see viewer --help)"),
    Line("t --esed=3", "unknown option --esed; did you mean --seed? (see viewer --help)"),
    Line(
      "t --summary", "unknown option --summary; did you mean --summary-only? (see viewer --help)"),
    Line("t --hlep", "unknown option --hlep; did you mean --help? (see viewer --help)"),
    Line("t --zzzzzz", "unknown option --zzzzzz (see viewer --help)"),
    Line("t -seed 3", "unknown option -seed; did you mean --seed? (see viewer --help)"),
    Line("t --seed", "--seed needs a value: --seed N (see viewer --help)"),
    Line("t --seed --filter x", "--seed needs a value: --seed N (see viewer --help)"),
    Line("t --seed 1 --seed 2", "--seed is given more than once (see viewer --help)"),
    Line(
      "t --summary-only=yes", "--summary-only takes no value, but got \"yes\" (see viewer --help)"),
    Line("", "FILE is missing (see viewer --help)"),
    Line("verify", "FILE is missing (see viewer verify --help)"),
    Line("diff a", "B is missing (see viewer diff --help)"),
    Line("diff a b c", "\"c\" is one operand too many (see viewer diff --help)"),
    Line(
      "verify t --quik",
      "unknown option --quik; did you mean --quick? (see viewer verify --help)"),
    Line("import", "name a sub-command: lobster, databento-mbo (see viewer import --help)"),
    Line(
      "import lobstr",
      "\"lobstr\" is no sub-command; did you mean lobster? (see viewer import --help)"),
  ])
  func `a bad line is answered with one line that names the fault`(_ line: Line) {
    let words = line.words.split(separator: " ").map(String.init)
    let error = #expect(throws: ArgumentError.self) { try SampleCommand.arguments(words) }
    #expect(error?.description == line.expected)
  }

  @Test func `a mistyped or late sub-command is recognised among too many operands`() {
    let command = CommandDescription(
      "viewer", "Shows.", operands: [OperandDescription("FILE", "The tape.")],
      options: [OptionGroup("All", [.flag("json", "As JSON.")])],
      subcommands: [SampleCommand.verify])
    for (words, hint) in [
      (["verfy", "t"], "did you mean the command verify?"),
      (["verif", "t"], "did you mean the command verify?"),
      (["--json", "verify", "t"], "a sub-command comes first: viewer verify"),
    ] {
      let error = #expect(throws: ArgumentError.self) { try command.parse(words) }
      #expect(
        error?.description == "\"t\" is one operand too many; \(hint) (see viewer --help)")
    }
  }

  @Test(arguments: [("verif", "verify"), ("dif", "diff"), ("trace.rpl", nil)])
  func `a file that is missing may be a mistyped sub-command`(
    _ word: String, _ meant: String?
  ) throws {
    let remedy = try SampleCommand.arguments([word]).missingRemedy(word)
    #expect(remedy == meant.map { "did you mean the command \($0)?" })
  }

  @Test func `text from outside cannot break the line or move the cursor`() {
    let error = #expect(throws: ArgumentError.self) {
      try SampleCommand.arguments([
        "t", "--summary-only=\u{1B}[2J\n" + String(repeating: "x", count: 500),
      ])
    }
    let text = error?.description ?? ""
    #expect(text.hasPrefix("--summary-only takes no value, but got \"\\u{1b}[2J\\u{a}xxx"))
    #expect(text.utf8.count < 200)
  }

  @Test(arguments: [["--help"], ["-h"], ["--bogus", "--help"], ["t", "t", "-h"]])
  func `help is printed whatever else is wrong`(_ words: [String]) throws {
    #expect(try SampleCommand.program.parse(words) == .help(SampleCommand.program.helpPage))
  }

  @Test func `a sub-command has its own help, and version works everywhere`() throws {
    #expect(try SampleCommand.program.parse(["verify", "--version"]) == .version)
    #expect(try SampleCommand.program.parse(["--version"]) == .version)
    guard case .help(let page) = try SampleCommand.program.parse(["import", "lobster", "--help"])
    else {
      Issue.record("no help page")
      return
    }
    #expect(page.hasPrefix("viewer import lobster: LOBSTER message and book files.\n"))
  }

  @Test func `a word after the end of options is no call for help`() throws {
    let arguments = try SampleCommand.arguments(["--", "--help"])
    #expect(try arguments.operand("FILE") == "--help")
  }
}
