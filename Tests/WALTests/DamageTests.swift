import Core
import Testing
import WAL

@Suite struct DamageTests {
  /// What a reader may say about one turned bit, by where it lies.
  private enum Expected {
    /// Acknowledged bytes: refused.
    case refused
    /// The last batch: it looks as if it had never been whole.
    case lastBatchGone
    /// Nothing that was written: nothing is missing.
    case harmless
  }

  @Test(arguments: [true, false])
  func `INV-WAL-3: each bit that turns is refused, harmless, or in the last unsealed batch`(
    sealed: Bool
  ) throws {
    let log = try SampleLog(sealed: sealed)
    let all = log.batches.flatMap { $0 }
    let rest = sealed ? all : log.batches.dropLast().flatMap { $0 }
    let padding = log.padding()
    for bit in 0..<log.file.count * 8 {
      let outcome = Outcome(log.file.flipping(bit))
      switch expected(at: bit / 8, log, padding) {
      case .refused:
        guard case .refused = outcome else {
          Issue.record("bit \(bit): \(outcome)")
          continue
        }
      case .lastBatchGone:
        guard case .recovered(rest, .torn) = outcome else {
          Issue.record("bit \(bit): \(outcome)")
          continue
        }
      case .harmless:
        guard case .recovered(all, _) = outcome else {
          Issue.record("bit \(bit): \(outcome)")
          continue
        }
      }
    }
  }

  private func expected(at place: Int, _ log: SampleLog, _ padding: Set<Int>) -> Expected {
    let lastBatch = log.ends[log.ends.count - 2]
    if padding.contains(place) || place >= log.ends[log.ends.count - 1] { return .harmless }
    return place < lastBatch ? .refused : .lastBatchGone
  }

  @Test func `INV-WAL-3: a segment of any other length is refused`() throws {
    let file = try SampleLog(sealed: true).file
    for count in 0..<file.count {
      let reason: LogDamage.Reason =
        count < SegmentHeader.size ? .notASegment : .wrongSize(expected: file.count)
      #expect(Outcome(Array(file[..<count])) == .refused(reason))
    }
    #expect(Outcome(file + [0]) == .refused(.wrongSize(expected: file.count)))
  }

  @Test func `a log that was written up to any byte gives its whole batches, and a torn tail`()
    throws
  {
    let log = try SampleLog()
    for end in SegmentHeader.size...log.ends[log.ends.count - 1] {
      let file = Array(log.file[..<end]) + Array(repeating: 0, count: log.file.count - end)
      var reached = end  // what was cut may have been zeros
      while reached < log.ends[log.ends.count - 1], log.file[reached] == 0 { reached += 1 }
      let whole = log.ends.count { $0 <= reached } - 1
      let payloads = log.batches.prefix(whole).flatMap { $0 }
      guard case .recovered(payloads, let tail) = Outcome(file) else {
        Issue.record("cut at \(end): \(Outcome(file))")
        continue
      }
      #expect((tail == .open) == log.ends.contains(reached), "cut at \(end)")
    }
  }

  @Test(arguments: TailVerdict.table)
  func `what stands behind the last whole batch decides`(row: TailVerdict) {
    var log = HandLaid()
    log.lay(HandLaid.Record("a", sequence: 1, batch: 1))
    for part in row.parts {
      switch part {
      case .record(let record): log.lay(record)
      case .hole(let record): log.skip(record)
      }
    }
    #expect(Outcome(log.file) == row.outcome)
  }

  @Test func `a later batch's header proves damage even where its payload is torn`() {
    var log = HandLaid()
    log.lay(HandLaid.Record("a", sequence: 1, batch: 1))
    log.skip(HandLaid.Record("b", sequence: 2, batch: 2))
    let payload = log.bytes.count + LogRecordHeader.size
    log.lay(HandLaid.Record("c", sequence: 3, batch: 3))
    let expected = Outcome.refused(.acknowledgedRecordLost(laterBatch: 3))
    #expect(Outcome(log.file.flipping(payload * 8)) == expected)
  }

  @Test func `a segment must follow on the one before it, which must be whole`() {
    var first = HandLaid()
    first.lay(HandLaid.Record("a", sequence: 1, batch: 1))
    var next = HandLaid(generation: 5, number: 2, first: 2, batch: 2, chain: first.chain)
    next.lay(HandLaid.Record("b", sequence: 2, batch: 2))
    #expect(Outcome([first.file, next.file]) == .recovered(["a", "b"], .open))

    for stranger in [
      HandLaid(number: 3, first: 2, batch: 2, chain: first.chain),
      HandLaid(number: 2, first: 3, batch: 2, chain: first.chain),
      HandLaid(number: 2, first: 2, batch: 3, chain: first.chain),
      HandLaid(number: 2, first: 2, batch: 2, chain: first.chain ^ 1),
    ] {
      #expect(Outcome([first.file, stranger.file]) == .refused(.segmentsDoNotMeet))
    }
    var torn = HandLaid()
    torn.lay(HandLaid.Record("a", sequence: 1, batch: 1))
    let place = torn.bytes.count
    torn.lay(HandLaid.Record("x", sequence: 2, batch: 2))
    #expect(Outcome([torn.file.flipping(8 * place), next.file]) == .refused(.earlierSegment))
    #expect(Outcome([next.file]) == .refused(.segmentCheck))  // it calls itself 2
  }

  @Test func `damage names file, offset, record, reason and remedy`() throws {
    let log = try SampleLog()
    let file = log.file.flipping(8 * log.ends[1])
    var recovery = LogRecovery()
    do throws(LogDamage) {
      try recovery.read(file.span, number: 1) { _, _ in }
      Issue.record("not refused")
    } catch {
      #expect(
        error.description == """
          segment-0000000000000001.wal: offset \(log.ends[1]), record 3: the record is missing or \
          bad, yet batch 3 was written behind it; keep the directory as it is and go on from a copy \
          that is whole
          """)
    }
  }
}

extension SampleLog {
  /// Offsets of the zeros that fill records up to a multiple of eight: no check covers them, and
  /// they mean nothing.
  fileprivate func padding() -> Set<Int> {
    var padding: Set<Int> = []
    var offset = SegmentHeader.size
    while offset < ends[ends.count - 1] {
      let word = file.span.word(at: offset) ?? 0
      let end = offset + LogRecordHeader.size + Int(word & 0xFFFF_FFFF)
      let next = (end + 7) / 8 * 8
      padding.formUnion(end..<next)
      offset = next
    }
    return padding
  }
}
