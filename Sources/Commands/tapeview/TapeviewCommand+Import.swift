internal import Core
internal import HostIO
internal import TapeView

extension TapeviewCommand {
  /// `tapeview import KIND …`.
  static func importMarket(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let word = arguments.subcommand.split(separator: " ").last.map(String.init) ?? ""
    guard let kind = ImportKind(rawValue: word) else {
      throw arguments.conflict("'\(word)' is no kind of recording")
    }
    let settings = try settings(kind, arguments)
    var market: any TapeImport
    do { market = try kind.start(settings) } catch {
      throw arguments.conflict(error.description)
    }
    var run = try ImportRun(kind, settings, out: arguments.valueIfGiven("out", as: .text))
    try run.pump(&market)
    try report(market, run.finish(), &output)
    return market.check.map { $0.isPassed ? .done : .found } ?? .done
  }

  private static func settings(
    _ kind: ImportKind, _ arguments: ParsedArguments
  ) throws -> ImportSettings {
    var settings = ImportSettings(paths: [], checks: try arguments.isGiven("check"))
    for input in kind.description.inputs { settings.paths.append(try path(input, arguments)) }
    for setting in kind.description.settings {
      switch setting {
      case .symbol: settings.symbol = try arguments.valueIfGiven("symbol", as: .text)
      case .currency: settings.currency = try arguments.valueIfGiven("currency", as: .text)
      case .date: settings.date = try arguments.valueIfGiven("date", as: .date)
      case .priceDigits:
        settings.priceScale = try arguments.valueIfGiven("price-digits", as: .decimals)
      case .quantityDigits:
        settings.quantityScale = try arguments.valueIfGiven("quantity-digits", as: .decimals)
      }
    }
    return settings
  }

  private static func path(
    _ input: ImportInput, _ arguments: ParsedArguments
  ) throws -> String? {
    switch (input.place, input.isRequired) {
    case (.operand, true): try arguments.operand(input.operandName)
    case (.operand, false): try arguments.operandIfGiven(input.operandName, as: .text)
    case (.option, true): try arguments.value(input.name, as: .text)
    case (.option, false): try arguments.valueIfGiven(input.name, as: .text)
    case (.check, _): try arguments.valueIfGiven("check", as: .text)
    }
  }

  private static func report(
    _ market: any TapeImport, _ hash: TraceHash, _ output: inout StandardOutput
  ) throws {
    for figure in market.figures { try output.writeLine("\(figure.name): \(figure.count)") }
    try output.writeLine("events: \(hash.count)")
    try output.writeLine(market.bookLine)
    try output.writeLine("gaps and oddities:")
    for figure in market.oddities { try output.writeLine("  \(figure.name): \(figure.count)") }
    if let check = market.check {
      try output.writeLine("check: \(check.matched)/\(check.total) \(check.subject)")
      for note in check.notes { try output.writeLine("beside it: \(note)") }
    }
    try output.writeLine("trace-hash: \(String(hexadecimal: hash.value))")
  }
}

extension ValueForm where Value == CivilDate {
  /// `2012-06-21`.
  static var date: Self {
    Self(expected: "a date such as 2012-06-21") { TimeText.date($0) }
  }
}

extension ValueForm where Value == DecimalScale {
  /// A number of digits behind the point; a price counts at most nine.
  static var decimals: Self {
    Self(expected: "a number of digits from 0 to 9") { text in
      Int(text).flatMap { $0 <= 9 ? DecimalScale(digits: $0) : nil }
    }
  }
}
