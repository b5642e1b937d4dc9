internal import Core
public import WAL

/// A state machine behind a write-ahead log: an input is logged, then applied; its effects leave
/// only when the record is durable.
///
/// Pure: it makes plans for whoever performs them, one at a time, and is told what became of them.
///
///     receive ─▶ log.append ─▶ machine.apply ─▶ effects held ──┐
///     nextPlan ─▶ (write, sync) ─▶ didComplete ────────────────┴─▶ release
public struct Node<Machine: LoggedMachine>: ~Copyable {
  /// The machine, which may be ahead of what is durable.
  public private(set) var machine: Machine
  /// How many snapshots were made durable.
  public private(set) var snapshotCount = 0

  private var log: LogWriter
  private let policy: SnapshotPolicy
  private var held: RingQueue<HeldEffect<Machine.Effect>> = RingQueue()
  private var scratch: [Machine.Effect] = []
  private var record: [UInt8] = []
  private var snapshots: SnapshotKeeper
  private var work = Work.none

  /// What the plan that is being performed is about.
  private enum Work { case none, batch, snapshot, retention, preparation }

  /// A machine with an empty log.
  public init(_ machine: Machine, log: consuming LogWriter, policy: SnapshotPolicy) {
    self.init(machine, log: log, policy: policy, snapshots: [])
  }

  /// A machine that recovery brought back; `snapshots` are those in the directory, newest first, and
  /// `unreadable` those that were passed over: they go when two that can be read are newer.
  public init(
    _ machine: Machine, log: consuming LogWriter, policy: SnapshotPolicy, snapshots: [LogSequence],
    unreadable: [LogSequence] = []
  ) {
    self.machine = machine
    self.log = log
    self.policy = policy
    self.snapshots = SnapshotKeeper(snapshots, unreadable: unreadable)
  }

  /// The last record that is durable.
  public var durable: LogSequence { log.durable }
  /// The last record that was logged.
  public var logged: LogSequence { log.appended }
  /// Why the node has halted; nil while it runs.
  public var failure: StorageFailure? { log.failure }
  /// How many effects wait for their record to become durable.
  public var heldCount: Int { held.count }

  /// Logs and applies one input; its effects are held. On a refusal nothing has happened.
  /// - Complexity: that of the machine, and O(record).
  @discardableResult
  public mutating func receive(_ input: Machine.Input) throws(LogRefusal) -> LogSequence {
    record.removeAll(keepingCapacity: true)
    Machine.encode(input, into: &record)
    let bytes = record  // shared, not copied
    let sequence = try log.append(.input, bytes.span)
    machine.apply(input, into: &scratch)
    for effect in scratch { held.append(HeldEffect(sequence: sequence, effect: effect)) }
    scratch.removeAll(keepingCapacity: true)
    if snapshots.waiting == nil, policy.isDue(at: sequence, last: snapshots.newest) {
      takeSnapshot()
    }
    return sequence
  }

  /// Takes the state behind the last input now; it is written once the log has come so far. Nothing
  /// happens while an earlier one waits, or where there is one of the same record.
  public mutating func takeSnapshot() {
    guard snapshots.waiting == nil, log.appended > snapshots.newest else { return }
    snapshots.take(
      SnapshotFile(
        sequence: log.appended, configuration: log.configuration, state: machine.encoded()))
  }

  /// What is to be done next; nil while a plan is being performed, or when there is nothing to do.
  /// `sealing` closes an idle log with a seal.
  public mutating func nextPlan(sealing: Bool = false) -> [StorageRequest]? {
    guard case .none = work, log.failure == nil else { return nil }
    if let snapshot = snapshots.waiting, snapshot.sequence <= log.durable {
      work = .snapshot
      return snapshot.plan()
    }
    if let record = snapshots.announcement, record <= log.durable {
      let requests = retention()
      if !requests.isEmpty {
        work = .retention
        return requests
      }
    }
    guard let plan = log.nextPlan(sealing: sealing) else { return nil }
    work = .batch
    announceSnapshot()
    return plan
  }

  /// A piece of what the next segment needs, for moments in which nobody waits; nil when nothing is
  /// to be prepared, or a plan is to be performed first.
  public mutating func nextPreparation() -> [StorageRequest]? {
    guard case .none = work, let plan = log.nextPreparation() else { return nil }
    work = .preparation
    return plan
  }

  /// Every request of the plan succeeded.
  public mutating func didComplete() {
    switch work {
    case .none, .retention: break
    case .batch, .preparation: log.didComplete()
    case .snapshot:
      snapshotCount += 1
      snapshots.didBecomeDurable()
      announceSnapshot()
    }
    work = .none
  }

  /// A request of the plan failed: the node halts.
  public mutating func didFail(_ failure: StorageFailure) {
    log.didFail(failure)
    work = .none
  }

  /// Appends the effects whose records are durable, in order; they may leave the building.
  /// - Complexity: O(effects released).
  public mutating func release(into effects: inout [Machine.Effect]) {
    while let first = held.first, first.sequence <= log.durable {
      effects.append(first.effect)
      _ = held.popFirst()
    }
  }

  /// Says in the log that a snapshot is durable, once the open batch has room for it; what it makes
  /// superfluous goes when the record is durable too.
  private mutating func announceSnapshot() {
    guard let sequence = snapshots.unannounced else { return }
    var payload: [UInt8] = []
    payload.append(word: sequence.rawValue)
    if let record = try? log.append(.snapshot, payload.span) { snapshots.announced(by: record) }
  }

  /// A crash may bring back any name that was removed since the last sync of the directory. So a
  /// snapshot is gone for certain before the log behind it goes, and an older segment before a later.
  private mutating func retention() -> [StorageRequest] {
    guard let (kept, dropped) = snapshots.retire() else { return [] }
    let removals = dropped.map { StorageRequest.remove(.snapshot($0)) }
    let segments = log.dropSegments(coveredBy: kept).flatMap { [$0, .syncDirectory] }
    return (removals.isEmpty ? [] : removals + [.syncDirectory]) + segments
  }
}

/// An effect and the record that must be durable before it leaves.
struct HeldEffect<Effect> {
  let sequence: LogSequence
  let effect: Effect
}
