import Core
import Samples
import Testing
import WAL

@Suite struct FormatTests {
  @Test func `INV-WAL-6: a segment is the golden file to the byte, and as laid by hand`() throws {
    let log = try SampleLog(sealed: true)
    let golden = try Fixture.golden("wal/segment-0000000000000001.wal", recording: log.file)
    #expect(log.file == golden)

    var laid = HandLaid(generation: try header(of: golden).generation)
    var sequence: UInt64 = 0
    for (place, batch) in SampleLog.batches.enumerated() {
      for (number, payload) in batch.enumerated() {
        sequence += 1
        laid.lay(
          HandLaid.Record(
            payload, sequence: sequence, batch: UInt64(place) + 1,
            ends: number == batch.count - 1))
      }
    }
    laid.lay(HandLaid.Record("", sequence: sequence + 1, batch: 4, kind: 3))
    #expect(laid.file == golden)
  }

  @Test(arguments: [1, 2, 7, 8, 9, 40])
  func `INV-WAL-6: what was appended comes back, in order, however batches are cut`(
    size: Int
  ) throws {
    let payloads = (0..<6).map { String(repeating: "x", count: $0 * 5 % size) + "\($0)" }
    for cut in 0...payloads.count {
      let batches = [Array(payloads[..<cut]), Array(payloads[cut...])].filter { !$0.isEmpty }
      #expect(Outcome(try SampleLog(batches).file) == .recovered(payloads, .open))
    }
  }

  @Test func `INV-WAL-6: a record of no bytes is a record`() throws {
    #expect(Outcome(try SampleLog([[""], [""]]).file) == .recovered(["", ""], .open))
  }

  @Test func `a segment header comes back, and says what is wrong with another`() throws {
    let written = SegmentHeader(
      number: 3, generation: .max, firstSequence: LogSequence(40), firstBatch: 9, chain: 77,
      build: 1, configuration: 2, capacity: 4096)
    let bytes = written.bytes()
    #expect(bytes.count == SegmentHeader.size)
    #expect(try header(of: bytes) == written)
    #expect(throws: LogDamage.Reason.notASegment) { try header(of: bytes.dropLast()) }
    #expect(throws: LogDamage.Reason.notASegment) { try header(of: []) }
    #expect(throws: LogDamage.Reason.newerVersion(2)) {
      try header(of: HandLaid(version: 2).bytes)
    }
    for bit in 0..<bytes.count * 8 {
      #expect(throws: LogDamage.Reason.self) { try header(of: bytes.flipping(bit)) }
    }
  }

  @Test(arguments: [0, 80, 4_100, 1 << 32 + 8])
  func `a segment of a size that no segment has is refused, whatever its check says`(
    capacity: Int
  ) throws {
    var written = try header(of: HandLaid().bytes)
    written.capacity = capacity
    #expect(throws: LogDamage.Reason.segmentCheck) { try header(of: written.bytes()) }
  }

  @Test func `numbers that no log comes to are refused, so that each has one behind it`() throws {
    let highest = LogSequence.highest.rawValue
    for number in [1, highest, highest + 1, .max] {
      let reads = number <= highest
      let headers = [
        HandLaid(number: number), HandLaid(first: number), HandLaid(batch: number),
      ]
      for laid in headers { #expect(((try? header(of: laid.bytes)) != nil) == reads) }
      let file = SnapshotFile(sequence: LogSequence(number), configuration: 3, state: [1])
      #expect((try? snapshot(in: file.bytes(), named: number)) == (reads ? file : nil))
    }
  }

  @Test func `a snapshot comes back; any other length and any bit that turned is refused`() throws {
    let file = SnapshotFile(
      sequence: LogSequence(5), configuration: 3, state: [1, 2, 3, 4, 5, 6, 7, 8, 9])
    let bytes = file.bytes()
    #expect(try snapshot(in: bytes) == file)
    #expect(throws: SnapshotFile.Damage.wrongName) {
      try snapshot(in: bytes, named: 6)
    }
    #expect(throws: SnapshotFile.Damage.check) {
      try snapshot(in: bytes + [0])
    }
    for bit in 0..<bytes.count * 8 {
      #expect(throws: SnapshotFile.Damage.self, "bit \(bit)") {
        try snapshot(in: bytes.flipping(bit))
      }
    }
    for count in 0..<bytes.count {
      #expect(throws: SnapshotFile.Damage.self, "\(count) bytes") {
        try snapshot(in: Array(bytes[..<count]))
      }
    }
  }

  @Test func `a snapshot is whole and read back before it gets its name`() throws {
    let plan = SnapshotFile(sequence: LogSequence(5), configuration: 3, state: [1]).plan()
    let (draft, name) = (
      LogFileName.snapshotInTheMaking(LogSequence(5)), LogFileName.snapshot(LogSequence(5))
    )
    guard case .write(draft, 0, let bytes) = plan[1] else {
      Issue.record("\(plan)")
      return
    }
    #expect(
      plan == [
        .create(draft, size: 49), .write(draft, at: 0, bytes), .sync(draft),
        .verify(draft, size: 49, check: HandLaid.check(bytes)), .rename(draft, to: name),
        .syncDirectory,
      ])
  }
}

// Expectations cannot hold a span; these make it where it is used.

private func header(of bytes: [UInt8]) throws -> SegmentHeader { try SegmentHeader(bytes.span) }

private func snapshot(in bytes: [UInt8], named sequence: UInt64 = 5) throws -> SnapshotFile {
  try SnapshotFile(bytes.span, named: LogSequence(sequence))
}

extension [UInt8] {
  /// The same bytes with one bit turned.
  func flipping(_ bit: Int) -> [UInt8] {
    var bytes = self
    bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    return bytes
  }
}
