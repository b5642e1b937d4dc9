import Foundation
import Glibc
import Testing

/// A short tape in a folder.
private func tape() throws -> Folder {
  let folder = try Folder()
  let run = try ProgramRun(
    "orderflow", ["--seed", "42", "--duration", "500ms", "--out", "trace.rpl"], in: folder)
  #expect(run.status == 0)
  return folder
}

@Test func `a person watches a tape to its end, sorts, pauses and leaves`() throws {
  let screen = try TerminalRun(
    "quanttop", ["--tape", "trace.rpl", "--speed", "max", "--every", "50"], in: try tape())
  let before = screen.original
  #expect(screen.shows("the tape's end"))
  #expect(screen.settings != before && screen.picture.isAlternate)
  screen.type("s")
  #expect(screen.shows("counters, by rate"))
  screen.type(" ")
  #expect(screen.shows("PAUSED"))
  screen.type("q")
  #expect(screen.end() == 0)
  #expect(screen.settings == before && !screen.picture.isAlternate)
}

@Test func `a person watches a program that runs, and sees that it has gone`() throws {
  let served = try ServedRun(
    "orderflow", ["--speed", "1x", "--duration", "100h", "--serve", "127.0.0.1:0"],
    in: try Folder())
  let screen = try TerminalRun("quanttop", ["--every", "50", served.address], in: try Folder())
  for words in [served.address, "service insert", "response insert", "violations INV-SIM-2"] {
    #expect(screen.shows(words), "no \(words) on \(screen.picture.text)")
  }
  served.process.interrupt()
  served.process.waitUntilExit()
  #expect(screen.shows("nothing listens there"))
  screen.resize(columns: 60, rows: 12)
  #expect(screen.shows("events/s"))
  screen.type("q")
  #expect(screen.end() == 0)
}

@Test func `without a terminal a line a page is printed, the last of the whole tape`() throws {
  let folder = try tape()
  let events = try folder.read("trace.rpl").split(separator: "\n").filter { !$0.hasPrefix("#") }
  let run = try ProgramRun("quanttop", ["--tape", "trace.rpl", "--speed", "max"], in: folder)
  let digits = "\(events.count)"
  let count = (events.count < 1_000 ? "" : digits.dropLast(3) + ",") + digits.suffix(3)
  #expect(run.status == 0 && run.lastLine.hasPrefix("events \(count) "), "\(run.output)")
  #expect(run.lastLine.hasSuffix("(the tape's end)"), "\(run.output)")
}

@Test func `without a terminal the figures of a whole tape are lines`() throws {
  let folder = try tape()
  let events = try folder.read("trace.rpl").split(separator: "\n").filter { !$0.hasPrefix("#") }
  let orders = events.filter { $0.split(separator: " ")[2] == "NewOrder" }
  let run = try ProgramRun("quanttop", ["--tape", "trace.rpl", "--once"], in: folder)
  #expect(run.status == 0 && run.lines.contains("events NewOrder: \(orders.count)"))
}

@Test func `of a venue's tape, lives, working orders and first fills are shown`() throws {
  let folder = try tape()
  let run = try ProgramRun("quanttop", ["--tape", "trace.rpl", "--once"], in: folder)
  let stats = try ProgramRun("tapeview", ["trace.rpl", "--summary-only", "--json"], in: folder)
  #expect(run.status == 0 && stats.status == 0)
  #expect(run.lines.contains("invariant_violations INV-SIM-2: 0"))
  #expect(run.lines.contains { $0.hasPrefix("latency first_fill: count ") })
  #expect(!run.output.contains("latency answer"), "the venue answers at once")
  // A report about an order that nobody sent is no legal life.
  let lines = try folder.read("trace.rpl").split(separator: "\n", omittingEmptySubsequences: false)
  let first = try #require(lines.firstIndex { $0.contains(" Accepted ") })
  var unlawful = lines[..<first].joined(separator: "\n") + "\n"
  unlawful += lines[first].replacingOccurrences(of: " id=1 ", with: " id=999999 ") + "\n"
  try folder.write(unlawful, to: "unlawful.rpl")
  let told = try ProgramRun("quanttop", ["--tape", "unlawful.rpl", "--once"], in: folder)
  #expect(told.lines.contains("invariant_violations INV-SIM-2: 1"), "\(told.output)")
}

@Test func `of a session's tape, answers take the way there and back`() throws {
  let folder = try Folder()
  let session = try ProgramRun(
    "paper",
    [
      "--trace", "--duration", "2s", "--set", "exec.entry=fixed:2ms", "--set",
      "exec.response=fixed:3ms", "--out", "session.tape",
    ], in: folder)
  #expect(session.status == 0, "\(session.errors)")
  let run = try ProgramRun("quanttop", ["--tape", "session.tape", "--once"], in: folder)
  let answers = run.lines.filter { $0.hasPrefix("latency answer new: ") }
  #expect(answers.count == 1 && answers[0].contains(" p50 5.00 ms"), "\(run.output)")
}

@Test(
  arguments: [
    (["127.0.0.1:1"], "127.0.0.1:1: nothing listens there; start it: orderflow --serve"),
    (["192.168.0.1:9464"], "is not an address of this machine"),
    ([], "name what to watch"),
    (["127.0.0.1:1", "--tape", "x.rpl"], "two sources: name one"),
    (["127.0.0.1:1", "--speed", "2x"], "--speed is the pace of --tape"),
  ])
func `what cannot be watched is refused with what to do`(arguments: [String], part: String) throws {
  let run = try ProgramRun("quanttop", arguments, in: try Folder())
  #expect(run.status == 2 && run.errors.contains(part), "stderr: \(run.errors)")
}
