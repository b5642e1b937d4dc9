/// One thing that is wrong with a set of limits.
public struct LimitFault: Sendable, Equatable {
  /// Which field, such as `instruments[ACME].position`.
  public let field: String
  /// What is wrong with it.
  public let problem: Problem

  /// The ways in which a limit can be wrong.
  public enum Problem: Sendable, Equatable {
    /// Zero or less, where only more makes sense.
    case notPositive
    /// No instrument or strategy of this name is there.
    case unknownName
    /// Two entries for one name.
    case repeatedName
    /// The instrument is quoted in another currency than the money limits are in.
    case otherCurrency(String)
    /// Outside the range that the field allows.
    case outOfRange(String)
    /// Amounts have too few decimals to be compared with the finest ones.
    case scalesTooFarApart
  }

  init(_ field: String, _ problem: Problem) {
    self.field = field
    self.problem = problem
  }
}

extension LimitFault: CustomStringConvertible {
  /// `field: what is wrong with it`.
  public var description: String { "\(field): \(problem.message)" }
}

extension LimitFault.Problem {
  /// One clause for people.
  public var message: String {
    switch self {
    case .notPositive: "must be more than zero; leave it out to have no such limit"
    case .unknownName: "no such instrument or strategy"
    case .repeatedName: "named twice"
    case .otherCurrency(let currency):
      "is quoted in \(currency), but the money limits are in the account's currency"
    case .outOfRange(let range): "must be \(range)"
    case .scalesTooFarApart: "has too few decimals beside the finest instrument"
    }
  }
}

/// Limits that cannot be taken into force, with everything that is wrong with them.
public struct InvalidLimits: Error, Sendable, Equatable {
  /// At least one, in the order of the fields.
  public let faults: [LimitFault]
}

extension InvalidLimits: CustomStringConvertible {
  /// A line a fault.
  public var description: String {
    faults.map(\.description).joined(separator: "\n")
  }
}
