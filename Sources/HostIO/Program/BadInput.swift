/// Thrown for input that cannot be used, in a program's own words; ends it with status 2.
///
/// Typed errors of the libraries need no wrapping: any other error ends a program the same way,
/// with its description.
public struct BadInput: Error, Equatable, Sendable, CustomStringConvertible {
  /// One line for standard error: file, line, column and reason where they apply.
  public let description: String

  /// States what was wrong.
  public init(_ text: String) {
    description = text
  }
}
