internal import Core
internal import HostIO
internal import TapeView

extension TapeviewCommand {
  /// `tapeview export csv|jsonl FILE`.
  static let exporting = CommandDescription(
    "export", "Writes a tape's events as a table for other programs.",
    subcommands: TapeExport.Form.allCases.map(exporting))

  private static func exporting(_ form: TapeExport.Form) -> CommandDescription {
    let summary =
      switch form {
      case .csv: "Comma-separated values, a line an event behind a line of names."
      case .jsonLines: "A JSON object an event, each on its line."
      }
    return CommandDescription(
      form.rawValue, summary,
      operands: [OperandDescription("FILE", "The tape, or - for standard input.")],
      options: [
        filters,
        OptionGroup(
          "Output",
          [
            .value("out", "FILE", "Writes there instead of standard output."),
            .flag("lenient", "Counts malformed lines and goes on."),
          ]),
      ],
      notes: [
        "docs/formats/export.md describes the columns, which never change. The trace hash goes to "
          + "standard error, or with --out to standard output."
      ],
      examples: [
        CommandExample(
          "tapeview export \(form.rawValue) trace.rpl --out trace.\(form.rawValue)",
          "Writes every event."),
        CommandExample(
          "tapeview export \(form.rawValue) trace.rpl --filter Trade", "Prints the trades."),
      ])
  }

  /// `tapeview export csv|jsonl FILE`.
  static func export(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let word = arguments.subcommand.split(separator: " ").last.map(String.init) ?? ""
    guard let form = TapeExport.Form(rawValue: word) else {
      throw arguments.conflict("say which: export csv or export jsonl")
    }
    let path = try arguments.operand("FILE")
    let out = try arguments.valueIfGiven("out", as: .text)
    try OutputPaths.check(
      inputs: [UsedPath("FILE", path)], outputs: out.map { [UsedPath("--out", $0)] } ?? [])
    var file = try create(out)
    var text: [UInt8] = []
    var export: TapeExport?
    var rows: UInt64 = 0
    let (replay, _) = try play(path, arguments, terms: try terms(arguments)) { event, header in
      let table = export ?? TapeExport(form, header: header)
      if export == nil { table.begin(into: &text) }
      export = table
      if table.write(event, into: &text) { rows += 1 }
      guard text.count > 1 << 16 else { return }
      if file == nil { try output.write(text) } else { try file?.write(text) }
      text.removeAll(keepingCapacity: true)
    }
    if export == nil { TapeExport(form, header: replay.header).begin(into: &text) }
    if file == nil { try output.write(text) } else { try file?.write(text) }
    let hash = "trace-hash: \(String(hexadecimal: replay.traceHash))"
    guard let file = consume file else {
      StandardError().writeLine(hash)
      return .done
    }
    try file.finish()
    try output.writeLine("rows: \(rows)")
    try output.writeLine(hash)
    return .done
  }

  private static func create(_ path: String?) throws(FileError) -> OutputFile? {
    guard let path else { return nil }
    return try OutputFile(path: path, mode: .atomic)
  }
}
