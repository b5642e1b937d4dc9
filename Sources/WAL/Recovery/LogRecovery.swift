internal import Core

/// Reads a log back, segment after segment: from bytes to the records that count, and a verdict.
///
/// A batch counts when all of it is there. The first record that is missing or bad belongs to the
/// batch that was being written, if the log is sound: then no whole record of a later batch can
/// stand behind it, since later batches are written only after this one was acknowledged. If one
/// does, the log is damaged, and is refused.
public struct LogRecovery {
  /// The segment read last.
  private var segment: SegmentHeader?
  private var segments: [SegmentExtent]
  /// Offset behind the last whole batch in it.
  private var offset = SegmentHeader.size
  /// The last record of the last whole batch, or what stands before the log's first one.
  private var sequence = LogSequence.none
  private var batch: UInt64 = 0
  private var epoch: UInt32 = 0
  private var chain: UInt32 = 0
  private var isSealed = false
  private var tail: LogEnd.Tail?

  /// Nothing read yet. `earlier` segments are there and need no reading, because a snapshot covers
  /// them; they are dropped with that snapshot.
  public init(behind earlier: [SegmentExtent] = []) { segments = earlier }

  /// Takes the next segment's bytes, in the order of their numbers, and hands the records of its
  /// whole batches to `body` in order.
  /// - Complexity: O(bytes), one pass and one look behind the end; memory for one batch's places.
  public mutating func read(
    _ bytes: Span<UInt8>, number: UInt64, _ body: (LogRecordHeader, Span<UInt8>) -> Void
  ) throws(LogDamage) {
    if tail != nil, tail != .open { throw damage(.earlierSegment) }
    let header: SegmentHeader
    do { header = try SegmentHeader(bytes) } catch {
      throw LogDamage(file: .segment(number), offset: 0, record: sequence.next, reason: error)
    }
    try join(header, number)
    guard bytes.count == header.capacity else {
      throw LogDamage(
        file: .segment(number), offset: min(bytes.count, header.capacity), record: sequence.next,
        reason: .wrongSize(expected: header.capacity))
    }
    try readBatches(bytes, header, body)
  }

  /// The last record of the last whole batch that was read; after an error, of the sound part.
  public var soundThrough: LogSequence { sequence }

  /// Segment and offset behind which nothing sound follows; nil before a segment was begun.
  public var soundEnd: (segment: SegmentHeader, offset: Int)? {
    segment.map { ($0, offset) }
  }

  /// The verdict, when all segments were read; nil for a log without any.
  public func finish() -> LogEnd? {
    guard let segment, let tail else { return nil }
    return LogEnd(
      tail: tail == .open && isSealed ? .sealed : tail, segments: segments, segment: segment,
      offset: offset, sequence: sequence, batch: batch, epoch: epoch, chain: chain)
  }

  /// Checks that a segment continues the one before; the first may begin anywhere.
  private mutating func join(_ header: SegmentHeader, _ number: UInt64) throws(LogDamage) {
    if let segment {
      let continues =
        header.number == segment.number + 1 && header.firstSequence == sequence.next
        && header.firstBatch == batch + 1 && header.chain == chain
      guard continues, header.number == number else {
        throw LogDamage(
          file: .segment(number), offset: 0, record: sequence.next, reason: .segmentsDoNotMeet)
      }
    } else {
      guard header.number == number, header.firstSequence > .none, header.firstBatch > 0 else {
        throw LogDamage(
          file: .segment(number), offset: 0, record: sequence.next, reason: .segmentCheck)
      }
      sequence = LogSequence(header.firstSequence.rawValue - 1)
      batch = header.firstBatch - 1
      chain = header.chain
    }
    segment = header
    segments.append(SegmentExtent(number: number, first: header.firstSequence))
    offset = SegmentHeader.size
  }

