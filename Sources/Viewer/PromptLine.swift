internal import Terminal

/// A line that a person types.
struct PromptLine: Equatable {
  /// Most characters of a line.
  static let longest = 512

  private(set) var text: String

  /// Takes a key; false for one that does not edit.
  mutating func take(_ key: Key) -> Bool {
    switch key {
    case .character(let scalar):
      if text.unicodeScalars.count < Self.longest { text.unicodeScalars.append(scalar) }
    case .backspace: _ = text.popLast()
    case .control("u"): text = ""
    case .control("w"):
      while text.last == " " { text.removeLast() }
      while let last = text.last, last != " " { text.removeLast() }
    case .control, .alt, .enter, .tab, .backTab, .escape, .delete, .insert, .up, .down, .left,
      .right, .pageUp, .pageDown, .home, .end, .function:
      return false
    }
    return true
  }
}
