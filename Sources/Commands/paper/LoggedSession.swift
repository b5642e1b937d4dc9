import Backtest
import Core
import HostIO
import LogHost
import Node
import Telemetry
import WAL

/// A session in a node whose log lies in the session's directory: the market's events and operators'
/// commands are durable before anything that they led to is on the tape.
///
/// The tape is brought to the disk before each snapshot, so that what a crash can have cut off it is
/// what the log behind the snapshot gives again.
struct LoggedSession: ~Copyable {
  private var node: HostedNode<SessionMachine>
  /// Nil once it is complete.
  private var tape: SessionTape?
  private let interval: UInt64
  /// The last record that a snapshot covers.
  private var saved: LogSequence
  /// What the log gave again of the tape, until it was taken.
  private var returned: [Event]

  /// Begins the log of a session, or brings it back from the newest snapshot and the log behind it.
  static func open(
    _ directory: SessionDirectory, _ opening: SessionOpening, header: TapeHeader,
    snapshotEvery interval: UInt64
  ) throws -> LoggedSession {
    guard let settings = opening.logSettings else {
      throw BadInput("the market has too many names for a log")
    }
    let path = directory.directory.path(of: "log")
    let log: LogCatalog<SessionMachine>
    do {
      log = try LogCatalog(path: path, for: .writing, machine: SessionMachine())
    } catch let error as NodeRecoveryError { throw BadInput("\(path): \(error)") }
    let found = log.recovered.machine.opening
    guard found == opening || found == nil else {
      throw BadInput("\(path): is the log of another session than config.json says")
    }
    var node = try log.begin(settings, policy: .never)
    let recovered = node.recovered
    let replayed = recovered.machine.replayed
    var tape = try SessionTape.open(
      directory.directory.path(of: "session.rpl"), header, behind: replayed.before)
    try tape.write(replayed.events)
    if recovered.machine.opening == nil { try node.receive(.opened(opening)) }
    return LoggedSession(
      node: node, tape: tape, interval: interval, saved: recovered.snapshot ?? .none,
      returned: replayed.events)
  }

  var machine: SessionMachine { node.machine }
  var figures: LogFigures {
    LogFigures(
      record: node.durable.rawValue, snapshots: UInt64(node.snapshotCount), commits: node.commits)
  }

  mutating func receive(_ input: SessionInput) throws { try node.receive(input) }

  /// Makes durable what was received, writes what it led to, and appends it.
  mutating func settle(into events: inout [Event]) throws {
    events += returned
    returned = []
    var new: [Event] = []
    try node.settle(into: &new) { _ in }
    try tape?.write(new)
    events += new
    if node.durable.rawValue - saved.rawValue >= interval {
      try tape?.sync()
      try node.compact { _ in }
      saved = node.durable
    }
    try node.prepare()
  }

  /// Seals the log and completes the tape.
  mutating func finish() throws {
    var rest: [Event] = []
    try node.close(into: &rest) { _ in }
    try tape?.write(rest)
    if let tape = tape.take() { try tape.finish() }
  }
}
