import Core
import HostIO

/// Where operators say something while a session runs: lines typed on the terminal, and lines
/// appended to a file. What the file held before is not for this session, and the end of either says
/// nothing.
struct CommandSource {
  private static let interval: Int64 = 50_000_000

  private let path: String?
  private var seen = 0
  private var typed = TypedLines()
  private var nextLook: Int64 = 0

  /// Nobody says anything: for a session that is played again.
  static var none: CommandSource { CommandSource(nothing: ()) }

  private init(nothing: Void) {
    path = nil
    nextLook = .max
  }

  /// Listens to the terminal, and to a file if there is one.
  init(file path: String?) {
    self.path = path
    seen = lines().count
  }

  /// Commands that were given since the last look; at most one look in 50 ms.
  mutating func new() -> [OperatorWord] {
    let now = HostClock.monotonicNanos
    guard now >= nextLook else { return [] }
    nextLook = now + Self.interval
    let lines = lines()
    let added = lines.dropFirst(seen)
    seen = max(seen, lines.count)
    return words(typed.take(), from: "the terminal")
      + words(added.map(String.init), from: path ?? "")
  }

  /// Whole lines of the file; none while it cannot be read.
  private func lines() -> [Substring] {
    guard let path, var file = try? InputFile(path: path), let bytes = try? file.readAll() else {
      return []
    }
    let text = String(decoding: bytes, as: UTF8.self)
    return Array(text.split(separator: "\n", omittingEmptySubsequences: false).dropLast())
  }

  private func words(_ lines: [String], from source: String) -> [OperatorWord] {
    lines.compactMap { line in
      let word = line.filter { $0 != " " && $0 != "\r" }
      if word.isEmpty { return nil }
      let command = RecordedCommand.word(word)
      if command == nil {
        StandardError().writeLine(
          "paper: \(source): '\(word)' is no command; there are "
            + OperatorWord.allCases.map { "\($0.token)" }.joined(separator: ", "))
      }
      return command
    }
  }
}
