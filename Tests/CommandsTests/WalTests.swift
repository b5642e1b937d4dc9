import Foundation
import Testing

/// A run of orderflow over a log, and what lies in it.
private func logged(
  _ folder: Folder, _ more: [String] = [], duration: String = "1500ms"
) throws -> ProgramRun {
  try ProgramRun(
    "orderflow",
    ["--seed", "7", "--duration", duration, "--wal", "log", "--snapshot-every", "150"] + more,
    in: folder)
}

private func wal(_ words: String..., in folder: Folder) throws -> ProgramRun {
  try ProgramRun("wal", words, in: folder)
}

private func line(_ word: String, of run: ProgramRun) -> String {
  run.lines.last { $0.hasPrefix(word) }.map(String.init) ?? "no \(word)"
}

private func segment(_ folder: Folder) throws -> String {
  try #require(
    try FileManager.default.contentsOfDirectory(atPath: folder.path("log")).sorted()
      .first { $0.hasPrefix("segment") })
}

/// Turns bits of one byte of a file.
private func spoil(_ path: String, at offset: UInt64) throws {
  let file = try #require(FileHandle(forUpdatingAtPath: path))
  try file.seek(toOffset: offset)
  let byte = try #require(try file.read(upToCount: 1)?.first)
  try file.seek(toOffset: offset)
  try file.write(contentsOf: Data([byte ^ 0x5A]))
  try file.close()
}

@Test func `a market over a log is the market without one, each sync told`() throws {
  let folder = try Folder()
  let plain = try ProgramRun(
    "orderflow", ["--seed", "7", "--duration", "1500ms", "--out", "plain.rpl"], in: folder)
  let run = try logged(folder, ["--out", "logged.rpl"])
  #expect(run.status == 0)
  #expect(run.lastLine == plain.lastLine)
  #expect(try folder.read("logged.rpl") == folder.read("plain.rpl"))
  let acknowledged = run.lines.filter { $0.hasPrefix("acked ") }.compactMap {
    UInt64($0.dropFirst(6))
  }
  #expect(acknowledged.count > 50)
  #expect(zip(acknowledged, acknowledged.dropFirst()).allSatisfy { $0 < $1 })
  let verified = try wal("verify", "log", in: folder)
  #expect(verified.status == 0)
  let last = try #require(acknowledged.last)
  #expect(
    verified.output.hasPrefix(
      "sealed: everything that was acknowledged is here, up to record \(last)"))
  #expect(
    try wal("recover", "log", "--dry-run", in: folder).lastLine == line("state-hash", of: run))
}

@Test func `a run cut short and resumed ends where the uninterrupted one ends`() throws {
  let (folder, other) = (try Folder(), try Folder())
  _ = try logged(folder, duration: "700ms")
  let more = ["--write-through", "--duration", "1500ms", "--out", "a.rpl"]
  let resumed = try ProgramRun("orderflow", ["--wal", "log", "--resume"] + more, in: folder)
  let whole = try logged(other, ["--out", "a.rpl"])
  #expect(resumed.status == 0)
  #expect(resumed.lastLine == whole.lastLine)
  #expect(line("state-hash", of: resumed) == line("state-hash", of: whole))
  #expect(try folder.read("a.rpl") == other.read("a.rpl"))
  #expect(try wal("replay", "log", in: folder).lastLine == line("state-hash", of: whole))
}

@Test(arguments: [
  (["--wal", "log"], "log: there is a log already: --resume goes on with it"),
  (["--wal", "log", "--resume", "--seed", "8"], "only --duration and --events may be said anew"),
  (["--wal", "log", "--resume", "--duration", "50ms"], "the log goes on behind the market's end"),
  (["--wal", "log", "--resume", "state"], "give --resume without a file"),
  (["--wal", "other", "--format", "json"], "use --format text"),
  (["--resume"], "--resume goes on from a saved market, FILE, or from --wal DIR"),
  (["--snapshot-every", "5"], "--snapshot-every is of a log"),
  (["--write-through"], "--write-through is of a log"),
])
func `what cannot be meant of a log is refused`(_ words: [String], _ reason: String) throws {
  let folder = try Folder()
  _ = try logged(folder, duration: "100ms")
  let run = try ProgramRun("orderflow", words, in: folder)
  #expect(run.status == 2)
  #expect(run.errors.contains(reason), "\(run.errors)")
}

@Test func `a damaged log is refused with its place and repaired elsewhere`() throws {
  let folder = try Folder()
  let whole = try logged(folder)
  let name = try segment(folder)
  try spoil(folder.path("log/\(name)"), at: 9_000)
  let verified = try wal("verify", "log", in: folder)
  #expect(verified.status == 1)
  #expect(verified.output.hasPrefix("damaged: \(name): offset "))
  #expect(try wal("verify", "--json", "log", in: folder).output.contains("\"verdict\":\"damaged\""))
  let inspected = try wal("inspect", "log", in: folder)
  #expect(inspected.status == 0)
  #expect(inspected.output.contains("yet batch"))
  let refused = try wal("recover", "log", in: folder)
  #expect(refused.status == 1)
  #expect(refused.errors.contains("\(name): offset "))
  #expect(try ProgramRun("orderflow", ["--wal", "log", "--resume"], in: folder).status == 2)
  let before = try Data(contentsOf: URL(fileURLWithPath: folder.path("log/\(name)")))
  let repaired = try wal("repair", "log", "--to", "saved", in: folder)
  #expect(repaired.status == 1)
  #expect(repaired.output.contains("is lost"))
  #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path("log/\(name)"))) == before)
  #expect(try wal("verify", "saved", in: folder).status == 0)
  // What was lost is made again by the market: the end is that of the run that nothing befell.
  let resumed = try ProgramRun("orderflow", ["--wal", "saved", "--resume"], in: folder)
  #expect(resumed.lastLine == whole.lastLine)
  #expect(line("state-hash", of: resumed) == line("state-hash", of: whole))
  #expect(try wal("repair", "log", "--to", "saved", in: folder).status == 2)
}

