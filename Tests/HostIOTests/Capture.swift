import Glibc
import HostIO

/// What a program printed and how it ended.
struct Capture: Equatable {
  var output: String
  var errors: String
  var status: ProgramStatus

  /// Runs a program's frame with files in place of the standard streams.
  static func running(
    _ command: CommandDescription, _ words: [String], work: Program.Work
  ) throws -> Capture {
    let scratch = try ScratchDirectory()
    let output = unsafe open(scratch.file("out"), O_WRONLY | O_CREAT, mode_t(0o600))
    let errors = unsafe open(scratch.file("err"), O_WRONLY | O_CREAT, mode_t(0o600))
    defer { for descriptor in [output, errors] { close(descriptor) } }
    let status = run(command, words, to: output, StandardError(descriptor: errors), work)
    return Capture(
      output: try scratch.text(of: "out"), errors: try scratch.text(of: "err"), status: status)
  }

  private static func run(
    _ command: CommandDescription, _ words: [String], to descriptor: Int32,
    _ errors: StandardError, _ work: Program.Work
  ) -> ProgramStatus {
    var output = StandardOutput(descriptor: descriptor)
    return Program.run(
      command, version: "1.2.3", words: words, output: &output, errors: errors, work: work)
  }
}
