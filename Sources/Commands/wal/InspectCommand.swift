import Core
import HostIO
import WAL
import Wire

/// `wal inspect DIR`: what lies in the directory, file by file.
enum InspectCommand {
  static let description = CommandDescription(
    "inspect", "Shows what a log's directory holds, file by file; never refuses.",
    operands: [WalCommand.directory], options: [WalCommand.json])

  static func run(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let files = try LogFiles(path: try arguments.operand("DIR"))
    if try arguments.isGiven("json") {
      try output.write(json(files))
      try output.writeLine()
    } else {
      for line in table(files) { try output.writeLine(line) }
    }
    return .done
  }

  private static func table(_ files: LogFiles) -> [String] {
    var table = TextTable()
    table.add(["file", "records", "batches", "inputs", "bytes", "of", "remark"])
    for segment in files.survey.segments {
      table.add([
        LogFileName.segment(segment.number).text, records(segment), "\(segment.batchCount)",
        "\(segment.inputCount)", "\(segment.used)", "\(segment.size)", remark(segment, files),
      ])
    }
    for snapshot in files.snapshots {
      table.add([
        LogFileName.snapshot(snapshot.sequence).text, "\(snapshot.sequence.rawValue)", "", "",
        "\(snapshot.size)", "", snapshot.damage?.message ?? "state behind that record",
      ])
    }
    for draft in files.drafts {
      table.add([draft, "", "", "", "", "", "half made; goes at a start"])
    }
    return table.lines + ["\(files.verdict): \(files.explanation)"]
  }

  private static func records(_ segment: LogSurvey.Segment) -> String {
    segment.records.map { "\($0.lowerBound)–\($0.upperBound)" } ?? "none"
  }

  private static func remark(_ segment: LogSurvey.Segment, _ files: LogFiles) -> String {
    if let damage = segment.damage { return damage.reason.message }
    if let damage = files.survey.damage, segment.used == 0, segment.damage == nil {
      return "behind the damage in \(damage.file.text)"
    }
    return "epoch \(segment.epoch)"
  }

  private static func json(_ files: LogFiles) -> [UInt8] {
    JSONWriter.object { object in
      object.member("verdict", files.verdict)
      object.member("record", files.survey.soundThrough.rawValue)
      object.array("segments") { array in
        for segment in files.survey.segments {
          array.object { object in
            object.member("file", LogFileName.segment(segment.number).text)
            object.member("first", segment.records?.lowerBound ?? 0)
            object.member("last", segment.records?.upperBound ?? 0)
            object.member("batches", segment.batchCount)
            object.member("inputs", segment.inputCount)
            object.member("used", segment.used)
            object.member("size", segment.size)
            object.member("epoch", UInt64(segment.epoch))
            object.member("remark", remark(segment, files))
          }
        }
      }
      object.array("snapshots") { array in
        for snapshot in files.snapshots {
          array.object { object in
            object.member("record", snapshot.sequence.rawValue)
            object.member("size", snapshot.size)
            object.member("sound", snapshot.file != nil)
          }
        }
      }
      object.array("drafts") { array in for draft in files.drafts { array.element(draft) } }
    }
  }
}
