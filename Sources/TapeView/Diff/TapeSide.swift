public import Core

/// Which of two tapes.
public enum TapeSide: Int, Sendable, CaseIterable {
  /// The one named first.
  case left = 0
  /// The one named second.
  case right = 1

  /// How reports call it.
  public var letter: String {
    switch self {
    case .left: "A"
    case .right: "B"
    }
  }
}

/// A tape that cannot be read before the two are known to differ.
public struct TapeDiffError: Error, Sendable, Equatable {
  /// Which of the two.
  public let side: TapeSide
  /// Where and why.
  public let error: TapeError
}

/// Where one of two compared tapes ended.
public struct ComparedEnd: Sendable, Equatable {
  /// Events on it.
  public let events: UInt64
  /// Trace hash of them.
  public let hash: UInt64
  /// Whether its end line was read.
  public let isComplete: Bool
  /// Whether its hash lines agree with the events before them, as far as it has any.
  public let hashLinesAgree: Bool
  /// Why it could not be read further, behind the first difference.
  public let fault: TapeError?
}
