import HostIO
import LogHost
import Node
import Venue
import WAL
import Wire

/// `wal compact DIR`: takes a snapshot now, and drops what two snapshots make superfluous.
enum CompactCommand {
  static let description = CommandDescription(
    "compact", "Takes a snapshot at the log's end and drops what it makes superfluous.",
    operands: [WalCommand.directory], options: [WalCommand.json],
    notes: [
      "Two snapshots stay, and the log from the older one on; so segments go when there were two "
        + "snapshots before, or at the second time."
    ])

  static func run(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let path = try arguments.operand("DIR")
    let log = try VenueFigures.open(path, for: .existing)
    guard let opening = log.recovered.machine.opening else {
      throw BadInput("\(path): the log has not begun")
    }
    let before = LogDirectory(try log.names())
    var node = try log.begin(VenueFigures.settings(opening, path), policy: .never)
    try node.compact { _ in }
    let after = LogDirectory(try node.names())
    let counts = [
      ("segments", before.segments.count, after.segments.count),
      ("snapshots", before.snapshots.count, after.snapshots.count),
    ]
    let sealed = node.durable.rawValue
    if try arguments.isGiven("json") {
      let document = JSONWriter.object { object in
        for (name, old, new) in counts {
          object.member(name + "_before", old)
          object.member(name, new)
        }
        object.member("record", sealed)
      }
      try output.write(document)
      try output.writeLine()
    } else {
      for (name, old, new) in counts {
        try output.writeLine("\(name)  \(old) before, \(new) now")
      }
      try output.writeLine("sealed at record \(sealed)")
    }
    return .done
  }
}
