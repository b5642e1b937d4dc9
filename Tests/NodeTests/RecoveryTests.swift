import Core
import FaultSim
import Node
import Testing
import WAL

@Suite struct RecoveryTests {
  /// A node that took `count` inputs, snapshots every 20 records.
  private static func node(_ count: UInt64) throws -> TestNode {
    let node = try TestNode(
      policy: .every(20), settings: try TestNode.settings(1024, batch: 256))
    try node.feed(0..<count)
    return node
  }

  @Test func `an empty directory gives the machine before its first input`() throws {
    let recovered = try SimulatedDisk().recovered()
    #expect(recovered.end == nil && recovered.snapshot == nil && recovered.replayedCount == 0)
    #expect(recovered.machine.stateHash == CounterMachine().stateHash)
  }

  @Test func `INV-NODE-2: behind every number of inputs, the machine comes back the same`() throws {
    for count: UInt64 in 0...60 {
      let node = try Self.node(count)
      let recovered = try node.disk.recovered()
      #expect(recovered.machine.stateHash == machine(behind: 0..<count).hash, "\(count)")
      #expect((recovered.snapshot == nil) == (count < 20))
    }
  }

  @Test func `INV-NODE-2: a node that is stopped after each input ends as one that is not`() throws
  {
    var disk = SimulatedDisk()
    for input: UInt64 in 0..<60 {
      let node = try TestNode(on: disk, policy: .every(20))
      try node.receive(input)
      try node.settle(sealing: input % 2 == 0)
      disk = node.disk
    }
    let recovered = try disk.recovered()
    #expect(recovered.machine.stateHash == machine(behind: 0..<60).hash)
    #expect(recovered.end?.epoch == 60)
    #expect(recovered.end?.tail == .open)
  }

  @Test func `INV-NODE-3: segments of an earlier life go too, when no snapshot needs them`() throws
  {
    var disk = SimulatedDisk()
    for life: UInt64 in 0..<4 {
      let node = try TestNode(on: disk, policy: .every(25))
      try node.feed(life * 60..<(life + 1) * 60)
      disk = node.disk
    }
    let directory = LogDirectory(disk.fileNames)
    let older = try #require(directory.snapshots.last)
    #expect(directory.snapshots.count == 2)
    #expect(try #require(try disk.extents().dropFirst().first).first > older.next)
  }

  @Test func `without a readable snapshot the log is read from its first record, if it is there`()
    throws
  {
    let whole = try Self.node(30)  // one snapshot, nothing removed yet
    var disk = whole.disk
    for snapshot in LogDirectory(disk.fileNames).snapshots { disk.spoil(.snapshot(snapshot)) }
    let recovered = try disk.recovered()
    #expect(recovered.snapshot == nil && recovered.replayedCount == 30)
    #expect(recovered.machine.stateHash == whole.stateHash)

    disk = try Self.node(200).disk
    for snapshot in LogDirectory(disk.fileNames).snapshots { disk.spoil(.snapshot(snapshot)) }
    let first = try #require(LogDirectory(disk.fileNames).segments.first)
    #expect(throws: NodeRecoveryError.noSnapshot(firstSegment: first)) { try disk.recovered() }
  }

  @Test func `INV-NODE-2: a snapshot of records that the log has not is a refusal`() throws {
    var disk = try Self.node(30).disk
    let directory = LogDirectory(disk.fileNames)
    let snapshot = directory.snapshots[0]
    for number in directory.segments.dropFirst() { try disk.perform(.remove(.segment(number))) }
    let end = try #require(try disk.log())
    #expect(end.sequence < snapshot)
    #expect(throws: NodeRecoveryError.snapshotAhead(snapshot: snapshot, log: end.sequence)) {
      try disk.recovered()
    }
    for number in directory.segments { try disk.perform(.remove(.segment(number))) }
    #expect(throws: NodeRecoveryError.snapshotAhead(snapshot: snapshot, log: .none)) {
      try disk.recovered()
    }
  }

  @Test func `segments that are missing behind the snapshot are a refusal`() throws {
    var disk = try Self.node(200).disk
    let directory = LogDirectory(disk.fileNames)
    for snapshot in directory.snapshots.dropLast() {
      try disk.perform(.remove(.snapshot(snapshot)))
    }
    try disk.perform(.remove(.segment(try #require(directory.segments.first))))
    let older = try #require(directory.snapshots.last)
    #expect(throws: NodeRecoveryError.segmentMissing(after: older)) { try disk.recovered() }
  }

  @Test func `a segment that is missing in between is a refusal`() throws {
    let node = try TestNode()
    try node.feed(0..<60)
    var disk = node.disk
    try disk.perform(.remove(.segment(2)))
    let end = try #require(try node.disk.log(upTo: 1))
    let damage = LogDamage(
      file: .segment(3), offset: 0, record: end.sequence.next, reason: .segmentsDoNotMeet)
    #expect(throws: NodeRecoveryError.corruptData(damage)) { try disk.recovered() }
  }

  @Test func `the log of another configuration is a refusal`() throws {
    let (bare, snapshotted) = (try TestNode(), try Self.node(30))
    try bare.feed(0..<3)
    for node in [bare, snapshotted] {
      #expect(throws: NodeRecoveryError.otherConfiguration(found: TestNode.configuration)) {
        try node.disk.recovered(configuration: 1)
      }
    }
  }

  @Test func `a record that is no input of the machine is a refusal`() throws {
    var disk = SimulatedDisk()
    var log = LogWriter(try TestNode.settings(), seed: 1)
    let three: [UInt8] = [1, 2, 3]
    try log.append(.input, three.span)
    for request in log.nextPlan() ?? [] { try disk.perform(request) }
    #expect(throws: NodeRecoveryError.foreignInput(LogSequence(1))) { try disk.recovered() }
  }

  @Test func `an error of whoever reads passes through`() throws {
    struct Unreadable: Error {}
    #expect(throws: Unreadable.self) {
      try RecoveredNode(
        of: CounterMachine(), configuration: 1, in: LogDirectory(["segment-0000000000000001.wal"])
      ) { _, _ throws(Unreadable) in throw Unreadable() }
    }
  }
}

extension SimulatedDisk {
  /// What the segments begin with.
  fileprivate func extents() throws -> [SegmentExtent] {
    try LogDirectory(fileNames).segments.map { number in
      let segment = bytes(of: .segment(number)) ?? []
      let header = try SegmentHeader(segment.span)
      return SegmentExtent(number: number, first: header.firstSequence)
    }
  }

  /// Where the log ends, by its segments alone.
  fileprivate func log(upTo last: UInt64 = .max) throws -> LogEnd? {
    var log = LogRecovery()
    for number in LogDirectory(fileNames).segments where number <= last {
      let segment = bytes(of: .segment(number)) ?? []
      try log.read(segment.span, number: number) { _, _ in }
    }
    return log.finish()
  }
}
