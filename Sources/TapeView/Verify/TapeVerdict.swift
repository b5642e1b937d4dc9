public import Core

/// What a verification found: the tape's form first, then whether what it says can have happened.
public enum TapeVerdict: Sendable, Equatable {
  /// Everything from header to end line is there, agrees with its hashes and is lawful.
  case complete
  /// The file ends before the tape does, behind so many whole events; those are sound.
  case truncated(after: UInt64)
  /// A line cannot be what was written: malformed, out of sequence, or against a hash.
  case altered(TapeError)
  /// The form is sound, but something on it cannot have happened; the first of so many.
  case unlawful(TapeViolation, count: UInt64)
}

extension TapeVerdict {
  /// `complete`, or what is wrong in one sentence, with the names and scales of the tape's header.
  public func text(_ header: TapeHeader) -> String {
    switch self {
    case .complete: "complete"
    case .truncated(let count): "truncated after \(count) events"
    case .altered(let error): "altered at \(error)"
    case .unlawful(let violation, let count):
      "unlawful in \(count) \(count == 1 ? "place" : "places"), first at \(violation.text(header))"
    }
  }
}
