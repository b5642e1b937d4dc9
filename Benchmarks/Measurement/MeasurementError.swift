internal import Core

/// Why a benchmark has no figures.
public enum MeasurementError: Error, Equatable, CustomStringConvertible {
  /// A repetition did other work than the first; both marks are given.
  case unstable(benchmark: String, first: UInt64, later: UInt64)

  /// The work done is not what it is known to come to.
  case wrong(benchmark: String, WrongResult)

  /// One line for a person.
  public var description: String {
    switch self {
    case .wrong(let benchmark, let result):
      "\(benchmark): expected \(result.expected) but found \(result.found)"
    case .unstable(let benchmark, let first, let later):
      "\(benchmark): a repetition did other work than the first: mark "
        + "\(String(hexadecimal: later)) instead of \(String(hexadecimal: first))"
    }
  }
}

/// What a verifying pass throws when the work is known to come to something else.
public struct WrongResult: Error, Equatable {
  /// What the work should come to.
  public let expected: String
  /// What it came to.
  public let found: String

  /// A difference in words for a person.
  public init(expected: String, found: String) {
    self.expected = expected
    self.found = found
  }
}
