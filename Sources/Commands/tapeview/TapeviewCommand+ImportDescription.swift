internal import HostIO
internal import TapeView

extension TapeviewCommand {
  /// `tapeview import`, with a sub-command for each kind of recording.
  static let importing = CommandDescription(
    "import", "Makes a tape of a recorded market.",
    subcommands: ImportKind.allCases.map { importing($0.rawValue, $0.description) })

  private static func importing(
    _ name: String, _ kind: ImportDescription
  ) -> CommandDescription {
    var groups: [OptionGroup] = []
    let files = kind.inputs.filter { $0.place == .option }
    if !files.isEmpty {
      groups.append(OptionGroup("Input", files.map { .value($0.name, "FILE", $0.help) }))
    }
    var options: [OptionDescription] = [.value("out", "FILE", "Writes the tape there.")]
    options += kind.settings.map(\.option)
    let check = "\(kind.checkSummary) Status 1 unless all agree."
    let comparesFile = kind.inputs.contains { $0.place == .check }
    options.append(comparesFile ? .value("check", "FILE", check) : .flag("check", check))
    groups.append(OptionGroup("Import", options))
    return CommandDescription(
      name, kind.summary,
      operands: kind.inputs.filter { $0.place == .operand }.map(\.operand), options: groups,
      notes: [
        "The report on standard output ends with what the recording lacks, repeats or "
          + "contradicts. Compressed files come through a pipe: gunzip -c FILE | tapeview import "
          + "\(name) …"
      ])
  }
}

extension ImportInput {
  /// Word of the help page and of errors.
  var operandName: String { name.uppercased() }

  fileprivate var operand: OperandDescription {
    OperandDescription(operandName, help, isRequired ? .required : .optional)
  }
}

extension ImportSetting {
  fileprivate var option: OptionDescription {
    switch self {
    case .symbol: .value("symbol", "NAME", "Symbol on the tape, instead of the recording's.")
    case .currency: .value("currency", "NAME", "Currency of prices, instead of the recording's.")
    case .date:
      .value("date", "YYYY-MM-DD", "Day of the recording, instead of the file name's.")
    case .priceDigits: .value("price-digits", "N", "Digits of prices behind the point.")
    case .quantityDigits:
      .value("quantity-digits", "N", "Digits of quantities behind the point.")
    }
  }
}
