public import HostIO
public import Node
public import WAL

/// A log's directory that was opened: what it holds, and the machine behind it.
///
/// ```swift
/// var log = try LogCatalog(path: "wal", for: .writing, machine: VenueMachine())
/// var node = try log.begin(settings, policy: .every(65_536))
/// ```
public struct LogCatalog<Machine: LoggedMachine>: ~Copyable {
  /// What recovery brought back; a fresh machine where there is no log yet.
  public let recovered: RecoveredNode<Machine>
  /// Hash of the configuration that the log was written with; nil where there is no log yet.
  public let configuration: UInt64?
  private let directory: LogDirectory
  private var disk: StorageDirectory

  /// Opens the directory and brings its machine back: reads, and changes nothing.
  ///
  /// With `writesThrough` a commit is one write with `O_DSYNC`, in place of a write and a sync.
  ///
  /// - Throws: `FileError` where the directory or a file cannot be read, `NodeRecoveryError` where
  ///   the log is refused.
  public init(
    path: String, for access: StorageDirectory.Access, machine fresh: Machine,
    writesThrough: Bool = false
  ) throws {
    let disk = try StorageDirectory(path: path, for: access, writesThrough: writesThrough)
    let directory = LogDirectory(try disk.names())
    // An earlier process may have ended at a failed sync of the segment that it wrote to.
    if access != .reading, let last = directory.segments.last { try disk.forget(.segment(last)) }
    let found = try directory.configuration { name, limit throws(FileError) in
      try disk.read(name, limit: limit)
    }
    // One buffer for all segments: recovery lets go of one before it asks for the next.
    var buffer: [UInt8] = []
    let recovered = try RecoveredNode(
      of: fresh, configuration: found ?? 0, in: directory
    ) { name, limit throws(FileError) in
      try disk.read(name, limit: limit, into: &buffer)
      return buffer
    }
    self.recovered = recovered
    configuration = found
    self.directory = directory
    self.disk = disk
  }

  /// Names of everything in the directory, in no order.
  public func names() throws(FileError) -> [String] { try disk.names() }

  /// Goes on behind the log's end, or begins a log: what recovery read is brought to the disk, and what
  /// a crash left half made is removed; a torn tail is cut with the first commit.
  /// - Throws: `StorageFailure`.
  public consuming func begin(
    _ settings: LogSettings, policy: SnapshotPolicy
  ) throws -> HostedNode<Machine> {
    try disk.perform(directory.starting)
    let seed = StorageDirectory.freshSeed()
    let log =
      recovered.end.map { LogWriter(settings, seed: seed, resuming: $0) }
      ?? LogWriter(settings, seed: seed)
    let node = Node(
      recovered.machine, log: log, policy: policy, snapshots: recovered.snapshots,
      unreadable: recovered.unreadable)
    return HostedNode(node, on: disk, behind: recovered)
  }
}
