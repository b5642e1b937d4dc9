public import Core

/// The recorded markets that can become tapes. A new one is a case here, its inputs, its `start`,
/// and one type that conforms to `TapeImport`.
public enum ImportKind: String, Sendable, CaseIterable {
  /// NASDAQ by order, as lobsterdata.com rebuilds it from ITCH.
  case lobster

  /// One line for help pages.
  public var summary: String {
    switch self {
    case .lobster: "LOBSTER: NASDAQ order by order, message and order book CSV."
    }
  }

  /// The files it reads, in the order of the numbers that `TapeImport` uses.
  public var inputs: [ImportInput] {
    switch self {
    case .lobster: LobsterImport.inputs
    }
  }

  /// What `--check` compares, in one sentence.
  public var checkSummary: String {
    switch self {
    case .lobster: LobsterImport.checkSummary
    }
  }

  /// An import that has read nothing.
  public func start(_ settings: ImportSettings) throws(ImportSetupError) -> any TapeImport {
    switch self {
    case .lobster: try LobsterImport(settings)
    }
  }
}

/// A file that an import reads; its name is that of the program's option.
public struct ImportInput: Sendable, Equatable {
  /// Name of the option, without dashes.
  public let name: String
  /// One sentence for help pages.
  public let help: String
  /// Whether there is nothing to import without it.
  public let isRequired: Bool
}

/// What an import is told beside its files.
public struct ImportSettings: Sendable, Equatable {
  /// Paths of the inputs, in the order of `ImportKind.inputs`; nil where none is given.
  public var paths: [String?]
  /// Symbol on the tape; nil to take it from a file's name.
  public var symbol: String?
  /// Day of the recording; nil to take it from a file's name.
  public var date: CivilDate?
  /// Whether to prove the recording against itself.
  public var checks: Bool

  /// Takes every field.
  public init(
    paths: [String?], symbol: String? = nil, date: CivilDate? = nil, checks: Bool = false
  ) {
    self.paths = paths
    self.symbol = symbol
    self.date = date
    self.checks = checks
  }
}
