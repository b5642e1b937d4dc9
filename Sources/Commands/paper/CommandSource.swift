import Backtest
import Core
import HostIO

/// Where operators say something while a session runs: lines typed on the terminal, and lines
/// appended to a file. What the file held before is not for this session, and the end of either says
/// nothing.
struct CommandSource {
  /// What an operator says.
  enum Command: Equatable {
    case word(OperatorWord)
    /// `limits FILE`: takes the limits of a file into force.
    case limits(String)
  }

  private static let interval: Int64 = 50_000_000

  private let path: String?
  private var seen = 0
  private var typed = TypedLines()
  private var nextLook: Int64 = 0

  /// Listens to the terminal, and to a file if there is one.
  init(file path: String?) {
    self.path = path
    seen = lines().count
  }

  /// Commands that were given since the last look; at most one look in 50 ms.
  mutating func new() -> [Command] {
    let now = HostClock.monotonicNanos
    guard now >= nextLook else { return [] }
    nextLook = now + Self.interval
    let lines = lines()
    let added = lines.dropFirst(seen)
    seen = max(seen, lines.count)
    return commands(typed.take(), from: "the terminal")
      + commands(added.map(String.init), from: path ?? "")
  }

  /// Whole lines of the file; none while it cannot be read.
  private func lines() -> [Substring] {
    guard let path, var file = try? InputFile(path: path), let bytes = try? file.readAll() else {
      return []
    }
    let text = String(decoding: bytes, as: UTF8.self)
    return Array(text.split(separator: "\n", omittingEmptySubsequences: false).dropLast())
  }

  private func commands(_ lines: [String], from source: String) -> [Command] {
    lines.compactMap { line in
      let words = line.split { $0 == " " || $0 == "\r" }.map(String.init)
      guard let first = words.first else { return nil }
      if words.count == 2, first == "limits" { return .limits(words[1]) }
      // `reload` is what `limits` becomes on the tape; by itself it would bring none.
      let named = OperatorWord.allCases.filter { $0 != .reload }
      if words.count == 1, let word = named.first(where: { "\($0.token)" == first }) {
        return .word(word)
      }
      StandardError().writeLine(
        "paper: \(source): '\(words.joined(separator: " "))' is no command; there are "
          + named.map { "\($0.token)" }.joined(separator: ", ") + ", limits FILE")
      return nil
    }
  }
}
