/// What the terminal at hand may be sent.
public struct TerminalFeatures: Sendable, Equatable {
  /// Whether colours are welcome; without them only bold, dim, underlined and reversed are used.
  public let hasColours: Bool
  /// Whether characters beyond ASCII arrive as what they are.
  public let hasUnicode: Bool

  /// States both.
  public init(hasColours: Bool = true, hasUnicode: Bool = true) {
    self.hasColours = hasColours
    self.hasUnicode = hasUnicode
  }

  /// A frame as this terminal can show it.
  func shown(_ frame: Frame) -> Frame {
    if hasColours, hasUnicode { return frame }
    return frame.mapped { cell in
      let style = hasColours ? cell.style : cell.style.withoutColours
      if hasUnicode || cell.scalar.isASCII && cell.columns == 1 {
        return Cell(cell.scalar, style, columns: Int(cell.columns))
      }
      return Cell(cell.columns == 0 ? " " : Self.replacement(cell.scalar), style)
    }
  }

  private static func replacement(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "│", "┃", "║": "|"
    case "─", "━", "═": "-"
    case "┌", "┐", "└", "┘", "├", "┤", "┬", "┴", "┼": "+"
    case "…": "~"
    case "·", "•", "▁", "▂": "."
    case "▃", "▄", "▅": "o"
    case "▆", "▇", "█": "#"
    default: "?"  // open set: characters
    }
  }
}
