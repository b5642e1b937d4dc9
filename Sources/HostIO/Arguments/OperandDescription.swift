/// A word of the command line that is known by its position, such as a file.
public struct OperandDescription: Equatable, Sendable {
  /// How many words one operand stands for.
  public enum Arity: Equatable, Sendable {
    /// Exactly one; its absence is an error.
    case required
    /// One or none.
    case optional
    /// Any number, none included; takes all that is left, so it comes last.
    case many
  }

  /// The word shown in usage lines and errors, in capitals: `FILE`.
  public let name: String
  /// One sentence for the help page.
  public let help: String
  /// How many words it takes.
  public let arity: Arity

  /// Describes an operand; operands are matched in the order in which they are declared.
  public init(_ name: String, _ help: String, _ arity: Arity = .required) {
    self.name = name
    self.help = help
    self.arity = arity
  }

  /// How the operand looks in a usage line.
  var usage: String {
    switch arity {
    case .required: name
    case .optional: "[\(name)]"
    case .many: "[\(name) ...]"
    }
  }
}
