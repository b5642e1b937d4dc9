internal import Glibc

/// Reads a person's step commands, a line each.
///
/// Lines, not single keys: the terminal stays in its own mode, so nothing has to be put back when a
/// replay ends badly, and a script can feed the same commands through a pipe.
public struct StepInput: ~Copyable {
  private static let longestLine = 4_096
  private let source: OpenDescriptor
  private var pending: [UInt8] = []
  private var isAtEnd = false

  /// Reads standard input, or the terminal itself when the tape comes on standard input.
  public init(tapeIsOnStandardInput: Bool) throws(FileError) {
    guard tapeIsOnStandardInput else {
      source = OpenDescriptor(borrowed: STDIN_FILENO)
      return
    }
    do {
      source = try OpenDescriptor(path: "/dev/tty", flags: O_RDONLY)
    } catch {
      throw FileError(
        .open, "/dev/tty", code: error.code, remedy: "name the tape as a file to step through it")
    }
  }

  /// Waits for the next command; the end of input, Ctrl-C and a failing terminal all quit.
  public mutating func next() -> StepCommand { StepCommand(line: nextLine()) }

  private mutating func nextLine() -> String? {
    while true {
      if let end = pending.firstIndex(of: 0x0A) {
        let line = String(decoding: pending[..<end], as: UTF8.self)
        pending.removeSubrange(...end)
        return line
      }
      if isAtEnd || pending.count > Self.longestLine { return lastLine() }
      readMore()
    }
  }

  /// A line without an end counts if anything was typed.
  private mutating func lastLine() -> String? {
    isAtEnd = true
    guard !pending.isEmpty else { return nil }
    defer { pending = [] }
    return String(decoding: pending, as: UTF8.self)
  }

  private mutating func readMore() {
    var piece = [UInt8](repeating: 0, count: 512)
    let (count, code) = SystemFile.read(source.number, into: &piece)
    if code != 0 { pending = [] }
    isAtEnd = code != 0 || count == 0
    pending += piece[..<count]
  }
}
