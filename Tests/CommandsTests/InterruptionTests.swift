import Foundation
import Testing

/// A program in the middle of its work, its standard streams in the test's hands. What it has read
/// or printed says how far it is: nothing here waits for time to pass.
private struct RunningProgram {
  let process: Process
  private let input = Pipe()
  private let output = Pipe()

  init(_ program: String, _ arguments: [String], in folder: Folder) throws {
    process = try ProgramRun.process(program, arguments, in: folder)
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  /// Feeds bytes. A pipe holds 64 KB: when more was written, the program has begun to read.
  func feed(_ bytes: Data) throws { try input.fileHandleForWriting.write(contentsOf: bytes) }

  /// Takes so many bytes of what the program prints.
  func take(_ count: Int) throws -> Data {
    var taken = Data()
    while taken.count < count,
      let piece = try output.fileHandleForReading.read(upToCount: count - taken.count)
    { taken += piece }
    return taken
  }

  /// Goes away, as `head` does.
  func leave() throws { try output.fileHandleForReading.close() }

  /// Lets it print to its end and gives the status.
  func end() -> Int32 {
    _ = output.fileHandleForReading.readDataToEndOfFile()
    return status()
  }

  /// The status at the end: 128 + signal, or −signal when it was killed.
  func status() -> Int32 {
    process.waitUntilExit()
    return process.terminationReason == .exit
      ? process.terminationStatus : -process.terminationStatus
  }
}

/// Rows of a message file, more than a pipe holds.
private let rows = Data(
  (1...20_000).map { "34200.\($0),1,\($0),100,1000000,1\n" }.joined().utf8)

private let importing = [
  "import", "lobster", "--messages", "-", "--symbol", "X", "--date", "2012-06-21", "--out",
]

@Test(arguments: [SIGINT, SIGTERM])
func `an import that is interrupted leaves what was there before, and nothing else`(
  signal: Int32
) throws {
  let folder = try Folder()
  try folder.write("what was there before\n", to: "made.rpl")
  let program = try RunningProgram("tapeview", importing + ["made.rpl"], in: folder)
  try program.feed(rows)
  #expect(folder.names == ["made.rpl", "made.rpl.partial"])
  #expect(try folder.read("made.rpl") == "what was there before\n")
  kill(program.process.processIdentifier, signal)
  #expect(program.end() == 128 + signal)
  #expect(folder.names == ["made.rpl"])
  #expect(try folder.read("made.rpl") == "what was there before\n")
}

@Test func `an import that is killed leaves nothing under the final name, and can be made again`()
  throws
{
  let folder = try Folder()
  let program = try RunningProgram("tapeview", importing + ["made.rpl"], in: folder)
  try program.feed(rows)
  kill(program.process.processIdentifier, SIGKILL)
  #expect(program.end() == -SIGKILL)
  #expect(folder.names == ["made.rpl.partial"])
  let again = try ProgramRun(
    "tapeview", importing + ["made.rpl"], in: folder,
    input: String(decoding: rows, as: UTF8.self))
  #expect(again.status == 0)
  #expect(folder.names.contains("made.rpl") && !folder.names.contains("made.rpl.partial"))
}

@Test func `a recorder that is killed keeps a valid prefix, and verify says how far it goes`()
  throws
{
  let folder = try Folder()
  let program = try RunningProgram(
    "orderflow", ["--duration", "100h", "--trace", "--out", "a.rpl"], in: folder)
  // The tape is written before the trace, through a buffer of 64 KB.
  let trace = String(decoding: try program.take(400_000), as: UTF8.self)
  kill(program.process.processIdentifier, SIGKILL)
  #expect(program.end() == -SIGKILL)
  let tape = try folder.read("a.rpl")
  #expect(tape.hasSuffix("\n") && tape.utf8.count > 300_000)
  let events = tape.split(separator: "\n").filter { !$0.hasPrefix("#") }
  for (recorded, traced) in zip(events, trace.split(separator: "\n").dropLast()) {
    #expect(recorded == traced)
  }
  let verdict = try ProgramRun("tapeview", ["verify", "a.rpl"], in: folder)
  #expect(verdict.status == 1)
  #expect(verdict.output.contains("truncated after \(events.count) events"), "\(verdict.output)")
}

@Test func `a recording whose reader has gone is finished where it stopped`() throws {
  let folder = try Folder()
  let program = try RunningProgram(
    "orderflow", ["--duration", "100h", "--trace", "--out", "a.rpl", "--snapshot", "state"],
    in: folder)
  _ = try program.take(1000)
  try program.leave()
  #expect(program.status() == 0)
  let verdict = try ProgramRun("tapeview", ["verify", "a.rpl"], in: folder)
  #expect(verdict.status == 0, "\(verdict.output)")
  let rest = try ProgramRun(
    "orderflow", ["--resume", "state", "--out", "a.rpl", "--duration", "1s"], in: folder)
  #expect(rest.status == 0, "\(rest.errors)")
  #expect(try ProgramRun("tapeview", ["verify", "a.rpl"], in: folder).status == 0)
}
