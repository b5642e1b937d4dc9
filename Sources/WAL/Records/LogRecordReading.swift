internal import Core

/// What stands at a place of a segment, by its own checks alone.
enum LogRecordReading: Equatable {
  /// A whole record; `check` is that of its header.
  case record(LogRecordHeader, check: UInt32)
  /// Nothing was ever written here: zeros, or the end of the file.
  case nothing
  /// Something else, and what is wrong with it.
  case bad(LogDamage.Reason)

  /// Reads the record that begins at `offset`.
  /// - Complexity: O(record).
  init(_ bytes: Span<UInt8>, at offset: Int, seed: CRC32C) {
    guard let words = Self.words(bytes, at: offset) else {
      self = Self.isZero(bytes, from: offset) ? .nothing : .bad(.cutShort)
      return
    }
    if words[0] | words[1] | words[2] | words[3] | words[4] | words[5] == 0 {
      self = .nothing
    } else if !Self.passes(words[5], bytes, at: offset, seed: seed) {
      self = .bad(.headerCheck)
    } else if let header = LogRecordHeader(words) {
      self = Self.judgePayload(of: header, bytes, at: offset, seed: seed, words[5])
    } else {
      self = .bad(.unknownRecord)
    }
  }

  /// The batch of a header that passes its check, whatever became of its payload; nil where none
  /// begins at `offset`.
  /// - Complexity: O(1).
  static func batch(_ bytes: Span<UInt8>, at offset: Int, seed: CRC32C) -> UInt64? {
    guard let words = words(bytes, at: offset), passes(words[5], bytes, at: offset, seed: seed)
    else { return nil }
    return words[2]
  }

  private static func passes(
    _ last: UInt64, _ bytes: Span<UInt8>, at offset: Int, seed: CRC32C
  ) -> Bool {
    UInt32(truncatingIfNeeded: last >> 32) == LogRecordHeader.marker
      && UInt32(truncatingIfNeeded: last) == LogRecordHeader.check(bytes, at: offset, seed: seed)
  }

  private static func judgePayload(
    of header: LogRecordHeader, _ bytes: Span<UInt8>, at offset: Int, seed: CRC32C, _ last: UInt64
  ) -> LogRecordReading {
    guard header.recordSize <= bytes.count - offset else { return .bad(.cutShort) }
    let start = offset + LogRecordHeader.size
    var check = seed
    check.update(bytes.extracting(start..<start + header.length))
    #if !CANARY_UNCHECKED_PAYLOAD
      guard check.value == header.payloadCheck else { return .bad(.payloadCheck) }
    #endif
    return .record(header, check: UInt32(truncatingIfNeeded: last))
  }

  private static func words(_ bytes: Span<UInt8>, at offset: Int) -> InlineArray<6, UInt64>? {
    guard offset >= 0, offset <= bytes.count - LogRecordHeader.size else { return nil }
    return InlineArray { place in bytes.word(at: offset + 8 * place) ?? 0 }
  }

  private static func isZero(_ bytes: Span<UInt8>, from offset: Int) -> Bool {
    for place in min(offset, bytes.count)..<bytes.count where bytes[place] != 0 { return false }
    return true
  }
}

extension LogRecordHeader {
  /// Reads what passed its check; nil for what no version up to this one writes.
  init?(_ words: InlineArray<6, UInt64>) {
    let flags = words[0] >> 40
    guard let kind = LogRecordKind(rawValue: UInt8(truncatingIfNeeded: words[0] >> 32)), flags <= 1,
      words[4] >> 32 == 0
    else { return nil }
    self.init(
      length: Int(words[0] & 0xFFFF_FFFF), kind: kind, endsBatch: flags == 1,
      sequence: LogSequence(words[1]), batch: words[2], epoch: UInt32(truncatingIfNeeded: words[3]),
      chain: UInt32(truncatingIfNeeded: words[3] >> 32),
      payloadCheck: UInt32(truncatingIfNeeded: words[4]))
  }
}