  /// Reads whole batches as long as there are any, then judges what follows.
  private mutating func readBatches(
    _ bytes: Span<UInt8>, _ header: SegmentHeader, _ body: (LogRecordHeader, Span<UInt8>) -> Void
  ) throws(LogDamage) {
    let seed = header.seed
    var open = OpenBatch(behind: offset, sequence, chain)
    while true {
      switch LogRecordReading(bytes, at: open.end, seed: seed) {
      case .record(let record, let check):
        try self.check(record, follows: open)
        open.take(record, check)
        if record.endsBatch {
          deliver(open, from: bytes, body)
          open.removeAll()
        }
      case .nothing:
        return try judge(bytes, behind: open, seed: seed, open.records.isEmpty ? nil : .cutShort)
      case .bad(.unknownRecord):
        // It passes its check, so it was written so: not torn, but beyond this version.
        throw damage(.unknownRecord, at: open)
      case .bad(let reason):
        return try judge(bytes, behind: open, seed: seed, reason)
      }
    }
  }

  private func check(
    _ record: LogRecordHeader, follows open: OpenBatch
  ) throws(LogDamage) {
    let reason: LogDamage.Reason
    if record.sequence != open.sequence.next {
      reason = .sequenceBreak(found: record.sequence)
    } else if record.batch != batch + 1 {
      reason = .batchBreak(found: record.batch)
    } else if record.epoch < epoch {
      reason = .epochBreak(found: record.epoch)
    } else if record.chain != open.chain {
      reason = .chainBreak
    } else {
      return
    }
    throw damage(reason, at: open)
  }

  private mutating func deliver(
    _ open: OpenBatch, from bytes: Span<UInt8>, _ body: (LogRecordHeader, Span<UInt8>) -> Void
  ) {
    var start = offset
    for record in open.records {
      let payload = start + LogRecordHeader.size
      body(record, bytes.extracting(payload..<payload + record.length))
      start += record.recordSize
      isSealed = record.kind == .seal
      epoch = record.epoch
    }
    offset = open.end
    sequence = open.sequence
    chain = open.chain
    batch += 1
  }

  /// Looks at everything behind the last whole batch: zeros are an end, bytes of the batch that was
  /// being written are a torn tail, a record header of another batch is proof of damage.
  private mutating func judge(
    _ bytes: Span<UInt8>, behind open: OpenBatch, seed: CRC32C, _ reason: LogDamage.Reason?
  ) throws(LogDamage) {
    var last = open.end
    var place = open.end
    while place < bytes.count {
      guard let word = bytes.word(at: place) else {
        if (place..<bytes.count).contains(where: { bytes[$0] != 0 }) { last = bytes.count }
        break
      }
      if word != 0 {
        last = place + 8
        try checkNotLater(bytes, at: place - 40, than: open, seed: seed)
      }
      place += 8
    }
    let isClean = reason == nil && last == open.end
    tail = isClean ? .open : .torn(reason ?? .cutShort, bytes: last - offset)
  }

  /// Whether a record begins at `place` that can only have been written after what is missing had
  /// been acknowledged. Its header proves that, even where its payload is not whole.
  private func checkNotLater(
    _ bytes: Span<UInt8>, at place: Int, than open: OpenBatch, seed: CRC32C
  ) throws(LogDamage) {
    guard place >= open.end,
      let found = LogRecordReading.batch(bytes, at: place, seed: seed)
    else { return }
    #if CANARY_TAIL_RULE
      let isOfTornBatch = found <= batch + 2
    #else
      let isOfTornBatch = found == batch + 1
    #endif
    if !isOfTornBatch { throw damage(.acknowledgedRecordLost(laterBatch: found), at: open) }
  }

  private func damage(_ reason: LogDamage.Reason, at open: OpenBatch? = nil) -> LogDamage {
    LogDamage(
      file: .segment(segment?.number ?? 0), offset: open?.end ?? offset,
      record: (open?.sequence ?? sequence).next, reason: reason)
  }
}

/// The records of a batch whose last one has not come yet.
private struct OpenBatch {
  private(set) var records: [LogRecordHeader] = []
  /// Offset behind them.
  private(set) var end: Int
  /// The last of them, or what stands before them.
  private(set) var sequence: LogSequence
  private(set) var chain: UInt32

  init(behind offset: Int, _ sequence: LogSequence, _ chain: UInt32) {
    end = offset
    self.sequence = sequence
    self.chain = chain
  }

  /// Begins the next batch behind this one.
  mutating func removeAll() { records.removeAll(keepingCapacity: true) }

  mutating func take(_ record: LogRecordHeader, _ check: UInt32) {
    records.append(record)
    end += record.recordSize
    sequence = record.sequence
    chain = check
  }
}
