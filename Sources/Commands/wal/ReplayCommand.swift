import Core
import HostIO
import LogHost
import Node
import Venue
import WAL
import Wire

/// `wal replay DIR`: brings the venue back once from each place that the directory offers, and
/// compares.
enum ReplayCommand {
  static let description = CommandDescription(
    "replay", "Replays the log from its beginning and from each snapshot: all must end alike.",
    operands: [WalCommand.directory],
    options: [
      OptionGroup(
        "Options",
        [
          .flag("positions", "Prints what each owner holds, as the replayed fills say."),
          .flag("json", "Prints one JSON document."),
        ])
    ])

  /// One way back.
  private struct Way {
    let start: String
    let recovered: RecoveredNode<VenueMachine>
  }

  static func run(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let path = try arguments.operand("DIR")
    let ways = try ways(path)
    guard let first = ways.first, first.recovered.end != nil else {
      throw BadInput("\(path): there is no log in it: name the directory that --wal named")
    }
    let hashes = ways.map { $0.recovered.machine.stateHash }
    let agree = hashes.allSatisfy { $0 == hashes[0] }
    let machine = first.recovered.machine
    if try arguments.isGiven("json") {
      try output.write(json(ways, agree))
      try output.writeLine()
    } else {
      for way in ways {
        let hash = String(hexadecimal: way.recovered.machine.standingHash)
        try output.writeLine("from \(way.start): \(way.recovered.replayedCount) inputs, \(hash)")
      }
      if try arguments.isGiven("positions") {
        for line in positions(machine) { try output.writeLine(line) }
      }
      try output.writeLine(agree ? "every way leads to the same state" : "the ways end differently")
      try output.writeLine("state-hash: \(String(hexadecimal: machine.standingHash))")
    }
    return agree ? .done : .found
  }

  private static func ways(_ path: String) throws -> [Way] {
    let disk = try StorageDirectory(path: path, for: .reading)
    let names = try disk.names()
    let whole = LogDirectory(names)
    let configuration = try whole.configuration { name, limit throws(FileError) in
      try disk.read(name, limit: limit)
    }
    var ways: [Way] = []
    for count in 0...whole.snapshots.count {
      let passed = Set(whole.snapshots.prefix(count).map { LogFileName.snapshot($0).text })
      let directory = LogDirectory(names.filter { !passed.contains($0) })
      do {
        let recovered = try RecoveredNode(
          of: VenueMachine(), configuration: configuration ?? 0, in: directory
        ) { name, limit throws(FileError) in try disk.read(name, limit: limit) }
        let start = recovered.snapshot.map { "the snapshot behind record \($0.rawValue)" }
        ways.append(Way(start: start ?? "the log's beginning", recovered: recovered))
      } catch NodeRecoveryError.noSnapshot where !ways.isEmpty {
        continue  // retention has dropped the beginning, as it should
      } catch let error as NodeRecoveryError {
        throw Finding("\(path): \(error)")
      }
    }
    return ways
  }

  private static func positions(_ machine: VenueMachine) -> [String] {
    let header = machine.opening?.header
    var table = TextTable()
    table.add(["symbol", "owner", "position", "fills"])
    for row in machine.positions.rows {
      table.add([
        header?.instrument(row.instrument)?.symbol ?? "\(row.instrument.rawValue)",
        header?.parties.name(row.owner.rawValue) ?? "\(row.owner.rawValue)",
        "\(row.quantity)", "\(row.fillCount)",
      ])
    }
    return table.lines
  }

  private static func json(_ ways: [Way], _ agree: Bool) -> [UInt8] {
    JSONWriter.object { object in
      object.member("agree", agree)
      object.array("ways") { array in
        for way in ways {
          array.object { VenueFigures(recovered: way.recovered).write(into: &$0) }
        }
      }
    }
  }
}
