import Foundation
import Testing

/// A folder with the same short market as text and in the binary form, recorded twice.
private func folderWithTapes() throws -> Folder {
  let folder = try Folder()
  for name in ["trace.rpl", "trace.tape"] {
    let run = try ProgramRun(
      "orderflow", ["--seed", "42", "--events", "9000", "--out", name], in: folder)
    #expect(run.status == 0)
  }
  return folder
}

extension Folder {
  fileprivate func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path(name)))
  }

  fileprivate func write(_ bytes: Data, to name: String) throws {
    try bytes.write(to: URL(fileURLWithPath: path(name)))
  }
}

@Test func `a tape converted to binary and back is the recorder's own, to the byte`() throws {
  let folder = try folderWithTapes()
  let there = try ProgramRun("tapeview", ["convert", "trace.rpl", "a.tape"], in: folder)
  let back = try ProgramRun("tapeview", ["convert", "a.tape", "a.rpl"], in: folder)
  #expect(there.status == 0 && back.status == 0, "\(there.errors) \(back.errors)")
  #expect(there.lastLine.hasPrefix("trace-hash: ") && there.lastLine == back.lastLine)
  #expect(try folder.bytes("a.tape") == folder.bytes("trace.tape"))
  #expect(try folder.bytes("a.rpl") == folder.bytes("trace.rpl"))
  #expect(try folder.bytes("trace.tape").count * 5 < folder.bytes("trace.rpl").count)
}

@Test(arguments: [
  ["FILE"], ["FILE", "--summary-only", "--json"], ["FILE", "--filter", "Fill,Trade"],
  ["FILE", "--book-at", "5000"], ["verify", "FILE"], ["FILE", "--lenient", "--from", "4000"],
])
func `what a program prints of a tape does not depend on its form, or on its name`(
  arguments: [String]
) throws {
  let folder = try folderWithTapes()
  try FileManager.default.moveItem(
    atPath: folder.path("trace.tape"), toPath: folder.path("binary.rpl"))
  func run(_ name: String) throws -> ProgramRun {
    try ProgramRun("tapeview", arguments.map { $0 == "FILE" ? name : $0 }, in: folder)
  }
  let (text, binary) = (try run("trace.rpl"), try run("binary.rpl"))
  #expect(text.status == 0 && binary.status == 0, "\(binary.errors)")
  #expect(
    binary.output.replacingOccurrences(of: "binary.rpl", with: "trace.rpl") == text.output)
}

@Test func `two forms of one tape are the same to diff`() throws {
  let folder = try folderWithTapes()
  let run = try ProgramRun("tapeview", ["diff", "trace.rpl", "trace.tape"], in: folder)
  #expect(run.status == 0, "\(run.output)")
}

@Test func `a stretch found by the index shows the lines that reading from the front shows`() throws
{
  let folder = try folderWithTapes()
  for range in [
    ["--from", "5000", "--to", "5010"], ["--since", "2.5", "--until", "2.8"],
    ["--from", "4096", "--to", "4097"], ["--to", "3"],
    ["--from", "4000", "--since", "2.7", "--until", "6"],
  ] {
    let whole = try ProgramRun("tapeview", ["trace.rpl"] + range, in: folder)
    let part = try ProgramRun("tapeview", ["trace.tape"] + range, in: folder)
    func events(_ run: ProgramRun) -> [Substring] { Array(run.lines.prefix { !$0.isEmpty }) }
    #expect(part.status == 0, "\(part.errors)")
    #expect(events(part) == events(whole) && !events(part).isEmpty, "\(range)")
    #expect(part.lastLine == whole.lastLine)
    #expect(part.output.contains("(found by the tape's index;"))
  }
  let none = try ProgramRun("tapeview", ["trace.tape", "--from", "99999999"], in: folder)
  #expect(none.status == 0 && none.output.hasPrefix("summary   0 of "))
}

@Test func `a recording that was killed is read up to its last whole block`() throws {
  let folder = try folderWithTapes()
  let bytes = try folder.bytes("trace.tape")
  try folder.write(bytes.prefix(bytes.count * 2 / 3), to: "killed.tape")
  let verified = try ProgramRun("tapeview", ["verify", "killed.tape"], in: folder)
  #expect(verified.status == 1)
  let count = try #require(
    verified.lines.first?.split(separator: " ").dropLast().last.map(String.init))
  #expect((Int(count) ?? 0) > 0 && (Int(count) ?? 1) % 4_096 == 0, "\(verified.output)")
  let converted = try ProgramRun("tapeview", ["convert", "killed.tape", "x.rpl"], in: folder)
  #expect(converted.status == 2)
  #expect(!folder.names.contains { $0.hasPrefix("x.rpl") })
}

@Test func `a damaged block is named by file, block and byte; a lenient view goes on`() throws {
  let folder = try folderWithTapes()
  var bytes = try folder.bytes("trace.tape")
  bytes[bytes.count / 2] ^= 1
  try folder.write(bytes, to: "bad.tape")
  let strict = try ProgramRun("tapeview", ["bad.tape", "--summary-only"], in: folder)
  #expect(strict.status == 2)
  #expect(strict.errors.contains("bad.tape: block "))
  let lenient = try ProgramRun("tapeview", ["bad.tape", "--summary-only", "--lenient"], in: folder)
  #expect(lenient.status == 0)
  let verified = try ProgramRun("tapeview", ["verify", "bad.tape"], in: folder)
  #expect(verified.status == 1 && verified.output.contains("altered at block "))
}

@Test func `a resumed run's binary tape is the uninterrupted one's`() throws {
  let folder = try Folder()
  for arguments in [
    ["--seed", "42", "--duration", "2s", "--out", "whole.tape"],
    ["--seed", "42", "--duration", "900ms", "--out", "parts.tape", "--snapshot", "state"],
    ["--resume", "state", "--duration", "2s", "--out", "parts.tape"],
  ] {
    let run = try ProgramRun("orderflow", arguments, in: folder)
    #expect(run.status == 0, "\(run.errors)")
  }
  #expect(try folder.bytes("parts.tape") == folder.bytes("whole.tape"))
}

@Test(arguments: [
  (
    ["convert", "trace.rpl", "trace.txt"],
    "OUT says the form by its name: end it with .rpl or .tape"
  ),
  (["convert", "trace.rpl", "trace.rpl"], "would overwrite what IN reads"),
  (["convert", "none.rpl", "a.tape"], "none.rpl"),
  (["convert", "trace.rpl"], "OUT"),
])
func `a conversion that cannot be is refused and leaves nothing`(
  arguments: [String], reason: String
) throws {
  let folder = try folderWithTapes()
  let before = folder.names
  let run = try ProgramRun("tapeview", arguments, in: folder)
  #expect(run.status == 2)
  #expect(run.errors.contains(reason), "\(run.errors)")
  #expect(
    folder.names.filter { !$0.hasPrefix("std") } == before.filter { !$0.hasPrefix("std") })
}
