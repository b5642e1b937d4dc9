/// How a cell looks.
public struct Style: BitwiseCopyable, Sendable, Equatable {
  /// Colour of the text.
  public var foreground: Colour
  /// Colour behind it.
  public var background: Colour
  /// What sets the text off, with or without colours.
  public var emphasis: Emphasis

  /// The terminal's own colours, nothing set off.
  public static let plain = Style()
  /// Bold.
  public static let bold = Style(emphasis: .bold)
  /// Set back behind other text.
  public static let dim = Style(emphasis: .dim)
  /// Text and background exchanged.
  public static let reversed = Style(emphasis: .reversed)

  /// Combines colours and emphasis.
  public init(
    _ foreground: Colour = .standard, on background: Colour = .standard, emphasis: Emphasis = []
  ) {
    self.foreground = foreground
    self.background = background
    self.emphasis = emphasis
  }

  /// The same without colours.
  public var withoutColours: Style { Style(emphasis: emphasis) }
}

/// The colours that every terminal has; their shades are the person's own choice.
public enum Colour: UInt8, BitwiseCopyable, Sendable, CaseIterable {
  /// Whatever the terminal uses where nothing is said.
  case standard
  /// Black.
  case black
  /// Red.
  case red
  /// Green.
  case green
  /// Yellow.
  case yellow
  /// Blue.
  case blue
  /// Magenta.
  case magenta
  /// Cyan.
  case cyan
  /// White, light grey on many terminals.
  case white

  /// The number that chooses it for text; ten more for the background.
  var code: Int { self == .standard ? 39 : 29 + Int(rawValue) }
}

/// What sets text off.
public struct Emphasis: OptionSet, BitwiseCopyable, Sendable {
  /// A bit a kind.
  public let rawValue: UInt8

  /// Heavy, or bright.
  public static let bold = Emphasis(rawValue: 1)
  /// Weak.
  public static let dim = Emphasis(rawValue: 2)
  /// Underlined.
  public static let underlined = Emphasis(rawValue: 4)
  /// Text and background exchanged.
  public static let reversed = Emphasis(rawValue: 8)

  /// Takes the bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }
}
