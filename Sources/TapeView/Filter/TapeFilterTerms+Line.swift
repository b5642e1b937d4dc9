extension TapeFilterTerms {
  /// Reads criteria as one line: kinds as they stand, the others as `name=words`.
  ///
  ///     Fill,Trade agent=maker-1 since=2.5
  ///
  /// A name may be written as on the command line, `--agent=maker-1`.
  public init(line: String) throws(FilterLineError) {
    self.init()
    for word in line.split(separator: " ") {
      guard let equals = word.firstIndex(of: "=") else {
        try take(.kind, String(word))
        continue
      }
      let name = String(word[..<equals].drop { $0 == "-" })
      guard let criterion = FilterCriterion(rawValue: name) else {
        throw .unknownName(name)
      }
      try take(criterion, String(word[word.index(after: equals)...]))
    }
  }

  private mutating func take(
    _ criterion: FilterCriterion, _ text: String
  ) throws(FilterLineError) {
    do { try add(criterion, text) } catch { throw .filter(error) }
  }
}

/// Why a line of criteria could not be understood.
public enum FilterLineError: Error, Sendable, Equatable {
  /// The word before a `=` names no criterion.
  case unknownName(String)
  /// A criterion's text is wrong.
  case filter(FilterError)
}

extension FilterLineError: CustomStringConvertible {
  /// One sentence for people, with what would be accepted.
  public var description: String {
    switch self {
    case .unknownName(let name):
      "'\(name)' is no criterion; there are "
        + FilterCriterion.allCases.map(\.rawValue).joined(separator: ", ")
    case .filter(let error): error.description
    }
  }
}
