import Core
import HostIO
import LogHost
import Node
import Venue
import WAL
import Wire

/// What came back of a venue, as text or as members of a document.
struct VenueFigures {
  let recovered: RecoveredNode<VenueMachine>

  /// Opens a log; a refusal is a finding that names the directory.
  static func open(
    _ path: String, for access: StorageDirectory.Access
  ) throws -> LogCatalog<VenueMachine> {
    do {
      return try LogCatalog(path: path, for: access, machine: VenueMachine())
    } catch let error as NodeRecoveryError { throw Finding("\(path): \(error)") }
  }

  /// The sizes with which a log goes on.
  static func settings(_ opening: VenueOpening, _ path: String) throws -> LogSettings {
    guard let settings = opening.logSettings else {
      throw BadInput("\(path): the venue has too many names for a log")
    }
    return settings
  }

  private var machine: VenueMachine { recovered.machine }

  var lines: [String] {
    let tail =
      switch recovered.end?.tail {
      case .sealed: "sealed"
      case .open: "open"
      case .torn(_, let bytes): "\(bytes) bytes of a torn batch cut off"
      case nil: "no log"
      }
    let snapshot = recovered.snapshot.map { "the snapshot behind record \($0.rawValue)" }
    let unreadable = recovered.unreadable.map { "\($0.rawValue)" }.joined(separator: ", ")
    return [
      "record      \(recovered.end?.sequence.rawValue ?? 0)",
      "tail        \(tail)",
      "from        \(snapshot ?? "the log's beginning"), then \(recovered.replayedCount) inputs",
    ] + (unreadable.isEmpty ? [] : ["unreadable  snapshots behind \(unreadable)"]) + [
      "requests    \(machine.requestCount)",
      "orders      \(machine.restingOrderCount)",
      "positions   \(machine.positions.rows.count)",
      "state-hash: \(String(hexadecimal: machine.standingHash))",
    ]
  }

  func write(into object: inout JSONObjectWriter) {
    object.member("record", recovered.end?.sequence.rawValue ?? 0)
    object.member("snapshot", recovered.snapshot?.rawValue ?? 0)
    object.member("replayed", recovered.replayedCount)
    object.member("unreadable_snapshots", recovered.unreadable.count)
    object.member("requests", machine.requestCount)
    object.member("orders", machine.restingOrderCount)
    object.member("positions", machine.positions.rows.count)
    object.member("state_hash", String(hexadecimal: machine.standingHash))
  }
}
