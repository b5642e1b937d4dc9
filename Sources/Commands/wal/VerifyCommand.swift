import HostIO
import WAL
import Wire

/// `wal verify DIR`: is everything there that was acknowledged?
enum VerifyCommand {
  static let description = CommandDescription(
    "verify", "Says whether a log is whole: sealed, open, torn, damaged or cut short.",
    operands: [WalCommand.directory], options: [WalCommand.json],
    notes: [
      "0 is sealed, open or torn: a torn tail is what a crash leaves, and was never acknowledged. 1 "
        + "is anything that a start would refuse or pass over, a snapshot that cannot be read "
        + "included."
    ])

  static func run(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let files = try LogFiles(path: try arguments.operand("DIR"))
    if try arguments.isGiven("json") {
      try output.write(json(files))
      try output.writeLine()
    } else {
      try output.writeLine("\(files.verdict): \(files.explanation)")
      for snapshot in files.snapshots {
        let state = snapshot.damage?.message ?? "sound"
        try output.writeLine("snapshot behind record \(snapshot.sequence.rawValue): \(state)")
      }
    }
    return files.isSound ? .done : .found
  }

  private static func json(_ files: LogFiles) -> [UInt8] {
    JSONWriter.object { object in
      object.member("verdict", files.verdict)
      object.member("record", files.survey.soundThrough.rawValue)
      if let damage = files.survey.damage {
        object.member("file", damage.file.text)
        object.member("offset", damage.offset)
        object.member("damaged_record", damage.record.rawValue)
        object.member("reason", damage.reason.message)
      }
      object.array("unreadable_snapshots") { array in
        for snapshot in files.snapshots where snapshot.file == nil {
          array.element(LogFileName.snapshot(snapshot.sequence).text)
        }
      }
    }
  }
}
