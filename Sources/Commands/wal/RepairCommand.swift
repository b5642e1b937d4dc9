import HostIO
import WAL
import Wire

/// `wal repair DIR --to NEW`: saves what can be saved of a log that is refused, elsewhere.
enum RepairCommand {
  static let description = CommandDescription(
    "repair", "Copies what is sound of a damaged log into a new directory.",
    operands: [WalCommand.directory],
    options: [
      OptionGroup(
        "Options",
        [
          .value("to", "NEW", "The new directory; it must not hold anything."),
          .flag("json", "Prints one JSON document."),
        ])
    ],
    notes: [
      "The old directory is evidence and is not touched. Either the log is kept up to the damage, or, "
        + "where a sound snapshot reaches further, the snapshot with a log that begins behind it. "
        + "Records behind that are lost, and the exit status is then 1: whoever was told of them must "
        + "be asked."
    ])

  static func run(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let (path, target) = (
      try arguments.operand("DIR"), try arguments.value("to", as: .text)
    )
    let files = try LogFiles(path: path, keepingSegments: true)
    guard
      let repair = LogRepair(
        snapshots: files.snapshots.compactMap(\.file), segments: files.segments,
        seed: StorageDirectory.freshSeed())
    else {
      throw Finding("\(path): nothing can be saved: no snapshot is sound, nor the log's beginning")
    }
    var disk = try StorageDirectory(path: target, for: .writing)
    guard try disk.names().isEmpty else {
      throw BadInput("\(target): there is something in it: name a new directory")
    }
    try disk.perform(repair.requests)
    let kept = repair.keptThrough.rawValue
    let isLoss = files.survey.damage != nil || files.isCutShort
    if try arguments.isGiven("json") {
      let document = JSONWriter.object { object in
        object.member("record", kept)
        object.member("verdict", files.verdict)
        object.member("lost", isLoss)
      }
      try output.write(document)
      try output.writeLine()
    } else {
      try output.writeLine("\(target): sound up to record \(kept)")
      if isLoss {
        try output.writeLine("\(path): \(files.explanation)")
        try output.writeLine("what was recorded behind \(kept) is lost")
      }
    }
    return isLoss ? .found : .done
  }
}
