import Core
import FaultSim
import Glibc
import HostIO
import Node
import Testing
import WAL

@Suite struct StorageTests {
  private static let (draft, name) = (LogFileName.segmentInTheMaking(1), LogFileName.segment(1))

  @Test func `a file is made whole under its draft's name, then written in place`() throws {
    let scratch = try ScratchDirectory()
    var disk = try StorageDirectory(path: scratch.path, for: .writing)
    try disk.perform([.create(Self.draft, size: 3_000_000)])
    #expect(scratch.names == [Self.draft.text])
    try disk.perform([
      .write(Self.draft, at: 0, [1, 2]), .sync(Self.draft), .rename(Self.draft, to: Self.name),
      .syncDirectory, .write(Self.name, at: 2_999_998, [3, 4]), .sync(Self.name),
    ])
    #expect(scratch.names == [Self.name.text])
    let expected = [1, 2] + [UInt8](repeating: 0, count: 2_999_996) + [3, 4]
    #expect(try disk.read(Self.name) == expected)
    #expect(try disk.read(Self.name, limit: 3) == [1, 2, 0])
    #expect(try disk.names() == [Self.name.text])
  }

  @Test func `a file is made anew in place of one of its name, and removed more than once`() throws
  {
    let scratch = try ScratchDirectory()
    var disk = try StorageDirectory(path: scratch.path, for: .writing)
    for size in [2000, 1000] {
      try disk.perform([.create(Self.draft, size: size), .write(Self.draft, at: 5, [7])])
      #expect(try disk.read(Self.draft).count == size)
    }
    try disk.perform([.remove(Self.draft), .remove(Self.draft), .syncDirectory])
    #expect(scratch.names == [])
  }

  @Test func `a snapshot that does not read back as it was written is a failure`() throws {
    let scratch = try ScratchDirectory()
    var disk = try StorageDirectory(path: scratch.path, for: .writing)
    let bytes: [UInt8] = [1, 2, 3]
    let check = CRC32C.of(bytes.span)
    let draft = LogFileName.snapshotInTheMaking(LogSequence(4))
    try disk.perform([
      .create(draft, size: 3), .write(draft, at: 0, bytes), .sync(draft),
      .verify(draft, size: 3, check: check),
    ])
    let refused = failure { () throws(StorageFailure) in
      try disk.perform([.verify(draft, size: 3, check: check ^ 1)])
    }
    #expect(refused?.file == draft)
    let short = failure { () throws(StorageFailure) in
      try disk.perform([.verify(draft, size: 4, check: check)])
    }
    #expect(short?.reason.hasPrefix("cannot read ") == true)
  }

  @Test func `what the system refuses is a failure that names the file and the reason`() throws {
    let scratch = try ScratchDirectory()
    var disk = try StorageDirectory(path: scratch.path, for: .writing)
    for request in [
      StorageRequest.write(Self.name, at: 0, [1]), .sync(Self.name),
      .rename(Self.draft, to: Self.name),
    ] {
      let found = failure { () throws(StorageFailure) in try disk.perform(request) }
      #expect(found?.file == request.file)
      #expect(found?.reason.contains("No such file or directory") == true)
    }
    let huge = failure { () throws(StorageFailure) in
      try disk.perform(.create(Self.draft, size: 1 << 60))
    }
    #expect(huge?.reason.hasPrefix("cannot create ") == true)
  }

  @Test func `INV-IO-4: one program writes to a directory, and none while another reads it`() throws
  {
    let scratch = try ScratchDirectory()
    do {
      let writer = try StorageDirectory(path: scratch.path, for: .writing)
      #expect(refusal(scratch.path, .writing)?.operation == .lock)
      #expect(refusal(scratch.path, .reading)?.code == EWOULDBLOCK)
      _ = writer.path
    }
    let reader = try StorageDirectory(path: scratch.path, for: .reading)
    #expect(refusal(scratch.path, .reading) == nil)
    #expect(refusal(scratch.path, .writing)?.operation == .lock)
    _ = reader.path
  }

  @Test func `a directory to read is not made, and not written to`() throws {
    let scratch = try ScratchDirectory()
    #expect(refusal(scratch.file("none"), .reading)?.isMissing == true)
    var disk = try StorageDirectory(path: scratch.path, for: .reading)
    let found = failure { () throws(StorageFailure) in try disk.perform(.syncDirectory) }
    #expect(found != nil)
    #expect(refusal(scratch.file("none"), .writing) == nil)
    #expect(scratch.names == ["none"])
  }

  @Test func `a file that memory forgets is read from the disk, whole`() throws {
    let scratch = try ScratchDirectory()
    var disk = try StorageDirectory(path: scratch.path, for: .writing)
    let bytes = [UInt8](repeating: 7, count: 10_000)
    try disk.perform([
      .create(.segment(1), size: 16_384), .write(.segment(1), at: 0, bytes), .sync(.segment(1)),
    ])
    try disk.forget(.segment(1))
    let read = try disk.read(.segment(1))
    #expect(read == bytes + [UInt8](repeating: 0, count: 6_384))
    #expect((try? disk.forget(.segment(2))) == nil)
  }

  @Test(arguments: [false, true])
  func `a node on a real disk comes back as it was, through rotations and snapshots`(
    writesThrough: Bool
  ) throws {
    let scratch = try ScratchDirectory()
    let settings = try #require(
      LogSettings(segmentCapacity: 4096, batchCapacity: 1024, build: 1, configuration: 2))
    var machine = CounterMachine()
    var effects: [UInt64] = []
    for life in 0..<4 {
      var disk = try StorageDirectory(
        path: scratch.path, for: .writing, writesThrough: writesThrough)
      let directory = LogDirectory(try disk.names())
      let recovered = try RecoveredNode(
        of: CounterMachine(), configuration: 2, in: directory
      ) { name, limit throws(FileError) in try disk.read(name, limit: limit) }
      #expect(recovered.machine.stateHash == machine.stateHash)
      #expect(recovered.end?.tail == (life == 0 ? nil : .sealed))
      try disk.perform(directory.starting)
      let log =
        recovered.end.map {
          LogWriter(settings, seed: StorageDirectory.freshSeed(), resuming: $0)
        } ?? LogWriter(settings, seed: StorageDirectory.freshSeed())
      var node = Node(
        recovered.machine, log: log, policy: .every(25), snapshots: recovered.snapshots)
      for input: UInt64 in 0..<60 {
        try node.receive(input)
        machine.apply(input, into: &effects)
        while let plan = node.nextPlan(sealing: input == 59) {
          try disk.perform(plan)
          node.didComplete()
        }
      }
    }
    let left = LogDirectory(scratch.names)
    #expect(left.snapshots.count == 2)
    #expect((left.segments.first ?? 0) > 1)
  }
}

private func failure(_ body: () throws(StorageFailure) -> Void) -> StorageFailure? {
  do throws(StorageFailure) { try body() } catch { return error }
  return nil
}

private func refusal(_ path: String, _ access: StorageDirectory.Access) -> FileError? {
  do throws(FileError) { _ = try StorageDirectory(path: path, for: access) } catch { return error }
  return nil
}
