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
    var settings = ImportSettings(paths: [])
    for input in kind.inputs {
      settings.paths.append(
        input.isRequired
          ? try arguments.value(input.name, as: .text)
          : try arguments.valueIfGiven(input.name, as: .text))
    }
    settings.symbol = try arguments.valueIfGiven("symbol", as: .text)
    settings.date = try arguments.valueIfGiven("date", as: .date)
    settings.checks = try arguments.isGiven("check")
    return settings
  }

  private static func report(
    _ market: any TapeImport, _ hash: TraceHash, _ output: inout StandardOutput
  ) throws {
    for figure in market.figures { try output.writeLine("\(figure.name): \(figure.count)") }
    try output.writeLine("events: \(hash.count)")
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
