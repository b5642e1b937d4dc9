internal import Core
internal import HostIO
internal import TapeView

extension TapeviewCommand {
  /// `tapeview stats FILE…`
  static let measuring = CommandDescription(
    "stats", "Measures a tape's market: rates, gaps, spread, depth, order lives, agents.",
    operands: [
      OperandDescription("FILE", "The tape, or - for standard input."),
      OperandDescription("OTHERS", "Further tapes, with --stylized.", .many),
    ],
    options: [
      OptionGroup(
        "Statistics",
        [
          .flag(
            "stylized",
            "Compares markets by the statistics they are known by; several tapes side by side."),
          .value("symbol", "NAME", "Symbol of --stylized, instead of the one that prints most."),
          .flag("json", "Prints one JSON document."),
          .flag("lenient", "Counts malformed lines and goes on."),
        ])
    ],
    notes: ["docs/stylized.md defines every figure."],
    examples: [
      CommandExample("tapeview stats trace.rpl", "Says how busy, how wide, how deep."),
      CommandExample("tapeview stats --stylized a.rpl b.rpl", "Two markets side by side."),
    ])

  /// What reading a tape gave.
  private struct Measured {
    let stats: TapeStats
    let summary: TapeSummary
    let hash: UInt64
    let isComplete: Bool
  }

  /// `tapeview stats FILE…`.
  static func stats(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let paths = [try arguments.operand("FILE")] + (try arguments.operands("OTHERS"))
    let isJSON = try arguments.isGiven("json")
    guard try arguments.isGiven("stylized") else {
      guard paths.count == 1 else {
        throw arguments.conflict("several tapes go with --stylized only")
      }
      guard try !arguments.isGiven("symbol") else {
        throw arguments.conflict("--symbol goes with --stylized")
      }
      let measured = try measure(paths[0], arguments)
      if isJSON {
        try output.write(
          measured.stats.json(
            measured.summary, traceHash: measured.hash, isComplete: measured.isComplete))
      } else {
        for line in measured.stats.lines(measured.summary) { try output.writeLine(line) }
        try output.writeLine()
        try output.writeLine("trace-hash: \(String(hexadecimal: measured.hash))")
      }
      return .done
    }
    return try compare(paths, arguments, isJSON: isJSON, &output)
  }

  private static func compare(
    _ paths: [String], _ arguments: ParsedArguments, isJSON: Bool,
    _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let symbol = try arguments.valueIfGiven("symbol", as: .text)
    var table = StylizedTable()
    var (hash, only) = (TraceHash(), UInt64(0))
    for path in paths {
      let measured = try measure(path, arguments)
      only = measured.hash
      hash.fold(only)
      let title = path.split(separator: "/").last.map(String.init) ?? path
      guard
        table.add(
          measured.stats, symbol: symbol, title: title, events: measured.summary.total.events,
          traceHash: measured.hash)
      else {
        throw BadInput("\(path): no events of \(symbol ?? "any symbol")")
      }
    }
    // Of one tape its own; of several the hash of theirs, in order.
    let value = paths.count == 1 ? only : hash.value
    if isJSON {
      try output.write(table.json(traceHash: value))
    } else {
      for line in table.lines { try output.writeLine(line) }
      try output.writeLine()
      try output.writeLine("trace-hash: \(String(hexadecimal: value))")
    }
    return .done
  }

  private static func measure(_ path: String, _ arguments: ParsedArguments) throws -> Measured {
    var stats: TapeStats?
    let (replay, _) = try play(path, arguments) { event, header in
      if stats == nil { stats = TapeStats(header: header) }
      stats?.add(event)
    }
    var figures = stats ?? TapeStats(header: replay.header)
    figures.finish()
    return Measured(
      stats: figures, summary: replay.summary ?? TapeSummary(header: replay.header),
      hash: replay.traceHash, isComplete: replay.isComplete)
  }
}
