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
  #expect(lenient.errors == "tapeview: bad.rpl: skipped 1 malformed lines\n")
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
])
func `what cannot go together is refused by name`(arguments: [String], reason: String) throws {
  let run = try ProgramRun("tapeview", arguments, in: try folderWithTape())
  #expect(run.status == 2)
  #expect(run.errors.contains(reason), "\(run.errors)")
  #expect(run.output.isEmpty)
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
