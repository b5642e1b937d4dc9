import Foundation
import Testing

/// A folder with a short tape, `trace.rpl`.
private func folderWithTape() throws -> Folder {
  let folder = try Folder()
  let run = try ProgramRun(
    "orderflow", ["--seed", "42", "--duration", "500ms", "--out", "trace.rpl"], in: folder)
  #expect(run.status == 0)
  return folder
}

@Test func `a filtered view prints the tape's own lines of that kind`() throws {
  let folder = try folderWithTape()
  let fills = try folder.read("trace.rpl").split(separator: "\n").filter {
    $0.split(separator: " ").dropFirst(2).first == "Fill"
  }
  let run = try ProgramRun("tapeview", ["trace.rpl", "--filter", "Fill"], in: folder)
  #expect(run.status == 0)
  #expect(!fills.isEmpty)
  #expect(Array(run.lines.prefix(fills.count)) == fills)
  #expect(run.lines[fills.count].isEmpty)
  #expect(run.lastLine.hasPrefix("trace-hash: "))
}

@Test func `the viewer's hash is the simulator's, from a file and from standard input`() throws {
  let folder = try folderWithTape()
  let simulated = try ProgramRun(
    "orderflow", ["--seed", "42", "--duration", "500ms"], in: folder)
  let viewed = try ProgramRun("tapeview", ["trace.rpl", "--summary-only"], in: folder)
  let piped = try ProgramRun(
    "tapeview", ["-", "--summary-only"], in: folder, input: try folder.read("trace.rpl"))
  #expect(viewed.lastLine == simulated.lastLine)
  #expect(piped.output == viewed.output)
}

@Test func `a summary as JSON is one document with the hash`() throws {
  let folder = try folderWithTape()
  let run = try ProgramRun("tapeview", ["trace.rpl", "--summary-only", "--json"], in: folder)
  let document = try #require(
    try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  #expect((document["trace_hash"] as? String)?.count == 16)
}

@Test func `a missing tape's error names the command that makes it`() throws {
  let run = try ProgramRun("tapeview", ["trace.rpl"], in: try Folder())
  #expect(run.status == 2)
  #expect(run.errors.contains("swift run orderflow --seed 42 --out trace.rpl"))
}

@Test func `a malformed line is named by file, line and column; a lenient view goes on`() throws {
  let folder = try folderWithTape()
  var lines = try folder.read("trace.rpl").split(separator: "\n").map(String.init)
  let place = try #require(lines.firstIndex { $0.hasPrefix("30 ") })
  lines[place] += " nonsense"
  try folder.write(lines.joined(separator: "\n") + "\n", to: "bad.rpl")
  let strict = try ProgramRun("tapeview", ["bad.rpl"], in: folder)
  #expect(strict.status == 2)
  #expect(strict.errors.contains("bad.rpl:\(place + 1):"))
  let lenient = try ProgramRun("tapeview", ["bad.rpl", "--lenient", "--summary-only"], in: folder)
  #expect(lenient.status == 0)
  let doubt = "tapeview: bad.rpl: a hash line disagrees with the events read: see verify\n"
  #expect(lenient.errors == "tapeview: bad.rpl: skipped 1 malformed lines\n" + doubt)
  let figures = try ProgramRun("tapeview", ["bad.rpl", "--lenient", "--json"], in: folder)
  #expect(figures.output.contains(#""skipped_lines":1,"#))
  #expect(figures.output.contains(#""complete":false,"#))
  let first = try #require(lenient.lines.first { $0.hasPrefix("skipped") })
  #expect(first.hasPrefix("skipped   1 malformed lines, the first \(place + 1):"))
}

@Test func `verify and diff end with 1 when they find something`() throws {
  let folder = try folderWithTape()
  let tape = try folder.read("trace.rpl")
  try folder.write(tape.replacingOccurrences(of: "qty=26", with: "qty=27"), to: "altered.rpl")
  try folder.write(
    tape.split(separator: "\n").prefix(200).joined(separator: "\n") + "\n", to: "short.rpl")
  for (arguments, status) in [
    (["verify", "trace.rpl"], Int32(0)), (["verify", "altered.rpl"], 1),
    (["verify", "short.rpl"], 1), (["diff", "trace.rpl", "trace.rpl"], 0),
    (["diff", "trace.rpl", "altered.rpl"], 1), (["diff", "trace.rpl", "short.rpl"], 1),
    (["diff", "trace.rpl", "none.rpl"], 2), (["verify"], 2),
  ] {
    let run = try ProgramRun("tapeview", arguments, in: folder)
    #expect(run.status == status, "\(arguments): \(run.output) \(run.errors)")
  }
}

