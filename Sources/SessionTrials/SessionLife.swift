internal import Backtest
internal import Core
internal import FaultSim
internal import Node
internal import WAL

/// A trial's node on a simulated disk, life after life.
struct SessionLife {
  let trial: SessionTrial
  let settings: LogSettings
  /// The tape of the session that nothing interrupted.
  let expected: [Event]
  var disk = SimulatedDisk()
  /// Inputs that were acknowledged in any life.
  private(set) var acknowledged = 0

  init(_ trial: SessionTrial, _ opening: SessionOpening, expected: [Event]) throws(TrialFailure) {
    let settings = LogSettings(
      segmentCapacity: 1 << 18, batchCapacity: 1 << 16, preparationSize: 1 << 16, build: 1,
      configuration: opening.configuration)
    guard let settings else {
      throw TrialFailure(seed: trial.seed, reason: "the log's sizes do not fit")
    }
    self.trial = trial
    self.settings = settings
    self.expected = expected
  }

  /// What the disk holds, brought back: at least what was acknowledged.
  func recovered() throws(TrialFailure) -> RecoveredNode<CountedSession> {
    let found: RecoveredNode<CountedSession>
    do {
      found = try RecoveredNode(
        of: CountedSession(), configuration: settings.configuration,
        in: LogDirectory(disk.fileNames)
      ) { name, limit in
        let bytes = disk.bytes(of: name) ?? []
        return limit.map { Array(bytes.prefix($0)) } ?? bytes
      }
    } catch { throw failure("refused: \(error)") }
    let count = Int(found.machine.count)
    guard count >= acknowledged else {
      throw failure("\(acknowledged) inputs acknowledged, \(count) recovered")
    }
    return found
  }

  /// Lives on until the inputs are through, `limit` requests were performed, or one fails; the state
  /// hash at the end, nil where it was not reached.
  mutating func live(
    from found: RecoveredNode<CountedSession>, limit: Int = .max, _ random: inout RandomStream
  ) throws(TrialFailure) -> UInt64? {
    var (next, performed) = (Int(found.machine.count), 0)
    let starting = LogDirectory(disk.fileNames).starting
    guard carryOut(starting, &performed, limit) == .done else { return nil }
    let log =
      found.end.map { LogWriter(settings, seed: trial.seed &+ UInt64($0.epoch), resuming: $0) }
      ?? LogWriter(settings, seed: trial.seed)
    var node = Node(found.machine, log: log, policy: .every(150), snapshots: found.snapshots)
    var tape: [Event] = []
    var (confirmed, records) = (next, [LogSequence]())
    while true {
      for _ in 0...random.bounded(20) where next < trial.inputs.count {
        do { records.append(try node.receive(trial.inputs[next])) } catch { break }
        next += 1
      }
      guard let plan = node.nextPlan(sealing: next == trial.inputs.count) else { break }
      switch carryOut(plan, &performed, limit) {
      case .done: node.didComplete()
      case .stopped: return nil
      case .failed(let failure):
        node.didFail(failure)
        return nil
      }
      node.release(into: &tape)
      confirmed += records.prefix { $0 <= node.durable }.count
      records.removeAll { $0 <= node.durable }
      acknowledged = max(acknowledged, confirmed)
    }
    try check(tape)
    return node.machine.machine.stateHash
  }

  private enum Outcome: Equatable { case done, stopped, failed(StorageFailure) }

  private mutating func carryOut(
    _ plan: [StorageRequest], _ performed: inout Int, _ limit: Int
  ) -> Outcome {
    for request in plan {
      if performed == limit { return .stopped }
      performed += 1
      do { try disk.perform(request) } catch { return .failed(error) }
    }
    return .done
  }

  /// What left is what the session that nothing interrupted let go: places are dense from 1.
  private func check(_ tape: [Event]) throws(TrialFailure) {
    for event in tape {
      let place = Int(event.sequence.rawValue) - 1
      guard expected.indices.contains(place), expected[place] == event else {
        throw failure("what left as event \(event.sequence.rawValue) is another one")
      }
    }
  }

  func failure(_ reason: String) -> TrialFailure {
    TrialFailure(seed: trial.seed, reason: reason)
  }
}
