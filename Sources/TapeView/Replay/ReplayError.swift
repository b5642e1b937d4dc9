public import Core

/// Why a replay cannot go on.
public enum ReplayError: Error, Sendable, Equatable {
  /// The tape cannot be read here.
  case tape(TapeError)
  /// The filter asks for something that the tape does not have.
  case filter(FilterError)
  /// The saved state belongs to another tape: at its place the events so far are different ones.
  case otherTape(cursor: ReplayCursor)
}

extension ReplayError: CustomStringConvertible {
  /// One sentence for people; a tape's begins with line and column.
  public var description: String {
    switch self {
    case .tape(let error): error.description
    case .filter(let error): error.description
    case .otherTape(let cursor):
      "the saved state belongs to another tape: its first \(cursor.hash.count) events hash to "
        + "\(String(hexadecimal: cursor.hash.value)), those of this tape do not"
    }
  }
}