@Test func `stepping takes its commands from standard input and ends with it`() throws {
  let folder = try folderWithTape()
  let run = try ProgramRun(
    "tapeview", ["trace.rpl", "--step", "--filter", "NewOrder"], in: folder, input: "\n2\nq\n")
  #expect(run.status == 0)
  let shown = run.lines.filter { $0.contains(" NewOrder ACME ") }
  // One at once, one for Enter, two for `2`; then `q`.
  let orders = try folder.read("trace.rpl").split(separator: "\n").filter {
    $0.contains(" NewOrder ACME ")
  }
  #expect(shown == Array(orders.prefix(4)))
  let place = try #require(shown.last?.split(separator: " ").first)
  #expect(run.output.contains("stopped behind event \(place))"))
}

@Test(arguments: [
  (["diff", "-", "-"], "standard input can be read once: name a file for A or B"),
  (["trace.rpl", "--speed", "1x", "--summary-only"], "--speed shows events: it does not go with"),
  (["trace.rpl", "--speed", "1x", "--json"], "--speed shows events: it does not go with"),
  (["trace.rpl", "--step", "--json"], "--step shows events: it does not go with"),
  (["trace.rpl", "--speed", "1x", "--book-at", "3"], "--book-at prints books: it does not go"),
  (["trace.rpl", "--depth", "3"], "--depth is of the books that --book-at SEQ shows"),
])
func `what cannot go together is refused by name`(arguments: [String], reason: String) throws {
  let run = try ProgramRun("tapeview", arguments, in: try folderWithTape())
  #expect(run.status == 2)
  #expect(run.errors.contains(reason), "\(run.errors)")
  #expect(run.output.isEmpty)
}

@Test func `a replay goes on behind the place that was saved, on its own tape only`() throws {
  let folder = try folderWithTape()
  let trades = ["trace.rpl", "--filter", "Trade"]
  let whole = try ProgramRun("tapeview", trades, in: folder)
  let first = try ProgramRun(
    "tapeview", trades + ["--step", "--save-state", "place"], in: folder, input: "2\nq\n")
  let rest = try ProgramRun("tapeview", ["trace.rpl", "--load-state", "place"], in: folder)
  #expect(first.lines[..<3] == whole.lines[..<3])
  #expect(first.lines[3].isEmpty)
  #expect(rest.lines == Array(whole.lines[3...]))

  _ = try ProgramRun(
    "orderflow", ["--seed", "43", "--duration", "500ms", "--out", "other.rpl"], in: folder)
  for (arguments, part) in [
    (["other.rpl", "--load-state", "place"], "belongs to another tape"),
    (["trace.rpl", "--load-state", "trace.rpl"], "trace.rpl: "),
    (["trace.rpl", "--load-state", "place", "--filter", "Fill"], "brings its own filters"),
    (["trace.rpl", "--save-state", "trace.rpl"], "would overwrite what FILE reads"),
  ] {
    let run = try ProgramRun("tapeview", arguments, in: folder)
    #expect(run.status == 2 && run.errors.contains(part), "\(arguments): \(run.errors)")
  }
}

@Test func `a paced replay prints what an unpaced one prints`() throws {
  let folder = try folderWithTape()
  let arguments = ["trace.rpl", "--filter", "Trade", "--to", "400"]
  let unpaced = try ProgramRun("tapeview", arguments, in: folder)
  let paced = try ProgramRun("tapeview", arguments + ["--speed", "100x"], in: folder)
  #expect(paced.status == 0 && paced.output == unpaced.output)
}

@Test func `the book at an event is shown, and a tape too short for it is told`() throws {
  let folder = try folderWithTape()
  let shown = try ProgramRun("tapeview", ["trace.rpl", "--book-at", "300"], in: folder)
  #expect(shown.status == 0 && shown.lines[0] == "book of ACME behind event 300")
  #expect(shown.lastLine.hasPrefix("trace-hash: "))
  let beyond = try ProgramRun("tapeview", ["trace.rpl", "--book-at", "99999"], in: folder)
  #expect(beyond.status == 2 && beyond.errors.contains("trace.rpl: the tape ends at event "))
}

