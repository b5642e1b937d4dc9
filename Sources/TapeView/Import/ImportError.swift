public import Core
public import Wire

/// Why a recorded market cannot be read: in which of its files, where, and what is wrong there.
public struct ImportError: Error, Sendable, Equatable {
  /// Name of the input, as `ImportInput.name` has it.
  public let input: String
  /// Line of that file, from 1.
  public let line: Int
  /// Byte column of that line, from 1.
  public let column: Int
  /// What is wrong.
  public let reason: Reason

  /// The ways in which a recording can be wrong.
  public enum Reason: Sendable, Equatable {
    /// A number could not be read.
    case number(field: String, ScanFailure)
    /// A number that its field does not allow.
    case notAllowed(field: String)
    /// Fewer or more columns than the format has.
    case columns(expected: String)
    /// A line longer than any of this format.
    case lineTooLong(limit: Int)
    /// The other file has a row more.
    case missingRow
    /// The header line lacks a column, or there is no header line.
    case missingColumn(String)
    /// A part of the line is not JSON.
    case json(JSONError.Reason)
    /// A member of a JSON object is missing or of another form.
    case member(String, expected: String)
    /// The line belongs to another instrument than those before it; a tape is made of one.
    case otherInstrument(String)
    /// A number has more digits than the scale that the recording's beginning called for.
    case tooFine(field: String, option: String)
  }

  /// Places a reason.
  public init(input: String, line: Int, column: Int, reason: Reason) {
    self.input = input
    self.line = line
    self.column = column
    self.reason = reason
  }
}

extension ImportError.Reason {
  /// One sentence for people.
  public var message: String {
    switch self {
    case .number(let field, let failure): "\(field): \(failure.message)"
    case .notAllowed(let field): "value not allowed for \(field)"
    case .columns(let expected): "expected \(expected)"
    case .lineTooLong(let limit): "line longer than \(limit) bytes"
    case .missingRow: "the file ends here, but the other one goes on"
    case .missingColumn(let name): "the header line has no column '\(name)'"
    case .json(let reason): reason.message
    case .member(let name, let expected): "member '\(name)': expected \(expected)"
    case .otherInstrument(let name): "a second instrument, \(name): import them one by one"
    case .tooFine(let field, let option):
      "\(field) is finer than the scale of the numbers before it: give --\(option)"
    }
  }
}

extension ImportError: CustomStringConvertible {
  /// `input:line:column: what is wrong`.
  public var description: String { "\(input):\(line):\(column): \(reason.message)" }
}

/// Why an import cannot begin.
public enum ImportSetupError: Error, Sendable, Equatable {
  /// The symbol is neither given nor in the file's name.
  case missingSymbol
  /// The symbol cannot stand on a tape.
  case invalidSymbol(String)
  /// The date is neither given nor in the file's name.
  case missingDate
  /// New York's clock is known from 2007 on.
  case dateTooEarly(year: Int)
  /// A check needs this input too.
  case missingInput(String)
  /// A currency that cannot stand on a tape.
  case invalidCurrency(String)
}

extension ImportSetupError: CustomStringConvertible {
  /// One sentence for people.
  public var description: String {
    switch self {
    case .missingSymbol: "the file's name does not begin with SYMBOL_DATE_: give --symbol"
    case .invalidSymbol(let symbol): "'\(symbol)' cannot be a symbol on a tape"
    case .missingDate: "the file's name holds no date: give --date YYYY-MM-DD"
    case .dateTooEarly(let year):
      "New York's clock is known from \(NewYorkTime.firstYear) on, not in \(year)"
    case .missingInput(let name): "--check needs \(name)"
    case .invalidCurrency(let name): "'\(name)' cannot be a currency on a tape"
    }
  }
}
