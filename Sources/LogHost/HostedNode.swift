public import Core
public import HostIO
public import Node
public import WAL

/// A node on a real disk: the one loop that performs its plans.
///
/// ```swift
/// try node.receive(input)                      // as many as there are: they share a sync
/// try node.settle(into: &effects) { print("acked", $0.rawValue) }
/// try node.close(into: &effects) { … }         // seals the log
/// ```
public struct HostedNode<Machine: LoggedMachine>: ~Copyable {
  private var node: Node<Machine>
  private var disk: StorageDirectory
  /// What the node went on from. Asked here and not of the catalog that `begin` consumes: the optimiser
  /// of Swift 6.3.1 moves a copy made before that call behind it, where the catalog is gone.
  public let recovered: RecoveredNode<Machine>
  /// How many plans were performed.
  public private(set) var planCount: UInt64 = 0
  /// How long the slowest batch took, its write and its sync, in nanoseconds.
  public private(set) var commits = LogLinearHistogram()

  init(
    _ node: consuming Node<Machine>, on disk: consuming StorageDirectory,
    behind recovered: RecoveredNode<Machine>
  ) {
    self.node = node
    self.disk = disk
    self.recovered = recovered
  }

  /// The machine, which may be ahead of what is durable.
  public var machine: Machine { node.machine }
  /// The last record that is durable.
  public var durable: LogSequence { node.durable }
  /// How many snapshots were made durable.
  public var snapshotCount: Int { node.snapshotCount }
  /// Why the log writes no more.
  public var failure: StorageFailure? { node.failure }

  /// Names of everything in the log's directory, in no order.
  public func names() throws(FileError) -> [String] { try disk.names() }

  /// Logs and applies an input; where the open batch is full, what waits is made durable first.
  ///
  /// - Throws: `LogRefusal`, `StorageFailure`.
  @discardableResult
  public mutating func receive(_ input: Machine.Input) throws -> LogSequence {
    do { return try node.receive(input) } catch {
      guard error == .full else { throw error }
      try performPlans(sealing: false) { _ in }
      return try node.receive(input)
    }
  }

  /// Makes everything durable that was received, says so behind each sync, and appends the effects
  /// that may leave now.
  ///
  /// - Throws: `StorageFailure`: the log is poisoned, and the effects stay where they are.
  public mutating func settle(
    into effects: inout [Machine.Effect], acknowledging: (LogSequence) throws -> Void
  ) throws {
    try performPlans(sealing: false, acknowledging)
    node.release(into: &effects)
  }

  /// The same, and ends the log with a seal: everything before it is proved to be there.
  public mutating func close(
    into effects: inout [Machine.Effect], acknowledging: (LogSequence) throws -> Void
  ) throws {
    try performPlans(sealing: true, acknowledging)
    node.release(into: &effects)
  }

  /// Takes a snapshot behind the last input, writes it, and drops what it makes superfluous.
  public mutating func compact(acknowledging: (LogSequence) throws -> Void) throws {
    node.takeSnapshot()
    try performPlans(sealing: true, acknowledging)
  }

  /// Does a piece of what the next segment needs, while nothing else is to be done; false when there
  /// is nothing left of it.
  @discardableResult
  public mutating func prepare() throws -> Bool {
    guard let plan = node.nextPreparation() else { return false }
    try perform(plan)
    return true
  }

  private mutating func performPlans(
    sealing: Bool, _ acknowledging: (LogSequence) throws -> Void
  ) throws {
    while let plan = node.nextPlan(sealing: sealing) {
      let before = node.durable
      let start = HostClock.monotonicNanos
      try perform(plan)
      guard node.durable > before else { continue }
      commits.record(UInt64(HostClock.monotonicNanos - start))
      try acknowledging(node.durable)
    }
  }

  private mutating func perform(_ plan: [StorageRequest]) throws {
    do { try disk.perform(plan) } catch {
      node.didFail(error)
      throw error
    }
    node.didComplete()
    planCount += 1
  }
}
