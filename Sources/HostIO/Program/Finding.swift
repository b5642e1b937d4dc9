/// Thrown when the work succeeded and its answer is bad news; ends the program with status 1.
public struct Finding: Error, Equatable, Sendable, CustomStringConvertible {
  /// One line for standard error.
  public let description: String

  /// States what was found.
  public init(_ text: String) {
    description = text
  }
}
