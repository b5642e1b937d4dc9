/// A path that a program is about to use, with the words in which its user named it.
public struct UsedPath: Equatable, Sendable {
  /// How the user gave the path: `--out`, or an operand's name.
  public let name: String
  /// The path as given; `-` is standard input.
  public let path: String
  /// Names of the inputs that this output may stand in for, because they are read to their end
  /// before it is written.
  public let mayReplace: [String]

  /// Names a path.
  public init(_ name: String, _ path: String, mayReplace: [String] = []) {
    self.name = name
    self.path = path
    self.mayReplace = mayReplace
  }
}
