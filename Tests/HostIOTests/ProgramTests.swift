import Glibc
import HostIO
import Testing

@Suite struct ProgramTests {
  private struct OddError: Error, CustomStringConvertible {
    let description = "t.rpl:3:9: not a number"
  }

  private static let command = CommandDescription(
    "tool", "Does nothing.", options: [OptionGroup("All", [.flag("loud", "Says more.")])])

  private func run(_ words: String..., work: Program.Work) throws -> Capture {
    try Capture.running(Self.command, words, work: work)
  }

  @Test func `what the work prints arrives, with its status`() throws {
    let done = try run { _, output in
      try output.writeLine("data")
      return .done
    }
    #expect(done == Capture(output: "data\n", errors: "", status: .done))
    let found = try run { _, _ in .found }
    #expect(found.status.code == 1)
  }

  @Test func `help and version go to standard output and end well`() throws {
    let help = try run("--help") { _, _ in .found }
    #expect(help == Capture(output: Self.command.helpPage, errors: "", status: .done))
    let version = try run("--version") { _, _ in .found }
    #expect(version == Capture(output: "tool 1.2.3\n", errors: "", status: .done))
  }

  @Test func `bad usage ends with status 2 and one line`() throws {
    let capture = try run("--lout") { _, _ in .done }
    #expect(
      capture
        == Capture(
          output: "",
          errors: "tool: unknown option --lout; did you mean --loud? (see tool --help)\n",
          status: .badInput))
    #expect(capture.status.code == 2)
  }

  @Test(
    arguments: [
      (Finding("998/999 rows agree"), "tool: 998/999 rows agree\n", .found),
      (BadInput("t.rpl: empty"), "tool: t.rpl: empty\n", .badInput),
      (OddError(), "tool: t.rpl:3:9: not a number\n", .badInput),
      (
        FileError(.read, "t.rpl", code: EIO), "tool: cannot read t.rpl: Input/output error\n",
        .badInput
      ),
      (Interrupted(), "", .interrupted(signal: 2)),
      (FileError(.read, "standard input", code: EINTR), "", .interrupted(signal: 2)),
      (FileError(.write, StandardOutput.name, code: EPIPE), "", .done),
      (
        FileError(.write, "pipe", code: EPIPE), "tool: cannot write pipe: Broken pipe\n", .badInput
      ),
    ] as [(any Error & Sendable, String, ProgramStatus)])
  func `a thrown error becomes a line and a status, after what was printed`(
    _ error: any Error & Sendable, _ line: String, _ status: ProgramStatus
  ) throws {
    let capture = try run { _, output in
      try output.write("partial")
      throw error
    }
    let printed = status == .done ? "" : "partial"
    #expect(capture == Capture(output: printed, errors: line, status: status))
  }

  @Test func `a full disk behind standard output is told once, with status 2`() throws {
    let scratch = try ScratchDirectory()
    let (full, log) = unsafe (
      open("/dev/full", O_WRONLY), open(scratch.file("err"), O_WRONLY | O_CREAT, mode_t(0o600))
    )
    defer { for descriptor in [full, log] { close(descriptor) } }
    var output = StandardOutput(descriptor: full)
    let status = Program.run(
      Self.command, version: "1", words: [], output: &output,
      errors: StandardError(descriptor: log)
    ) { _, output in
      try output.writeLine("data")
      try output.flush()
      return .done
    }
    #expect(status == .badInput)
    #expect(
      try scratch.text(of: "err")
        == "tool: cannot write standard output: No space left on device; free space on that disk\n")
  }

  @Test func `a closed reader ends a program quietly with status 0`() async {
    let result = await #expect(
      processExitsWith: .exitCode(0), observing: [\.standardErrorContent]
    ) {
      var ends: [Int32] = [0, 0]
      unsafe _ = pipe(&ends)
      close(ends[0])
      dup2(ends[1], 1)
      Program.main(CommandDescription("tool", "Prints."), version: "1", words: []) {
        _, output in
        while true { try output.writeLine("line") }
      }
    }
    // The test library adds bytes of its own there, so the program's name is what is looked for.
    let talk = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) }
    #expect(talk?.contains("tool") == false)
  }
}
