/// By what a tape can be filtered.
public enum FilterCriterion: String, Sendable, CaseIterable {
  /// Kinds of events, by comma.
  case kind = "filter"
  /// Symbols, by comma.
  case symbol
  /// Agents as source or owner, by comma.
  case agent
  /// Numbers of orders, by comma.
  case order
  /// First place on the tape.
  case from
  /// Last place on the tape.
  case to
  /// Earliest time.
  case since
  /// Latest time.
  case until
}

/// Why a filter could not be understood: which criterion, which word of it, and what would do.
public struct FilterError: Error, Sendable, Equatable {
  /// The criterion whose text was read.
  public let criterion: FilterCriterion
  /// The word at fault.
  public let word: String
  /// What was wrong with it.
  public let reason: Reason

  /// The ways in which a filter can be wrong.
  public enum Reason: Sendable, Equatable {
    /// The word is none of those that exist here.
    case unknownWord(legal: [String])
    /// A comma with nothing before or behind it.
    case emptyWord
    /// Not a plain decimal number.
    case notANumber
    /// Neither tape seconds nor a UTC time.
    case notATime
    /// The end of the range lies before its beginning.
    case backwardRange
  }

  /// Names a fault.
  public init(_ criterion: FilterCriterion, _ word: String, _ reason: Reason) {
    self.criterion = criterion
    self.word = word
    self.reason = reason
  }
}

extension FilterError: CustomStringConvertible {
  /// One sentence for people, with what would be accepted.
  public var description: String { "--\(criterion.rawValue): '\(word)' \(message)" }

  private var message: String {
    switch reason {
    case .unknownWord(let legal):
      switch criterion {
      case .kind: "is no kind of event; kinds are \(Self.list(legal))"
      case .symbol: "is no symbol of this tape; it has \(Self.list(legal))"
      case .agent: "is no agent of this tape; it has \(Self.list(legal))"
      case .order, .from, .to, .since, .until: "is not known here"
      }
    case .emptyWord: "has an empty word between its commas"
    case .notANumber: "is not a number"
    case .notATime:
      "is not a time; write seconds as on the tape (1.5) or UTC (2012-06-21T13:30:00.5Z)"
    case .backwardRange: "ends the range before it begins"
    }
  }

  /// At most twenty names: a tape may have thousands.
  private static func list(_ names: [String]) -> String {
    guard !names.isEmpty else { return "none" }
    let shown = names.prefix(20).joined(separator: ", ")
    return names.count > 20 ? "\(shown) and \(names.count - 20) more" : shown
  }
}