@Test func `a recording is imported and checked; one that is not its own book ends with 1`() throws
{
  let folder = try Folder()
  let messages =
    "34200.1,1,11,100,1000000,1\n34200.2,2,11,40,1000000,1\n34200.3,4,12,5,1000200,-1\n"
  let rows = ["100", "60", "60"].map { "1000200,50,1000000,\($0),1000300,10,999900,20\n" }
  let book = rows[0] + rows[1] + rows[2].replacingOccurrences(of: "1000200,50", with: "1000200,45")
  try folder.write(messages, to: "AAPL_2012-06-21_1_2_message_2.csv")
  try folder.write(messages + "34200.4,1,x\n", to: "AAPL_2012-06-21_3_4_message_2.csv")
  try folder.write(book, to: "good.csv")
  try folder.write(rows.joined(), to: "bad.csv")
  func imported(_ part: String, _ book: String, _ out: String) throws -> ProgramRun {
    try ProgramRun(
      "tapeview",
      ["import", "lobster", "--messages", "AAPL_2012-06-21_\(part)_message_2.csv"]
        + ["--book", book, "--check", "--out", out], in: folder)
  }
  let good = try imported("1_2", "good.csv", "good.rpl")
  #expect(good.status == 0 && good.output.contains("check: 2/2 "), "\(good.output) \(good.errors)")
  let verified = try ProgramRun("tapeview", ["verify", "good.rpl"], in: folder)
  #expect(verified.status == 0 && verified.lastLine == good.lastLine)
  let bad = try imported("1_2", "bad.csv", "bad.rpl")
  #expect(bad.status == 1 && bad.output.contains("check: 1/2 "))
  let malformed = try imported("3_4", "good.csv", "none.rpl")
  #expect(malformed.status == 2)
  #expect(
    malformed.errors.contains("AAPL_2012-06-21_3_4_message_2.csv:4:11: "), "\(malformed.errors)")
  #expect(!FileManager.default.fileExists(atPath: folder.path("none.rpl")))
}

@Test func `messages call standard input by its name`() throws {
  let folder = try folderWithTape()
  let tape = try folder.read("trace.rpl")
  let verified = try ProgramRun("tapeview", ["verify", "-"], in: folder, input: tape)
  #expect(verified.lines.first == "standard input: complete")
  let compared = try ProgramRun("tapeview", ["diff", "trace.rpl", "-"], in: folder, input: tape)
  #expect(compared.lines.prefix(2) == ["A  trace.rpl", "B  standard input"])
  let broken = try ProgramRun("tapeview", ["-"], in: folder, input: "hello\n")
  #expect(broken.errors.contains("standard input:1:1: not a tape"))
}

@Test(arguments: ["hello", "\u{0}\u{1}ELF", "a,b\n1,2\n", String(repeating: "x", count: 5000)])
func `another kind of file is said to be no tape, whatever else is wrong with it`(
  content: String
) throws {
  let folder = try Folder()
  try folder.write(content, to: "other.rpl")
  for arguments in [["other.rpl"], ["verify", "other.rpl"]] {
    let run = try ProgramRun("tapeview", arguments, in: folder)
    #expect(run.status == 2)
    #expect(run.errors.contains("other.rpl:1:1: not a tape"))
  }
}

@Test func `the beginning of a tape that was cut off is a truncated tape`() throws {
  let folder = try Folder()
  try folder.write("#truetap", to: "cut.rpl")
  let run = try ProgramRun("tapeview", ["verify", "cut.rpl"], in: folder)
  #expect(run.status == 1)
  #expect(run.output.contains("truncated after 0 events"))
}

@Test func `stats, an order's story and an export end with the tape's hash`() throws {
  let folder = try folderWithTape()
  let hash = try ProgramRun("tapeview", ["trace.rpl", "--summary-only"], in: folder).lastLine
  for words in [
    ["stats", "trace.rpl"], ["stats", "--stylized", "trace.rpl"], ["order", "1", "trace.rpl"],
  ] {
    let run = try ProgramRun("tapeview", words, in: folder)
    #expect(run.status == 0 && run.lastLine == hash, "\(words) \(run.errors)")
  }
  let printed = try ProgramRun("tapeview", ["export", "csv", "trace.rpl"], in: folder)
  #expect(printed.errors.hasSuffix(hash + "\n"))
  let written = try ProgramRun(
    "tapeview", ["export", "csv", "trace.rpl", "--out", "trace.csv"], in: folder)
  #expect(written.lastLine == hash)
  #expect(try folder.read("trace.csv") == printed.output)
  #expect(try ProgramRun("tapeview", ["order", "99999", "trace.rpl"], in: folder).status == 1)
}

@Test func `an export of what passes a filter has those rows only`() throws {
  let folder = try folderWithTape()
  let run = try ProgramRun(
    "tapeview", ["export", "jsonl", "trace.rpl", "--filter", "Trade"], in: folder)
  let trades = try folder.read("trace.rpl").split(separator: "\n").count { $0.contains(" Trade ") }
  #expect(run.lines.dropLast().allSatisfy { $0.contains("\"kind\":\"Trade\"") })
  #expect(run.lines.count == trades + 1)
}

@Test func `several tapes stand side by side, and only with --stylized`() throws {
  let folder = try folderWithTape()
  let table = try ProgramRun(
    "tapeview", ["stats", "--stylized", "trace.rpl", "trace.rpl"], in: folder)
  #expect(table.lines.contains("symbol                         ACME       ACME"))
  #expect(try ProgramRun("tapeview", ["stats", "trace.rpl", "trace.rpl"], in: folder).status == 2)
}
