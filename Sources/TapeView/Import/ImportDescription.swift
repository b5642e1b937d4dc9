public import Core

/// What a kind of recording says of itself: the source of its help page and of its reading.
public struct ImportDescription: Sendable, Equatable {
  /// One line for help pages.
  public let summary: String
  /// The files it reads, in the order of the numbers that `TapeImport` uses.
  public let inputs: [ImportInput]
  /// What the recording may not say of itself and a person can.
  public let settings: [ImportSetting]
  /// What `--check` compares, in one sentence.
  public let checkSummary: String
}

/// A file that an import reads.
public struct ImportInput: Sendable, Equatable {
  /// How the file is given.
  public enum Place: Sendable, Equatable {
    /// By position.
    case operand
    /// By an option of the input's name.
    case option
    /// As the value of `--check`: what the recording is compared with.
    case check
  }

  /// Name of the option without dashes, or of the operand in lower case.
  public let name: String
  /// One sentence for help pages.
  public let help: String
  /// How it is given.
  public let place: Place
  /// Whether there is nothing to import without it.
  public let isRequired: Bool

  init(_ name: String, _ help: String, _ place: Place, isRequired: Bool = false) {
    self.name = name
    self.help = help
    self.place = place
    self.isRequired = isRequired
  }
}

/// Something about a recording that a person may say, beside its files.
public enum ImportSetting: Sendable, Equatable {
  /// Symbol on the tape.
  case symbol
  /// Currency of prices.
  case currency
  /// Day of a recording that writes times of day.
  case date
  /// Digits of prices behind the point.
  case priceDigits
  /// Digits of quantities behind the point.
  case quantityDigits
}

/// What an import is told beside the bytes of its files.
public struct ImportSettings: Sendable, Equatable {
  /// Paths of the inputs, in the order of `ImportDescription.inputs`; nil where none is given.
  public var paths: [String?]
  /// Symbol on the tape; nil to take the recording's.
  public var symbol: String?
  /// Currency of prices; nil to take the recording's.
  public var currency: String?
  /// Day of the recording; nil to take it from a file's name.
  public var date: CivilDate?
  /// Digits of prices; nil to go by the recording.
  public var priceScale: DecimalScale?
  /// Digits of quantities; nil to go by the recording.
  public var quantityScale: DecimalScale?
  /// Whether to prove the recording.
  public var checks: Bool

  /// Takes the fields that most imports are told; the rest is nil.
  public init(
    paths: [String?], symbol: String? = nil, date: CivilDate? = nil, checks: Bool = false
  ) {
    self.paths = paths
    self.symbol = symbol
    self.date = date
    self.checks = checks
  }

  /// The path of an input; nil where none is given.
  func path(_ input: Int) -> String? { paths.indices.contains(input) ? paths[input] : nil }
}
