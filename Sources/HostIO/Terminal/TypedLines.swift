internal import Glibc

/// What a person types while a program goes on, a line each; nothing where there is no terminal.
///
/// The terminal keeps its own mode, so that nothing has to be put back. Never waits; a program in the
/// background leaves the keys to whoever is in front, and the end of input says nothing.
public struct TypedLines {
  private static let longestLine = 4_096
  private var pending: [UInt8] = []
  private var isOpen = StandardStream.input.isTerminal

  /// Listens to standard input.
  public init() {}

  /// Lines that were completed since the last call.
  public mutating func take() -> [String] {
    while isOpen, isInFront, SystemFile.isReadable(STDIN_FILENO, withinMilliseconds: 0) {
      var piece = [UInt8](repeating: 0, count: 512)
      let (count, code) = SystemFile.read(STDIN_FILENO, into: &piece)
      isOpen = code == 0 && count > 0
      pending += piece[..<max(0, count)]
    }
    guard let end = pending.lastIndex(of: 0x0A) else {
      if pending.count > Self.longestLine { pending = [] }
      return []
    }
    let text = String(decoding: pending[..<end], as: UTF8.self)
    pending.removeSubrange(...end)
    return text.split(separator: "\n").map(String.init)
  }

  /// Whether to read is allowed: the system stops a program that reads in the background. A terminal
  /// that is nobody's controlling one has no background.
  private var isInFront: Bool {
    let front = tcgetpgrp(STDIN_FILENO)
    return front < 0 || front == getpgrp()
  }
}
