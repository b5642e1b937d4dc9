import Foundation
import Samples
import Testing

/// A folder with a directory `folder`, a tape and a message file.
private func folderWithFiles() throws -> Folder {
  let folder = try Folder()
  try FileManager.default.createDirectory(
    atPath: folder.path("folder"), withIntermediateDirectories: false)
  try folder.write(
    String(decoding: try Fixture.bytes("sample.rpl"), as: UTF8.self), to: "trace.rpl")
  try folder.write("34200.1,1,11,100,1000000,1\n", to: "messages.csv")
  return folder
}

private let lobster = ["import", "lobster", "--symbol", "X", "--date", "2012-06-21", "--messages"]
private let full = "No space left on device; free space on that disk"

@Test(arguments: [
  ("orderflow", ["--duration", "1s", "--out", "/dev/full"], "cannot write /dev/full: \(full)"),
  ("tapeview", lobster + ["messages.csv", "--out", "/dev/full"], "write /dev/full: \(full)"),
  (
    "tapeview", ["trace.rpl", "--summary-only", "--save-state", "/dev/full"],
    "write /dev/full: \(full)"
  ),
  ("orderflow", ["--out", "folder"], "cannot create folder: Is a directory"),
  ("orderflow", ["--snapshot", "folder"], "cannot create folder: Is a directory"),
  ("orderflow", ["--config", "folder"], "cannot open folder: Is a directory; name a file"),
  ("orderflow", ["--resume", "folder"], "cannot open folder: Is a directory; name a file"),
  ("tapeview", ["folder"], "cannot open folder: Is a directory; name a file"),
  ("tapeview", ["verify", "folder"], "cannot open folder: Is a directory; name a file"),
  ("tapeview", ["diff", "trace.rpl", "folder"], "cannot open folder: Is a directory"),
  ("tapeview", lobster + ["folder"], "cannot open folder: Is a directory; name a file"),
  ("tapeview", lobster + ["messages.csv", "--out", "folder"], "create folder: Is a directory"),
  ("tapeview", ["verify", "/proc/self/mem"], "cannot read /proc/self/mem: Input/output error"),
  ("orderflow", ["--resume", "/proc/self/mem"], "read /proc/self/mem: Input/output error"),
  ("tapeview", lobster + ["/proc/self/mem"], "cannot read /proc/self/mem: Input/output error"),
  ("fuzz", ["json", "folder"], "cannot open folder: Is a directory; name a file"),
])
func `a file that cannot be read or written ends the program with 2 and one line that names it`(
  program: String, arguments: [String], part: String
) throws {
  let folder = try folderWithFiles()
  let before = folder.names
  let run = try ProgramRun(program, arguments, in: folder)
  #expect(run.status == 2)
  #expect(run.errors.contains(part), "\(run.errors)")
  #expect(run.errors.hasPrefix("\(program): ") && run.errors.count { $0 == "\n" } == 1)
  #expect(Set(folder.names).subtracting(["stdin", "stdout", "stderr"]).isSubset(of: before))
}

@Test(.enabled(if: geteuid() != 0, "the superuser may read every file"))
func `a file without permission is named with its remedy`() throws {
  let folder = try folderWithFiles()
  try FileManager.default.setAttributes(
    [.posixPermissions: 0], ofItemAtPath: folder.path("trace.rpl"))
  let run = try ProgramRun("tapeview", ["verify", "trace.rpl"], in: folder)
  #expect(run.status == 2)
  #expect(
    run.errors
      == "tapeview: cannot open trace.rpl: Permission denied; check the permissions\n")
}

/// What each program prints without being asked for a file.
private let printing: [(program: String, arguments: [String])] = [
  ("orderflow", ["--duration", "200ms"]), ("orderflow", ["--duration", "200ms", "--trace"]),
  ("orderflow", ["--help"]), ("tapeview", ["trace.rpl"]), ("tapeview", ["trace.rpl", "--json"]),
  ("tapeview", ["verify", "trace.rpl"]), ("tapeview", ["diff", "trace.rpl", "trace.rpl"]),
  ("tapeview", ["trace.rpl", "--book-at", "9"]), ("tapeview", lobster + ["messages.csv"]),
  ("bench", ["--list"]), ("fuzz", ["--list"]),
]

@Test(arguments: printing)
func `a full disk behind standard output is told once, with status 2`(
  program: String, arguments: [String]
) throws {
  let folder = try folderWithFiles()
  let process = try ProgramRun.process(program, arguments, in: folder)
  process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
  let (status, errors) = try end(process)
  #expect(status == 2)
  #expect(errors == "\(program): cannot write standard output: \(full)\n")
}

@Test(arguments: printing)
func `a reader that has gone ends a program quietly with status 0`(
  program: String, arguments: [String]
) throws {
  let folder = try folderWithFiles()
  let process = try ProgramRun.process(program, arguments, in: folder)
  let pipe = Pipe()
  try pipe.fileHandleForReading.close()
  process.standardOutput = pipe
  let (status, errors) = try end(process)
  #expect(status == 0)
  #expect(errors.isEmpty, "\(errors)")
}

/// Runs a program whose standard output is set; its status and what it said on standard error.
private func end(_ process: Process) throws -> (status: Int32, errors: String) {
  let talk = Pipe()
  process.standardError = talk
  process.standardInput = FileHandle.nullDevice
  try process.run()
  try talk.fileHandleForWriting.close()
  let errors = String(decoding: talk.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return (process.terminationStatus, errors)
}
