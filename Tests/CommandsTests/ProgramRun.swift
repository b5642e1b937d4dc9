import Foundation

/// A built program run to its end, as a person would run it.
struct ProgramRun {
  let status: Int32
  let output: String
  let errors: String

  var lines: [Substring] { output.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The last line with text.
  var lastLine: String { output.split(separator: "\n").last.map(String.init) ?? "" }

  /// Runs `program` and waits for its end. Output goes through files: a pipe that nobody empties
  /// would stop the program.
  init(_ program: String, _ arguments: [String], in folder: Folder, input: String = "") throws {
    let process = try Self.process(program, arguments, in: folder)
    let (out, err) = (folder.path("stdout"), folder.path("stderr"))
    try input.write(toFile: folder.path("stdin"), atomically: false, encoding: .utf8)
    for path in [out, err] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
    process.standardInput = FileHandle(forReadingAtPath: folder.path("stdin"))
    process.standardOutput = FileHandle(forWritingAtPath: out)
    process.standardError = FileHandle(forWritingAtPath: err)
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    output = try String(decoding: Data(contentsOf: URL(fileURLWithPath: out)), as: UTF8.self)
    errors = try String(decoding: Data(contentsOf: URL(fileURLWithPath: err)), as: UTF8.self)
  }

  /// A program that is set up but not started; it lies beside the tests.
  static func process(_ program: String, _ arguments: [String], in folder: Folder) throws -> Process
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
      .deletingLastPathComponent().appendingPathComponent(program)
    process.arguments = arguments
    // Freed memory is overwritten: whoever still reads it must not pass by luck.
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["MALLOC_PERTURB_": "165", "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0"],
      uniquingKeysWith: { given, _ in given })
    process.currentDirectoryURL = URL(fileURLWithPath: folder.root)
    return process
  }
}

/// A folder of a test's own, gone with it.
final class Folder {
  let root: String

  init() throws {
    let name = "truetape-\(UUID().uuidString)"
    root = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  /// Names of the files in it, in order.
  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted()
  }

  func path(_ name: String) -> String { root + "/" + name }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: path(name), atomically: false, encoding: .utf8)
  }

  /// Bytes of a file; 0 where there is none.
  func size(_ name: String) -> Int {
    let facts = try? FileManager.default.attributesOfItem(atPath: path(name))
    return facts?[.size] as? Int ?? 0
  }

  func read(_ name: String) throws -> String {
    try String(decoding: Data(contentsOf: URL(fileURLWithPath: path(name))), as: UTF8.self)
  }
}
