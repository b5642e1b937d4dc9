internal import Core
internal import Node
internal import WAL

/// What a run on a simulated disk does besides crashing.
public struct CrashPlan: Sendable, Equatable {
  /// How many inputs are fed.
  public var inputCount = 240
  /// Most inputs that arrive before the next plan is asked for.
  public var burst: UInt64 = 6
  /// A snapshot every so many records.
  public var snapshotEvery: UInt64 = 60
  /// Bytes of a segment: small, so that a run crosses rotations.
  public var segmentCapacity = 16_384
  /// Bytes of a batch.
  public var batchCapacity = 2_048
  /// Bytes of a piece in which a segment is prepared.
  public var preparationSize = 8_192
  /// Draws inputs, bursts and fates.
  public var seed: UInt64

  /// The usual run: more than 200 records, several segments, several snapshots.
  public init(seed: UInt64) { self.seed = seed }
}

/// One life of a node on a simulated disk: fed until it is done, a request fails, or the machine
/// stops.
struct CrashRun {
  let plan: CrashPlan
  let inputs: [UInt64]
  /// State hash behind each number of inputs, of a machine that nothing interrupted.
  let hashes: [UInt64]

  static let configuration: UInt64 = 0x0C0F_FEE0

  init(_ plan: CrashPlan) {
    self.plan = plan
    var random = RandomStream(masterSeed: plan.seed, name: "inputs")
    inputs = (0..<plan.inputCount).map { _ in random.bounded(1 << 40) }
    var machine = CounterMachine()
    var effects: [UInt64] = []
    var hashes = [machine.stateHash]
    for input in inputs {
      machine.apply(input, into: &effects)
      hashes.append(machine.stateHash)
    }
    self.hashes = hashes
  }

  /// How a life ended.
  struct Life {
    /// Inputs whose effects were released: they were acknowledged.
    var acknowledged: Int
    /// State hash of the machine at its end.
    var hash: UInt64
    /// Whether every input was acknowledged.
    var isDone: Bool
  }

  /// Lives on a disk from what recovery brought back, until `limit` requests were performed.
  func live(
    on disk: inout SimulatedDisk, from recovered: RecoveredNode<CounterMachine>, limit: Int = .max,
    sealing: Bool = true
  ) throws(BrokenRun) -> Life {
    var node = try node(behind: recovered)
    var random = RandomStream(masterSeed: plan.seed, name: "bursts")
    var life = Life(acknowledged: 0, hash: 0, isDone: false)
    var performed = 0
    // A node that cannot put its directory in order does not start; nothing is said until then.
    let starting = LogDirectory(disk.fileNames).starting
    guard (try? carryOut(starting, on: &disk, &performed, limit)) == true else { return life }
    var next = Int(recovered.machine.count)
    life.acknowledged = next
    while true {
      for _ in 0...random.bounded(plan.burst) where next < inputs.count {
        if (try? node.receive(inputs[next])) != nil { next += 1 }
      }
      let isLast = next == inputs.count && life.acknowledged == next
      guard let requests = node.nextPlan(sealing: sealing && isLast) else { break }
      do {
        guard try carryOut(requests, on: &disk, &performed, limit) else { return life }
      } catch {
        node.didFail(StorageFailure(file: nil, reason: "injected"))
        try checkHalted(&node)
        return life
      }
      node.didComplete()
      try release(from: &node, into: &life)
      // Nobody waits between two batches: a piece of the next segment.
      guard let piece = node.nextPreparation() else { continue }
      do {
        guard try carryOut(piece, on: &disk, &performed, limit) else { return life }
      } catch {
        node.didFail(StorageFailure(file: nil, reason: "injected"))
        try checkHalted(&node)
        return life
      }
      node.didComplete()
    }
    life.hash = node.machine.stateHash
    life.isDone = life.acknowledged == inputs.count
    return life
  }

  /// A node that goes on from what recovery brought back.
  func node(
    behind recovered: RecoveredNode<CounterMachine>
  ) throws(BrokenRun) -> Node<CounterMachine> {
    Node(
      recovered.machine, log: try writer(behind: recovered.end),
      policy: .every(plan.snapshotEvery), snapshots: recovered.snapshots,
      unreadable: recovered.unreadable)
  }

  /// What the disk holds, brought back, from snapshots no newer than `newest` where that is given;
  /// `reading` is asked before each read.
  func recover(
    from disk: SimulatedDisk, newest: LogSequence? = nil,
    reading: () throws(FailedRead) -> Void = {}
  ) throws -> RecoveredNode<CounterMachine> {
    let names = disk.fileNames.filter { name in
      if let newest, case .snapshot(let sequence)? = LogFileName(name) { return sequence <= newest }
      return true
    }
    return try RecoveredNode(
      of: CounterMachine(), configuration: Self.configuration, in: LogDirectory(names)
    ) { name, limit throws(FailedRead) in
      try reading()
      let bytes = disk.bytes(of: name) ?? []
      return limit.map { Array(bytes.prefix($0)) } ?? bytes
    }
  }

  /// Takes a snapshot at the log's end and drops what it makes superfluous; false when a request
  /// failed, and the node has halted.
  func compact(
    on disk: inout SimulatedDisk, from recovered: RecoveredNode<CounterMachine>
  ) throws(BrokenRun) -> Bool {
    var node = try node(behind: recovered)
    node.takeSnapshot()
    while let plan = node.nextPlan(sealing: true) {
      for request in plan {
        do { try disk.perform(request) } catch {
          node.didFail(error)
          try checkHalted(&node)
          return false
        }
      }
      node.didComplete()
    }
    return true
  }

  private func writer(behind end: LogEnd?) throws(BrokenRun) -> LogWriter {
    guard
      let settings = LogSettings(
        segmentCapacity: plan.segmentCapacity, batchCapacity: plan.batchCapacity,
        preparationSize: plan.preparationSize, build: 1, configuration: Self.configuration)
    else { throw BrokenRun("the plan's sizes do not fit") }
    guard let end else { return LogWriter(settings, seed: plan.seed) }
    return LogWriter(settings, seed: plan.seed &+ UInt64(end.epoch) &* 77, resuming: end)
  }

  /// Performs requests; false when the machine stopped in between.
  private func carryOut(
    _ requests: [StorageRequest], on disk: inout SimulatedDisk, _ performed: inout Int, _ limit: Int
  ) throws(StorageFailure) -> Bool {
    for request in requests {
      if performed == limit { return false }
      performed += 1
      try disk.perform(request)
    }
    return performed < limit
  }

  private func release(
    from node: inout Node<CounterMachine>, into life: inout Life
  ) throws(BrokenRun) {
    var effects: [UInt64] = []
    node.release(into: &effects)
    life.acknowledged += effects.count
    if node.durable == node.logged, node.heldCount > 0 {
      throw BrokenRun("effects are held although all is durable")
    }
  }

  private func checkHalted(_ node: inout Node<CounterMachine>) throws(BrokenRun) {
    let held = node.heldCount
    var effects: [UInt64] = []
    node.release(into: &effects)
    let refuses = (try? node.receive(1)) == nil
    if !effects.isEmpty || node.heldCount != held || !refuses || node.nextPlan() != nil {
      throw BrokenRun("a failed request did not halt the node")
    }
  }
}

/// A promise that a run saw broken.
public struct BrokenRun: Error, Equatable, Sendable {
  /// Which.
  public let reason: String

  init(_ reason: String) { self.reason = reason }
}
