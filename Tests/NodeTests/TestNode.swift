import Core
import FaultSim
import Node
import Testing
import WAL

/// A node on a simulated disk that expectations can look at: they copy what they are given, a node
/// cannot be copied.
final class TestNode {
  private var node: Node<CounterMachine>
  private(set) var disk: SimulatedDisk
  /// Effects that were released, in order.
  private(set) var released: [UInt64] = []

  static let configuration: UInt64 = 0xC0FFEE

  static func settings(_ segment: Int = 2048, batch: Int = 512) throws -> LogSettings {
    try #require(
      LogSettings(
        segmentCapacity: segment, batchCapacity: batch, build: 1, configuration: configuration))
  }

  /// A node with an empty log, or one that goes on from what `disk` holds.
  init(
    on disk: SimulatedDisk = SimulatedDisk(), policy: SnapshotPolicy = .never,
    settings: LogSettings? = nil
  ) throws {
    self.disk = disk
    let settings = try settings ?? Self.settings()
    let recovered = try disk.recovered()
    let log =
      recovered.end.map { LogWriter(settings, seed: 1, resuming: $0) }
      ?? LogWriter(settings, seed: 1)
    node = Node(
      recovered.machine, log: log, policy: policy, snapshots: recovered.snapshots,
      unreadable: recovered.unreadable)
  }

  var durable: LogSequence { node.durable }
  var logged: LogSequence { node.logged }
  var heldCount: Int { node.heldCount }
  var failure: StorageFailure? { node.failure }
  var snapshotCount: Int { node.snapshotCount }
  var stateHash: UInt64 { node.machine.stateHash }

  @discardableResult
  func receive(_ input: UInt64) throws(LogRefusal) -> LogSequence { try node.receive(input) }

  func nextPlan(sealing: Bool = false) -> [StorageRequest]? { node.nextPlan(sealing: sealing) }

  func didComplete() { node.didComplete() }

  func didFail() { node.didFail(StorageFailure(file: nil, reason: "test")) }

  func release() -> Int {
    let before = released.count
    node.release(into: &released)
    return released.count - before
  }

  /// Performs a plan on the disk.
  func perform(_ plan: [StorageRequest]) throws {
    for request in plan { try disk.perform(request) }
  }

  /// Performs plans until there is none, and releases what that makes durable.
  func settle(sealing: Bool = false) throws {
    while let plan = node.nextPlan(sealing: sealing) {
      try perform(plan)
      node.didComplete()
    }
    _ = release()
  }

  /// Receives numbers one by one, each durable before the next.
  func feed(_ inputs: some Sequence<UInt64>) throws {
    for input in inputs {
      try receive(input)
      try settle()
    }
  }
}

extension SimulatedDisk {
  /// What the disk holds, brought back.
  func recovered(
    configuration: UInt64 = TestNode.configuration
  ) throws -> RecoveredNode<CounterMachine> {
    try RecoveredNode(
      of: CounterMachine(), configuration: configuration, in: LogDirectory(fileNames)
    ) { name, limit in
      let bytes = bytes(of: name) ?? []
      return limit.map { Array(bytes.prefix($0)) } ?? bytes
    }
  }

  /// Turns the first bit of a file.
  mutating func spoil(_ name: LogFileName) { flip(bit: 0, of: name) }
}

/// The machine that nothing interrupted, behind inputs.
func machine(behind inputs: some Sequence<UInt64>) -> (hash: UInt64, effects: [UInt64]) {
  var machine = CounterMachine()
  var effects: [UInt64] = []
  for input in inputs { machine.apply(input, into: &effects) }
  return (machine.stateHash, effects)
}
