import HostIO
import Testing

@Suite struct ParsedArgumentsTests {
  private func parsed(_ words: String...) throws -> ParsedArguments {
    try SampleCommand.arguments(["t.rpl"] + words)
  }

  @Test func `a value is the one typed, else the default, and knows which`() throws {
    let silent = try parsed()
    let told = try parsed("--seed", "7")
    #expect(try silent.value("seed", as: .integer(in: 0...UInt64.max)) == 42)
    #expect(try told.value("seed", as: .integer(in: 0...UInt64.max)) == 7)
    #expect(try silent.valueIfGiven("seed", as: .integer(in: 0...UInt64.max)) == nil)
    #expect(try told.valueIfGiven("seed", as: .integer(in: 0...UInt64.max)) == 7)
    #expect(try silent.isGiven("seed") == false)
    #expect(try told.isGiven("seed"))
  }

  @Test func `a choice becomes a case, a list its elements, a speed its factor`() throws {
    let arguments = try parsed(
      "--format=csv", "--filter", "Fill,Cancel", "--filter=Trade", "--speed", "2.5x")
    #expect(try arguments.value("format", as: ValueForm<SampleCommand.Layout>.choice) == .csv)
    #expect(
      try arguments.values("filter", as: .list(of: .text)) == [["Fill", "Cancel"], ["Trade"]])
    #expect(try arguments.value("speed", as: .speed) == .times(2.5))
  }

  @Test(arguments: [
    ("--seed=abc", "--seed: \"abc\" is not an integer of at least 0"),
    ("--seed=-1", "--seed: \"-1\" is not an integer of at least 0"),
    (
      "--seed=18446744073709551616",
      "--seed: \"18446744073709551616\" is not an integer of at least 0"
    ),
    ("--seed=", "--seed: \"\" is not an integer of at least 0"),
    ("--offset=11", "--offset: \"11\" is not an integer from -10 to 10"),
    ("--format=jsno", "--format: \"jsno\" is not one of text, json, csv; did you mean json?"),
    ("--speed=fast", "--speed: \"fast\" is not a speed such as 1x, 10x or max"),
    (
      "--filter=Fil,Trade",
      "--filter: \"Fil,Trade\" is not a list by commas, each one of Fill, Trade"
    ),
  ])
  func `a bad value names the option, the value and what was expected`(
    _ word: String, _ expected: String
  ) throws {
    let arguments = try parsed(word)
    let error = #expect(throws: ArgumentError.self) {
      _ = try arguments.value("seed", as: .integer(in: 0...UInt64.max))
      _ = try arguments.valueIfGiven("offset", as: .integer(in: -10...10))
      _ = try arguments.value("format", as: ValueForm<SampleCommand.Layout>.choice)
      _ = try arguments.value("speed", as: .speed)
      _ = try arguments.values("filter", as: .list(of: .choice(of: ["Fill", "Trade"])))
    }
    #expect(error?.description == expected + " (see viewer --help)")
  }

  @Test func `options of a library's table are passed on unread, in order`() throws {
    let arguments = try parsed("--symbols", "A,B", "--seed", "1", "--rate=7")
    #expect(
      arguments.given(of: SampleCommand.settings)
        == [GivenOption(name: "symbols", text: "A,B"), GivenOption(name: "rate", text: "7")])
    #expect(
      arguments.badValue("rate", value: "7", expected: "a rate above 10").description
        == "--rate: \"7\": expected a rate above 10 (see viewer --help)")
  }

  @Test func `asking for what is not declared or not given is a typed error`() throws {
    let arguments = try parsed()
    let undeclared = #expect(throws: ArgumentError.self) { try arguments.isGiven("sed") }
    #expect(undeclared?.reason == .undeclared("--sed"))
    let missing = #expect(throws: ArgumentError.self) {
      try arguments.value("offset", as: .integer(in: 0...9))
    }
    #expect(missing?.reason == .missingOption("offset", placeholder: "N"))
  }

  @Test func `operands are found by name`() throws {
    let arguments = try parsed("b.rpl", "c.rpl")
    #expect(try arguments.operand("FILE") == "t.rpl")
    #expect(try arguments.operands("MORE") == ["b.rpl", "c.rpl"])
    #expect(try arguments.operandIfGiven("MORE", as: .text) == "b.rpl")
    #expect(try parsed().operandIfGiven("MORE", as: .text) == nil)
  }

  @Test(
    arguments: [
      ("1x", .times(1)), ("10x", .times(10)), ("0.25x", .times(0.25)), ("max", .max),
      ("0x", nil), ("x", nil), ("10", nil), ("infx", nil), ("0x1x", nil), ("-1x", nil),
      ("1000001x", nil), ("", nil), ("1..x", nil), ("1xx", nil),
    ] as [(String, PlaybackSpeed?)])
  func `a speed is a factor with an x, or max`(_ text: String, _ expected: PlaybackSpeed?) {
    #expect(PlaybackSpeed(text) == expected)
  }
}