@Test func `compacted twice, a log holds two snapshots and comes back the same`() throws {
  let folder = try Folder()
  let whole = try logged(folder)
  for _ in 0..<2 { #expect(try wal("compact", "log", in: folder).status == 0) }
  let replayed = try wal("replay", "log", in: folder)
  #expect(replayed.status == 0)
  #expect(replayed.lastLine == line("state-hash", of: whole))
  #expect(replayed.output.contains("every way leads to the same state"))
}

@Test func `beside a snapshot that rots, a run goes on from the older one, and later drops it`()
  throws
{
  let folder = try Folder()
  _ = try logged(folder, duration: "700ms")
  let snapshots = try FileManager.default.contentsOfDirectory(atPath: folder.path("log"))
    .filter { $0.hasPrefix("snapshot") }.sorted()
  #expect(snapshots.count == 2)
  let rotten = try #require(snapshots.last)
  try spoil(folder.path("log/\(rotten)"), at: 100)
  let verified = try wal("verify", "log", in: folder)
  #expect(verified.status == 1)
  #expect(verified.output.contains("cut short or altered"))
  let resumed = try ProgramRun(
    "orderflow", ["--wal", "log", "--resume", "--duration", "1500ms", "--snapshot-every", "150"],
    in: folder)
  #expect(resumed.status == 0)
  #expect(resumed.lastLine == (try logged(Folder())).lastLine)
  #expect(try wal("verify", "log", in: folder).status == 0)
  #expect(!FileManager.default.fileExists(atPath: folder.path("log/\(rotten)")))
}

@Test(arguments: [
  ("inspect", 0, "verdict"), ("verify", 1, "reason"), ("recover", 1, nil), ("replay", 1, nil),
  ("compact", 1, nil), ("repair", 1, "lost"),
])
func `each command of wal says of a damaged log what it may, as text and as one document`(
  _ command: String, _ status: Int32, _ member: String?
) throws {
  let folder = try Folder()
  _ = try logged(folder)
  try spoil(folder.path("log/\(try segment(folder))"), at: 9_000)
  let more = command == "repair" ? ["--to", "saved"] : []
  let text = try ProgramRun("wal", [command, "log"] + more, in: folder)
  #expect(text.status == status)
  let again = command == "repair" ? ["--to", "saved-again"] : []
  let json = try ProgramRun("wal", [command, "--json", "log"] + again, in: folder)
  #expect(json.status == status)
  guard let member else {
    #expect(text.output.isEmpty && json.output.isEmpty)
    #expect(text.errors.contains("offset ") && text.errors.contains(", record "))
    return
  }
  let document = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
  #expect(try #require(document)[member] != nil)
}

@Test func `an unwrapped log is the requests of the tape, line for line`() throws {
  let folder = try Folder()
  _ = try logged(folder, ["--out", "market.rpl", "--inbox-capacity", "4"])
  let unwrapped = try ProgramRun("tapeview", ["unwrap", "log"], in: folder)
  #expect(unwrapped.status == 0)
  let requests = try folder.read("market.rpl").split(separator: "\n").filter { line in
    [" NewOrder ", " Cancel ", " Amend "].contains { line.contains($0) }
  }
  let lines = unwrapped.output.split(separator: "\n").dropLast(2)
  #expect(lines.elementsEqual(requests))
  let one = try ProgramRun("tapeview", ["unwrap", "log/\(try segment(folder))"], in: folder)
  #expect(one.output == unwrapped.output)
  let tape = try ProgramRun("tapeview", ["unwrap", "log", "--out", "in.tape"], in: folder)
  #expect(tape.status == 0)
  let summary = try ProgramRun("tapeview", ["in.tape", "--summary-only", "--json"], in: folder)
  #expect(summary.status == 0)
  #expect(tape.lastLine.hasPrefix("trace-hash: "))
  let hint = try ProgramRun("tapeview", ["log/\(try segment(folder))"], in: folder)
  #expect(hint.status == 2)
  #expect(hint.errors.contains("tapeview unwrap"))
}

@Test(arguments: ["inspect", "verify", "recover", "replay", "compact"])
func `what is no log is bad input`(_ command: String) throws {
  let folder = try Folder()
  try FileManager.default.createDirectory(
    atPath: folder.path("empty"), withIntermediateDirectories: true)
  #expect(try wal(command, "nowhere", in: folder).status == 2)
  let empty = try wal(command, "empty", in: folder)
  #expect(empty.status == 2 || command == "recover")
}
