import Foundation
import Glibc
import Testing

/// A short tape in a folder, and the viewer of it on a terminal.
private func viewer(
  _ arguments: [String] = [], environment: [String: String] = [:]
) throws -> (Folder, TerminalRun) {
  let folder = try Folder()
  let run = try ProgramRun(
    "orderflow", ["--seed", "42", "--duration", "500ms", "--out", "trace.rpl"], in: folder)
  #expect(run.status == 0)
  let screen = try TerminalRun(
    "tapeview", ["--tui", "trace.rpl"] + arguments, in: folder, environment: environment)
  return (folder, screen)
}

private let leaving = "\u{1B}[?1049l"

@Test func `a person scrolls, filters, follows an order, looks for trouble and leaves`() throws {
  let (folder, screen) = try viewer()
  let before = screen.settings
  #expect(screen.waits(for: "\u{1B}[?1049h"))
  #expect(screen.waits(for: "? help"))
  #expect(screen.waits(for: "0 %"))
  #expect(screen.settings != before)
  let tape = try folder.read("trace.rpl").split(separator: "\n").filter { !$0.hasPrefix("#") }
  screen.type("\u{1B}[6~")  // page down
  #expect(screen.waits(for: " 19 of"))
  screen.type("G")
  #expect(screen.waits(for: "100 %"))
  screen.type("g/Fill")
  #expect(screen.waits(for: "/Fil") && screen.waits(for: "l"))
  screen.type("\r")
  let fills = tape.count { $0.split(separator: " ")[2] == "Fill" }
  #expect(screen.waits(for: "filter Fill: 1 of \(fills)"))
  screen.type("\r")
  let fill = try #require(tape.first { $0.split(separator: " ")[2] == "Fill" })
  let order = try #require(fill.split(separator: " ").first { $0.hasPrefix("id=") }?.dropFirst(3))
  #expect(screen.waits(for: "order \(order): "))
  screen.type("\u{1B}")  // Escape comes back, and again, to all
  #expect(screen.waits(for: "filter Fill"))
  screen.type("q")
  #expect(screen.waits(for: leaving))
  #expect(screen.end() == 0)
  #expect(screen.settings == before)
}

@Test(arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT])
func `a signal ends the viewer and leaves the terminal as it was`(signal: Int32) throws {
  let (_, screen) = try viewer()
  let before = screen.settings
  #expect(screen.waits(for: "0 %"))
  #expect(screen.settings != before)
  kill(screen.process.processIdentifier, signal)
  #expect(screen.waits(for: leaving))
  let status = screen.end()
  #expect([128 + signal, signal].contains(status), "\(status)")
  #expect(screen.settings == before)
}

@Test func `another size of the window is drawn at once`() throws {
  let (_, screen) = try viewer()
  #expect(screen.waits(for: "0 %"))
  screen.resize(columns: 120, rows: 40)
  // The last line of a taller screen, which was never written before.
  #expect(screen.waits(for: "\u{1B}[2J"))
  #expect(screen.waits(for: "0 %"))
  screen.type("q")
  #expect(screen.end() == 0)
}

@Test(arguments: [true, false])
func `NO_COLOR is heeded`(isSet: Bool) throws {
  let environment = isSet ? ["NO_COLOR": "1"] : [:]
  let (_, screen) = try viewer(["--filter", "Fill"], environment: environment)
  screen.type("q")
  #expect(screen.end() == 0)
  #expect(screen.sent.contains(" Fill "))
  #expect(screen.sent.contains("\u{1B}[32m") == !isSet)
}

@Test func `without a terminal, or on a dumb one, the plain command is named`() throws {
  let (folder, dumb) = try viewer(environment: ["TERM": "dumb"])
  #expect(dumb.waits(for: "TERM=dumb"))
  #expect(dumb.waits(for: "tapeview trace.rpl"))
  #expect(dumb.end() == 2)
  let run = try ProgramRun("tapeview", ["--tui", "trace.rpl"], in: folder)
  #expect(run.status == 2)
  #expect(
    run.errors
      == "tapeview: there is no terminal to draw on; without one: tapeview trace.rpl\n")
  #expect(run.output.isEmpty)
}

@Test(arguments: [
  (["--tui", "-"], "--tui reads the tape back and forth: name a file, not '-'"),
  (["--tui", "trace.rpl", "--json"], "it does not go with --json"),
  (["--tui", "trace.rpl", "--step"], "it does not go with --step"),
  (["--tui", "none.rpl"], "swift run orderflow --seed 42 --out none.rpl"),
  (["--tui", "."], "name a file, not a directory"),
  (["--tui", "text.rpl"], "text.rpl:1:1: not a tape"),
  (["--tui", "trace.rpl", "--filter", "Fil"], "'Fil' is no kind of event"),
])
func `what the viewer cannot show is refused before the screen is taken`(
  arguments: [String], reason: String
) throws {
  let folder = try Folder()
  try folder.write("#truetape 1\n", to: "trace.rpl")
  try folder.write("hello\n", to: "text.rpl")
  let run = try ProgramRun("tapeview", arguments, in: folder)
  #expect(run.status == 2)
  #expect(run.errors.contains(reason), "\(run.errors)")
}
