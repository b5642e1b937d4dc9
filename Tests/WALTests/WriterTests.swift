import Core
import Testing
import WAL

@Suite struct WriterTests {
  private static func settings(_ segment: Int = 1024, batch: Int = 256) throws -> LogSettings {
    try #require(
      LogSettings(segmentCapacity: segment, batchCapacity: batch, build: 1, configuration: 2))
  }

  private static let failure = StorageFailure(file: nil, reason: "full")

  @Test(arguments: [(1023, 256), (1024, 127), (1024, 937), (215, 128), (1 << 33, 256)])
  func `sizes that do not fit one another are no settings`(segment: Int, batch: Int) {
    #expect(
      LogSettings(segmentCapacity: segment, batchCapacity: batch, build: 0, configuration: 0)
        == nil)
  }

  @Test func `a batch may fill a segment to its last byte`() throws {
    let settings = try Self.settings(216, batch: 128)
    #expect(settings.payloadLimit == 80)
    let log = TestLog(LogWriter(settings, seed: 1))
    try log.append(String(repeating: "x", count: 80))
    let plan = try log.plan()
    guard case .write(.segment(1), at: 88, let bytes) = plan[6] else {
      Issue.record("\(plan)")
      return
    }
    #expect(bytes.count == 128)
  }

  @Test func `a new log makes its segment whole before it has its name, then writes and syncs`()
    throws
  {
    let log = TestLog(LogWriter(try Self.settings(), seed: 1))
    #expect(log.isIdle)
    #expect(log.nextPlan() == nil)
    #expect(log.nextPlan(sealing: true) == nil)  // there is nothing to seal
    #expect(try log.append("a") == LogSequence(1))
    let plan = try log.plan()
    let (draft, file) = (LogFileName.segmentInTheMaking(1), LogFileName.segment(1))
    #expect(plan.map(\.file) == [draft, draft, draft, draft, draft, nil, file, file])
    #expect(plan[0] == .create(draft, size: 1024))
    #expect(plan[1] == .write(draft, at: 0, Array(repeating: 0, count: 1024)))
    #expect(plan[3...5] == [.sync(draft), .rename(draft, to: file), .syncDirectory])
    #expect(plan[7] == .sync(file))
  }

  @Test func `the next segment is prepared while nobody waits, and finished by who needs it`()
    throws
  {
    for pieces in 0...5 {
      let log = TestLog(
        LogWriter(
          try #require(
            LogSettings(
              segmentCapacity: 1024, batchCapacity: 256, preparationSize: 400, build: 1,
              configuration: 1)), seed: 1))
      let draft = LogFileName.segmentInTheMaking(2)
      #expect(log.nextPreparation() == nil)
      var created = 0
      var filled = 0
      var rotation: [StorageRequest] = []
      while rotation.isEmpty {
        try log.append(String(repeating: "x", count: 100))
        #expect(log.nextPreparation() == nil)  // somebody waits
        let plan = try log.plan()
        #expect(log.nextPreparation() == nil)
        log.didComplete()
        created += plan.count { $0 == .create(draft, size: 1024) }
        if plan.contains(.rename(draft, to: .segment(2))) { rotation = plan }
        for _ in 0..<pieces {
          guard rotation.isEmpty, let piece = log.nextPreparation() else { break }
          #expect(log.isBusy && log.nextPlan() == nil)
          created += piece.count { $0 == .create(draft, size: 1024) }
          filled += piece.count { if case .write = $0 { true } else { false } }
          log.didComplete()
        }
      }
      #expect(created == 1, "\(pieces) pieces at a time")
      // Three pieces of 400 bytes fill 1024; the header and the batch come on top.
      let writes = rotation.count { if case .write = $0 { true } else { false } }
      #expect(filled + writes == 3 + 2)
      if pieces == 5 { #expect(filled == 3 && rotation.count == 6) }
    }
  }

  @Test func `INV-WAL-5: there is one plan at a time; what comes meanwhile is the next batch`()
    throws
  {
    let log = TestLog(LogWriter(try Self.settings(), seed: 1))
    try log.append("a")
    _ = try log.plan()
    #expect(log.isBusy)
    for number: UInt64 in 2...4 {
      #expect(try log.append("b") == LogSequence(number))
      #expect(log.nextPlan() == nil)
    }
    log.didComplete()
    #expect(try log.plan().count == 2)
    #expect(log.batchCount == 2)
    log.didComplete()
    #expect(log.durable == LogSequence(4))
    #expect(log.isIdle)
  }

  @Test func `INV-WAL-2: durable is what a finished plan covers, never less than before`() throws {
    let log = TestLog(LogWriter(try Self.settings(), seed: 1))
    log.didComplete()  // of nothing
    #expect(log.durable == .none)
    try log.append("a")
    #expect(log.durable == .none)
    _ = try log.plan()
    try log.append("b")
    #expect(log.durable == .none)
    log.didComplete()
    #expect(log.durable == LogSequence(1))
    log.didComplete()
    #expect(log.durable == LogSequence(1))
    _ = try log.plan()
    log.didFail(Self.failure)
    log.didComplete()
    #expect(log.durable == LogSequence(1))
  }

  @Test func `INV-WAL-4: after one failure nothing is taken, planned or called durable`() throws {
    let log = TestLog(LogWriter(try Self.settings(), seed: 1))
    try log.append("a")
    _ = try log.plan()
    try log.append("b")
    log.didFail(Self.failure)
    log.didFail(StorageFailure(file: nil, reason: "another"))
    #expect(log.failure == Self.failure)
    #expect(log.refusal(of: "c") == .poisoned)
    #expect(log.nextPlan(sealing: true) == nil)
    #expect(log.durable == .none)
  }

  @Test func `a refused record leaves no trace`() throws {
    let settings = try Self.settings()
    let log = TestLog(LogWriter(settings, seed: 1))
    let limit = settings.payloadLimit
    let large = String(repeating: "x", count: limit + 1)
    #expect(log.refusal(of: large) == .tooLarge(limit: limit))
    try log.append(String(repeating: "x", count: limit))
    #expect(log.refusal(of: "") == .full)
    _ = try log.plan()
    #expect(try log.append("") == LogSequence(2))
  }

  @Test func `a batch that might not fit goes to a new segment, which continues the old one`()
    throws
  {
    let log = TestLog(LogWriter(try Self.settings(512), seed: 1))
    var files: [LogFileName: [UInt8]] = [:]
    for number in 0..<10 {
      try log.append("\(number)")
      for request in try log.plan() {
        switch request {
        case .create(let name, let size): files[name] = Array(repeating: 0, count: size)
        case .write(let name, let offset, let bytes):
          files[name]?.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        case .rename(let draft, let name): files[name] = files.removeValue(forKey: draft)
        case .sync, .syncDirectory: break
        case .verify, .remove: Issue.record("\(request)")
        }
      }
      log.didComplete()
    }
    #expect(log.segments.map(\.number) == [1, 2, 3])
    let segments = (1...3).compactMap { files[.segment($0)] }
    #expect(Outcome(segments) == .recovered((0..<10).map(String.init), .open))
    let generations = try segments.map { segment in try SegmentHeader(segment.span).generation }
    #expect(Set(generations).count == 3)
  }

  @Test func `INV-WAL-7: only segments all of whose records are covered are dropped`() throws {
    let log = TestLog(LogWriter(try Self.settings(512), seed: 1))
    for _ in 0..<10 {
      try log.append("x")
      _ = try log.plan()
      log.didComplete()
    }
    #expect(log.segments.map(\.first.rawValue) == [1, 5, 9])
    #expect(log.dropSegments(coveredBy: LogSequence(3)) == [])
    #expect(log.dropSegments(coveredBy: LogSequence(4)) == [.remove(.segment(1))])
    #expect(log.dropSegments(coveredBy: LogSequence(100)) == [.remove(.segment(2))])
    #expect(log.segments.map(\.number) == [3])
  }

  @Test func `a seal stands once behind the last record`() throws {
    let log = TestLog(LogWriter(try Self.settings(), seed: 1))
    try log.append("a")
    #expect(try log.plan(sealing: true).count == 8)
    log.didComplete()
    #expect(try log.plan(sealing: true).count == 2)
    log.didComplete()
    #expect(log.durable == LogSequence(2))
    #expect(log.nextPlan(sealing: true) == nil)
  }

  @Test func `what is torn is zeros on the disk before anything else is written there`() throws {
    let sample = try SampleLog()
    let end = sample.ends[sample.ends.count - 1]
    var file = sample.file.flipping(8 * (end - 8))
    var recovery = LogRecovery()
    try recovery.read(file.span, number: 1) { _, _ in }
    let found = try #require(recovery.finish())
    #expect(found.tail == .torn(.payloadCheck, bytes: end - sample.ends[2]))
    let log = TestLog(LogWriter(try Self.settings(), seed: 1, resuming: found))
    #expect(try log.append("new") == LogSequence(4))
    let plan = try log.plan()
    #expect(
      plan.prefix(2) == [
        .write(.segment(1), at: found.offset, Array(repeating: 0, count: end - found.offset)),
        .sync(.segment(1)),
      ])
    for case .write(_, let offset, let bytes) in plan {
      file.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
    #expect(Outcome(file) == .recovered(["buy 10", "sell 3", "cancel", "new"], .open))
  }

  @Test func `a log that is opened again goes on in its segment, one epoch later`() throws {
    let sample = try SampleLog(sealed: true)
    var recovery = LogRecovery()
    try recovery.read(sample.file.span, number: 1) { _, _ in }
    let end = try #require(recovery.finish())
    #expect(end.tail == .sealed && end.epoch == 1 && end.sequence == LogSequence(7))
    let log = TestLog(LogWriter(try Self.settings(), seed: 1, resuming: end))
    #expect(log.nextPlan(sealing: true) == nil)  // it is sealed already
    try log.append("new")
    guard case .write(.segment(1), end.offset, let bytes) = try log.plan()[0] else {
      Issue.record("not written behind the end")
      return
    }
    #expect((bytes.span.word(at: 24) ?? 0) & 0xFFFF_FFFF == 2)
  }

  @Test func `a log that came to the last epoch goes on in it`() throws {
    var laid = HandLaid()
    laid.lay(HandLaid.Record("a", sequence: 1, batch: 1, epoch: .max))
    var recovery = LogRecovery()
    try recovery.read(laid.file.span, number: 1) { _, _ in }
    let end = try #require(recovery.finish())
    let log = TestLog(LogWriter(try Self.settings(), seed: 1, resuming: end))
    try log.append("b")
    guard case .write(.segment(1), end.offset, let bytes) = try log.plan()[0] else {
      Issue.record("not written behind the end")
      return
    }
    var file = laid.file
    file.replaceSubrange(end.offset..<end.offset + bytes.count, with: bytes)
    #expect(Outcome(file) == .recovered(["a", "b"], .open))
  }
}
