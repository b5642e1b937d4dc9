/// An option as it stood on the command line, unread.
public struct GivenOption: Equatable, Sendable {
  /// The name without dashes.
  public let name: String
  /// The raw text of the value; `nil` for a flag.
  public let text: String?

  /// Records what was typed.
  public init(name: String, text: String?) {
    self.name = name
    self.text = text
  }
}
