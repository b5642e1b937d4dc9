/// What a person asks for between two events of a stepped replay.
public enum StepCommand: Equatable, Sendable {
  /// That many events, at least one.
  case steps(Int)
  /// The end.
  case quit
  /// Something else, as typed; the prompt is shown again.
  case unknown(String)

  /// The prompt's reminder of what can be typed.
  public static let reminder = "Enter: next, N: N events, q: quit"

  /// Reads one typed line; `nil` stands for the end of input, which quits.
  public init(line: String?) {
    guard let line else {
      self = .quit
      return
    }
    let word = String(line.drop(while: \.isWhitespace).prefix { !$0.isWhitespace })
    switch word {
    case "", "n", "next": self = .steps(1)
    case "q", "quit": self = .quit
    default:
      if let count = Int(word), count > 0 {
        self = .steps(count)
      } else {
        self = .unknown(word)
      }
    }
  }
}
