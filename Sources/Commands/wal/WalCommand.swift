import Core
import HostIO

/// `wal`: looks at write-ahead logs, checks them, brings them back, and saves what can be saved.
enum WalCommand {
  static let directory = OperandDescription("DIR", "The log's directory.")
  static let json = OptionGroup("Output", [.flag("json", "Prints one JSON document.")])

  static let description = CommandDescription(
    "wal", "Looks at the write-ahead log of a venue, checks it, and brings it back.",
    subcommands: [
      InspectCommand.description, VerifyCommand.description, RecoverCommand.description,
      ReplayCommand.description, CompactCommand.description, RepairCommand.description,
    ],
    notes: [
      "inspect, verify and replay change nothing. recover and compact write where a program that "
        + "starts would write. repair writes a new directory and never the old one. A log that a "
        + "program has open is left alone.",
      "The exit status is 0 where the log is sound, 1 where it is damaged or refused, 2 for a bad "
        + "command line or a directory that cannot be read.",
    ],
    examples: [
      CommandExample("wal verify log", "Is everything there that was acknowledged?"),
      CommandExample("wal repair log --to saved", "Saves what stands in front of the damage."),
    ])

  static func run(
    _ arguments: ParsedArguments, output: inout StandardOutput
  ) throws -> ProgramStatus {
    switch arguments.subcommand {
    case "inspect": try InspectCommand.run(arguments, &output)
    case "verify": try VerifyCommand.run(arguments, &output)
    case "recover": try RecoverCommand.run(arguments, &output)
    case "replay": try ReplayCommand.run(arguments, &output)
    case "compact": try CompactCommand.run(arguments, &output)
    default: try RepairCommand.run(arguments, &output)  // open set: words of a command line
    }
  }
}
