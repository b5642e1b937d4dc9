/// What a command line asks for.
public enum Invocation: Equatable, Sendable {
  /// The help page of the command reached, ready to print.
  case help(String)
  /// The program's name and version.
  case version
  /// The work itself.
  case run(ParsedArguments)
}
