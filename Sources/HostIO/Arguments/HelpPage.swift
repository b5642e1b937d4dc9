/// Lays a command's description out as the page that `--help` prints.
///
///     name: summary
///
///     Usage:
///       name [options] FILE
///
///     Heading:
///       --option VALUE    What it does. [default: 3]
///
/// Labels stand in one column over the whole page; a label too long for it gets a line of its own.
enum HelpPage {
  static let columns = 100
  private static let longestLabel = 28
  private static let exitStatus =
    "Exit status: 0 done; 1 something was found (a difference, a violation, a failed check); "
    + "2 bad usage or bad input; 130 given up on Ctrl-C."

  static func text(of command: CommandDescription, path: String) -> String {
    let labelled = sections(of: command)
    let width = labelWidth(labelled)
    var lines = wrapped("\(path): \(command.summary)", indent: 0, hanging: 2)
    lines += ["", "Usage:"]
    for line in usageLines(of: command, path: path) {
      lines += wrapped(line, indent: 2, hanging: 6)
    }
    for section in labelled {
      lines += ["", "\(section.heading):"]
      for row in section.rows { lines += table(row, labelWidth: width) }
    }
    for note in command.notes + [exitStatus] {
      lines.append("")
      lines += wrapped(note, indent: 0, hanging: 0)
    }
    if !command.examples.isEmpty { lines += ["", "Examples:"] }
    for example in command.examples {
      lines.append("  \(example.line)")
      lines += wrapped(example.meaning, indent: 6, hanging: 6)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private struct Row {
    let label: String
    let text: String
  }

  private struct Section {
    let heading: String
    let rows: [Row]
  }

  private static func usageLines(of command: CommandDescription, path: String) -> [String] {
    if !command.usage.isEmpty { return command.usage.map { "\(path) \($0)" } }
    var lines: [String] = []
    if !command.operands.isEmpty || command.subcommands.isEmpty {
      let words = [path, "[options]"] + command.operands.map(\.usage)
      lines.append(words.joined(separator: " "))
    }
    if !command.subcommands.isEmpty { lines.append("\(path) COMMAND ...") }
    return lines
  }

  private static func sections(of command: CommandDescription) -> [Section] {
    var result: [Section] = []
    if !command.subcommands.isEmpty {
      let rows = command.subcommands.map { inner in
        let rest = inner.operands.isEmpty && !inner.subcommands.isEmpty ? ["COMMAND"] : []
        let words = [inner.name] + inner.operands.map(\.usage) + rest
        return Row(label: words.joined(separator: " "), text: inner.summary)
      }
      result.append(Section(heading: "Commands", rows: rows))
    }
    if !command.operands.isEmpty {
      let rows = command.operands.map { Row(label: $0.name, text: $0.help) }
      result.append(Section(heading: "Operands", rows: rows))
    }
    for group in command.options + [CommandDescription.general] {
      result.append(Section(heading: group.heading, rows: group.options.map(row)))
    }
    for table in command.tables {
      let rows = table.rows.map { Row(label: $0.label, text: $0.text) }
      result.append(Section(heading: table.heading, rows: rows))
    }
    return result
  }

  private static func row(of option: OptionDescription) -> Row {
    var text = option.help
    if option.isRepeatable { text += " May be repeated." }
    if let defaultText = option.defaultText { text += " [default: \(defaultText)]" }
    return Row(label: option.label, text: text)
  }

  private static func labelWidth(_ sections: [Section]) -> Int {
    let widths = sections.flatMap { section in section.rows.map(\.label.count) }
    return widths.filter { $0 <= longestLabel }.max() ?? longestLabel
  }

  private static func table(_ row: Row, labelWidth: Int) -> [String] {
    let textColumn = 2 + labelWidth + 2
    let text = wrapped(row.text, indent: textColumn, hanging: textColumn)
    guard row.label.count <= labelWidth, let first = text.first else {
      return ["  \(row.label)"] + text
    }
    let gap = String(repeating: " ", count: labelWidth - row.label.count + 2)
    return ["  \(row.label)\(gap)\(first.dropFirst(textColumn))"] + text.dropFirst()
  }

  /// Breaks at spaces so that no line passes the page's width, unless one word does by itself.
  private static func wrapped(_ text: String, indent: Int, hanging: Int) -> [String] {
    var lines: [String] = []
    var line = String(repeating: " ", count: indent)
    var isLineEmpty = true
    for word in text.split(separator: " ") {
      if !isLineEmpty, line.count + 1 + word.count > columns {
        lines.append(line)
        line = String(repeating: " ", count: hanging)
        isLineEmpty = true
      }
      line += isLineEmpty ? "\(word)" : " \(word)"
      isLineEmpty = false
    }
    return isLineEmpty ? lines : lines + [line]
  }
}
