import Core
import FaultSim
import Node
import Testing
import WAL

@Suite struct NodeTests {
  @Test func `INV-NODE-1: effects leave in order, and only when their record is durable`() throws {
    let node = try TestNode()
    for input: UInt64 in 1...3 { try node.receive(input) }
    #expect(node.release() == 0)
    let plan = try #require(node.nextPlan())
    try node.receive(4)
    #expect(node.release() == 0)
    try node.perform(plan)
    #expect(node.release() == 0)
    node.didComplete()
    #expect(node.release() == 3)
    #expect(node.heldCount == 1)
    try node.settle()
    #expect(node.released == machine(behind: 1...4).effects)
  }

  @Test func `INV-NODE-1: what a failed sync should have covered never leaves`() throws {
    let node = try TestNode()
    try node.receive(1)
    let first = try #require(node.nextPlan())
    try node.perform(first)
    node.didComplete()
    try node.receive(2)
    _ = try #require(node.nextPlan())
    node.didFail()
    #expect(node.release() == 1)  // that was durable before
    #expect(node.release() == 0)
    #expect(node.failure != nil)
    #expect(throws: LogRefusal.poisoned) { try node.receive(3) }
    #expect(node.nextPlan(sealing: true) == nil)
  }

  @Test func `a refused input has changed nothing`() throws {
    let node = try TestNode()
    var accepted: UInt64 = 0
    do throws(LogRefusal) {
      while true {
        try node.receive(accepted)
        accepted += 1
      }
    } catch { #expect(error == .full) }
    #expect(node.logged == LogSequence(accepted))
    #expect(node.stateHash == machine(behind: 0..<accepted).hash)
    try node.settle()
    #expect(node.released.count == Int(accepted))
  }

  @Test func `a snapshot is written when the log has come so far, then announced`() throws {
    let node = try TestNode(policy: .every(3))
    for input: UInt64 in 1...4 { try node.receive(input) }
    let batch = try #require(node.nextPlan())
    #expect(batch.last == .sync(.segment(1)))
    try node.perform(batch)
    node.didComplete()
    let snapshot = try #require(node.nextPlan())
    #expect(snapshot.first?.file == .snapshotInTheMaking(LogSequence(3)))
    try node.perform(snapshot)
    node.didComplete()
    #expect(node.snapshotCount == 1)
    #expect(node.logged == LogSequence(5))  // the announcement
    try node.settle()
    #expect(node.durable == LogSequence(5))
  }

  @Test func `an announcement that finds the batch full goes into the next one`() throws {
    let node = try TestNode(policy: .every(1))
    try node.receive(0)
    try node.perform(try #require(node.nextPlan()))
    node.didComplete()
    let snapshot = try #require(node.nextPlan())
    var input: UInt64 = 0
    while (try? node.receive(input)) != nil { input += 1 }
    try node.perform(snapshot)
    node.didComplete()
    let filled = node.logged
    try node.perform(try #require(node.nextPlan()))
    #expect(node.logged == filled.next)
  }

  @Test func `INV-NODE-3: two snapshots stay, and the log from the older one on`() throws {
    let node = try TestNode(policy: .every(20))
    try node.feed(0..<200)
    let directory = LogDirectory(node.disk.fileNames)
    #expect(directory.snapshots.count == 2)
    #expect(node.snapshotCount > 5)
    #expect((directory.segments.first ?? 0) > 1)
    // The older one and the log behind it are enough.
    var disk = node.disk
    disk.spoil(.snapshot(directory.snapshots[0]))
    let recovered = try disk.recovered()
    #expect(recovered.snapshot == directory.snapshots[1])
    #expect(recovered.unreadable == [directory.snapshots[0]])
    #expect(recovered.machine.stateHash == node.stateHash)
  }

  @Test func `INV-NODE-3: a snapshot that cannot be read goes when two newer ones can`() throws {
    let node = try TestNode(policy: .every(20))
    try node.feed(0..<100)
    var disk = node.disk
    let rotten = try #require(LogDirectory(disk.fileNames).snapshots.first)
    disk.spoil(.snapshot(rotten))
    let next = try TestNode(on: disk, policy: .every(20))
    #expect(LogDirectory(next.disk.fileNames).snapshots.contains(rotten))
    try next.feed(100..<160)
    let kept = LogDirectory(next.disk.fileNames).snapshots
    #expect(kept.count == 2 && !kept.contains(rotten))
    #expect(try next.disk.recovered().unreadable.isEmpty)
  }

  @Test func `INV-NODE-3: a snapshot is gone for certain before its log goes, oldest first`() throws
  {
    let node = try TestNode(policy: .every(40), settings: try TestNode.settings(1024, batch: 512))
    var retentions = 0
    for input: UInt64 in 0..<400 {
      try node.receive(input)
      while let plan = node.nextPlan() {
        try node.perform(plan)
        node.didComplete()
        var isSynced = true
        var last: UInt64 = 0
        for request in plan {
          switch request {
          case .remove(.snapshot):
            isSynced = false
            retentions += 1
          case .remove(.segment(let number)):
            #expect(isSynced && number > last)
            (isSynced, last) = (false, number)
          case .syncDirectory: isSynced = true
          case .create, .write, .sync, .verify, .rename, .remove: break
          }
        }
        #expect(isSynced)
      }
    }
    #expect(retentions > 5)
  }

  @Test func `a node without a policy keeps its whole log`() throws {
    let node = try TestNode()
    try node.feed(0..<100)
    #expect(LogDirectory(node.disk.fileNames).snapshots == [])
    #expect(try node.disk.recovered().replayedCount == 100)
  }
}
