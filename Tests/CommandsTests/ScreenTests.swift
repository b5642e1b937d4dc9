import Foundation
import Glibc
import Testing

/// A short tape in a folder, and the viewer of it on a terminal.
private func viewer(
  _ arguments: [String] = [], tape: String = "trace.rpl", environment: [String: String] = [:]
) throws -> (Folder, TerminalRun) {
  let folder = try Folder()
  let run = try ProgramRun(
    "orderflow", ["--seed", "42", "--duration", "500ms", "--out", "trace.rpl"], in: folder)
  #expect(run.status == 0)
  if tape != "trace.rpl" {
    #expect(try ProgramRun("tapeview", ["convert", "trace.rpl", tape], in: folder).status == 0)
  }
  let screen = try TerminalRun(
    "tapeview", ["--tui", tape] + arguments, in: folder, environment: environment)
  return (folder, screen)
}

@Test(arguments: ["trace.rpl", "trace.tape"])
func `a person scrolls, filters, follows an order and leaves`(tape: String) throws {
  let (folder, screen) = try viewer(tape: tape)
  let before = screen.original
  let events = try folder.read("trace.rpl").split(separator: "\n").filter { !$0.hasPrefix("#") }
  let fills = events.filter { $0.split(separator: " ")[2] == "Fill" }
  #expect(screen.shows(" 1 of ") && screen.shows("? help"))
  // The price over the tape, drawn in bars once the tape was read.
  #expect(screen.waits { $0.picture.text.contains(/price \d+\.\d\d to \d+\.\d\d [▁-█]{9}/) })
  #expect(screen.settings != before && screen.picture.isAlternate)
  screen.type("\u{1B}[6~")  // page down
  #expect(screen.shows(" 18 of "))
  screen.type("G")
  #expect(screen.shows("  100 %  "))
  screen.type("g/Fill\r")
  #expect(screen.shows("filter Fill: 1 of \(fills.count)"))
  screen.type("\r")
  let fill = try #require(fills.first)
  let order = try #require(fill.split(separator: " ").first { $0.hasPrefix("id=") }?.dropFirst(3))
  #expect(screen.shows("  order \(order): "), "\(screen.picture.text)")
  screen.type("\u{1B}")
  #expect(screen.shows("filter Fill: 1 of \(fills.count)"))
  screen.type("q")
  #expect(screen.end() == 0)
  #expect(screen.settings == before && !screen.picture.isAlternate)
}

@Test(arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT])
func `INV-SCREEN-2: a signal ends the viewer and leaves the terminal as it was`(
  signal: Int32
) throws {
  let (_, screen) = try viewer()
  let before = screen.original
  #expect(screen.shows(" 1 of "))
  #expect(screen.settings != before)
  kill(screen.process.processIdentifier, signal)
  let status = screen.end()
  #expect([128 + signal, signal].contains(status), "\(status)")
  #expect(screen.settings == before && !screen.picture.isAlternate)
}

@Test func `a viewer that is stopped gives the terminal back and takes it again`() throws {
  let (_, screen) = try viewer()
  let before = screen.original
  #expect(screen.shows(" 1 of "))
  screen.type("\u{1A}")  // Ctrl-Z
  // The terminal comes back before the program stops: a signal in between would be lost on it.
  #expect(screen.waits { $0.isStopped && !$0.picture.isAlternate })
  #expect(screen.settings == before && !screen.picture.isAlternate)
  kill(screen.process.processIdentifier, SIGCONT)
  #expect(screen.waits { $0.settings != before && $0.picture.isAlternate })
  screen.type("j")
  #expect(screen.shows(" 2 of "))
  screen.type("q")
  #expect(screen.end() == 0)
  #expect(screen.settings == before)
}

@Test func `another size of the window is drawn at once`() throws {
  let (_, screen) = try viewer()
  #expect(screen.shows(" 1 of "))
  #expect(!screen.picture.text.contains("   30 "))
  screen.resize(columns: 120, rows: 40)
  #expect(screen.shows(" 1 of ") && screen.shows("   30 "))
  screen.type("q")
  #expect(screen.end() == 0)
}

@Test(arguments: [true, false])
func `NO_COLOR is heeded`(isSet: Bool) throws {
  let environment = isSet ? ["NO_COLOR": "1"] : [:]
  let (_, screen) = try viewer(["--filter", "Fill"], environment: environment)
  #expect(screen.shows("filter Fill: 1 of "))
  screen.type("q")
  #expect(screen.end() == 0)
  #expect(String(decoding: screen.sent, as: UTF8.self).contains("32m") == !isSet)
}

@Test func `without a terminal, or on a dumb one, the plain command is named`() throws {
  let (folder, dumb) = try viewer(environment: ["TERM": "dumb"])
  #expect(dumb.end() == 2)
  let words = String(decoding: dumb.sent, as: UTF8.self)
  #expect(words.contains("TERM=dumb") && words.contains("without it: tapeview trace.rpl"))
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
  (["--tui", "empty.tape"], "empty.tape:1:1: not a tape"),
  (["--tui", "trace.rpl", "--filter", "Fil"], "'Fil' is no kind of event"),
])
func `what the viewer cannot show is refused before the screen is taken`(
  arguments: [String], reason: String
) throws {
  let folder = try Folder()
  try folder.write("#truetape 1\n", to: "trace.rpl")
  try folder.write("hello\n", to: "text.rpl")
  try folder.write("", to: "empty.tape")
  let run = try ProgramRun("tapeview", arguments, in: folder)
  #expect(run.status == 2)
  #expect(run.errors.contains(reason), "\(run.errors)")
}
