import Core
import HostIO
import LogHost
import Node
import Venue
import WAL
import Wire

/// `wal recover DIR`: brings the venue back as a start would, and leaves the log sealed.
enum RecoverCommand {
  static let description = CommandDescription(
    "recover", "Brings the venue back; removes drafts, cuts a torn tail, and seals the log.",
    operands: [WalCommand.directory],
    options: [
      OptionGroup(
        "Options",
        [
          .flag("dry-run", "Only says what would come back."),
          .flag("json", "Prints one JSON document."),
        ])
    ])

  static func run(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let path = try arguments.operand("DIR")
    let isDry = try arguments.isGiven("dry-run")
    let log = try VenueFigures.open(path, for: isDry ? .reading : .existing)
    let figures = VenueFigures(recovered: log.recovered)
    if try arguments.isGiven("json") {
      try output.write(JSONWriter.object { figures.write(into: &$0) })
      try output.writeLine()
    } else {
      for line in figures.lines { try output.writeLine(line) }
    }
    guard !isDry, let opening = log.recovered.machine.opening else { return .done }
    var node = try log.begin(VenueFigures.settings(opening, path), policy: .never)
    var reports: [VenueReport] = []
    try node.close(into: &reports) { _ in }
    return .done
  }
}
