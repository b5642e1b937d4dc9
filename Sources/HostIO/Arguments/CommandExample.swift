/// A command line worth copying, with what it does.
public struct CommandExample: Equatable, Sendable {
  /// The whole line as typed.
  public let line: String
  /// What a reader gets from it.
  public let meaning: String

  /// Pairs a line with its meaning.
  public init(_ line: String, _ meaning: String) {
    self.line = line
    self.meaning = meaning
  }
}
