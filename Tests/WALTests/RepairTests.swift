import Core
import Testing
import WAL

@Suite struct RepairTests {
  private static let snapshot = SnapshotFile(
    sequence: LogSequence(3), configuration: HandLaid.configuration, state: [1, 2, 3])

  /// The files that requests make.
  private static func files(_ requests: [StorageRequest]) -> [LogFileName: [UInt8]] {
    var files: [LogFileName: [UInt8]] = [:]
    for request in requests {
      switch request {
      case .create(let name, let size): files[name] = Array(repeating: 0, count: size)
      case .write(let name, let offset, let bytes):
        files[name]?.replaceSubrange(offset..<offset + bytes.count, with: bytes)
      case .rename(let draft, let name): files[name] = files.removeValue(forKey: draft)
      case .remove(let name): files[name] = nil
      case .sync, .verify, .syncDirectory: break
      }
    }
    return files
  }

  @Test func `whichever byte is spoiled, what is saved is a prefix that recovery takes`() throws {
    let log = try SampleLog(sealed: true)
    let all = SampleLog.batches.flatMap(\.self)
    var lengths: Set<Int> = []
    for place in 0..<(try #require(log.ends.last) + 16) {
      var file = log.file
      file[place] ^= 0x40
      let repair = LogRepair(snapshots: [], segments: [(1, file)], seed: 1)
      if place < SegmentHeader.size {
        #expect(repair == nil)  // the header is gone, and no snapshot takes its place
        continue
      }
      let saved = Self.files(try #require(repair).requests)
      guard case .recovered(let payloads, _) = Outcome([try #require(saved[.segment(1)])]) else {
        Issue.record("byte \(place): what was saved is refused")
        continue
      }
      #expect(payloads == Array(all.prefix(payloads.count)))
      lengths.insert(payloads.count)
    }
    #expect(lengths == [0, 2, 3, 6])
  }

  @Test func `a snapshot beyond the damage is kept, with a log that begins behind it`() throws {
    var file = try SampleLog(sealed: true).file
    file[SegmentHeader.size + 10] ^= 1
    let found = LogRepair(snapshots: [Self.snapshot], segments: [(1, file)], seed: 1)
    let repair = try #require(found)
    #expect(repair.keptThrough == LogSequence(3))
    let saved = Self.files(repair.requests)
    #expect(saved[.snapshot(LogSequence(3))] == Self.snapshot.bytes())
    let segment = try #require(saved[.segment(2)])
    let header = try SegmentHeader(segment.span)
    #expect(header.firstSequence == LogSequence(4))
    var recovery = LogRecovery()
    try recovery.read(segment.span, number: 2) { _, _ in }
    #expect(recovery.finish()?.tail == .sealed)
    #expect(recovery.finish()?.sequence == LogSequence(4))
  }

  @Test func `a sound log is copied whole, and its snapshots with it`() throws {
    let log = try SampleLog(sealed: true)
    let found = LogRepair(snapshots: [Self.snapshot], segments: [(1, log.file)], seed: 1)
    let repair = try #require(found)
    let saved = Self.files(repair.requests)
    #expect(saved[.segment(1)] == log.file)
    #expect(saved[.snapshot(LogSequence(3))] == Self.snapshot.bytes())
    #expect(repair.keptThrough == LogSequence(7))
  }

  @Test func `a survey tells of every segment, the damaged one included`() throws {
    let log = try SampleLog(sealed: true)
    var survey = LogSurvey()
    survey.read(log.file.span, number: 1)
    #expect(survey.end?.tail == .sealed)
    #expect(survey.segments.map(\.records) == [1...7])
    #expect(survey.segments.map(\.inputCount) == [6])
    #expect(survey.segments.map(\.batchCount) == [4])
    #expect(survey.segments.map(\.used) == [log.ends.last])
    var bad = log.file
    bad[log.ends[1] + 3] ^= 1
    var broken = LogSurvey()
    broken.read(bad.span, number: 1)
    broken.read(log.file.span, number: 2)
    #expect(broken.end == nil)
    #expect(broken.damage?.offset == log.ends[1])
    #expect(broken.soundThrough == LogSequence(2))
    #expect(broken.segments.map(\.number) == [1, 2])
    #expect(broken.segments[1].damage == nil && broken.segments[1].records == nil)
  }
}
