/// How a program ended, as its caller sees it.
public enum ProgramStatus: Equatable, Sendable {
  /// The work is done.
  case done
  /// The work is done and found something: a difference, a violation, a failed check.
  case found
  /// Bad usage or bad input.
  case badInput
  /// Given up on a signal, whose number it carries.
  case interrupted(signal: Int32)

  /// The number given to the system; for a signal the shells' convention, 128 and its number.
  public var code: Int32 {
    switch self {
    case .done: 0
    case .found: 1
    case .badInput: 2
    case .interrupted(let signal): 128 + signal
    }
  }
}
