internal import Core

/// The 48 bytes in front of a record's payload, little endian:
///
///     0        4    5     6  8          16       24      28      32       36  40       44       48
///     ├ length ┼kind┼flags┼0─┼ sequence ┼ batch ─┼ epoch ┼ chain ┼ payload┼ 0 ┼ header ┼ marker ┤
///                                                         │        check        check
///                                                         └ header check of the record before
///
/// Both checks are CRC32C over the segment's generation, then the bytes: what an earlier use of the
/// disk left behind never passes for a record of this segment. The payload follows, padded with
/// zeros to a multiple of eight.
public struct LogRecordHeader: Equatable, Sendable, BitwiseCopyable {
  /// Bytes of a header.
  public static let size = 48
  static let marker: UInt32 = 0x4C52_5454
  private static let endsBatchFlag: UInt64 = 1

  /// Bytes of the payload.
  public var length: Int
  /// What the record says.
  public var kind: LogRecordKind
  /// Whether it is the last record of its batch.
  public var endsBatch: Bool
  /// Place in the log.
  public var sequence: LogSequence
  /// Which write and sync made it durable, dense from 1: batch k + 1 is written only after the sync
  /// of batch k has succeeded.
  public var batch: UInt64
  /// How often the log had been opened for writing.
  public var epoch: UInt32
  /// Header check of the record before; of a log's first record, 0.
  public var chain: UInt32
  /// CRC32C of generation and payload.
  public var payloadCheck: UInt32

  /// Header, payload and padding.
  var recordSize: Int { Self.recordSize(length) }

  static func recordSize(_ length: Int) -> Int { size + (length + 7) / 8 * 8 }

  private var words: InlineArray<5, UInt64> {
    let flags = endsBatch ? Self.endsBatchFlag : 0
    return [
      UInt64(truncatingIfNeeded: length) & 0xFFFF_FFFF | UInt64(kind.rawValue) << 32 | flags << 40,
      sequence.rawValue, batch, UInt64(epoch) | UInt64(chain) << 32, UInt64(payloadCheck),
    ]
  }

  /// Appends the header and returns its check.
  func append(to bytes: inout [UInt8], seed: CRC32C) -> UInt32 {
    let (offset, words) = (bytes.count, words)
    for place in 0..<5 { bytes.append(word: words[place]) }
    let check = Self.check(bytes.span, at: offset, seed: seed)
    bytes.append(word: UInt64(check) | UInt64(Self.marker) << 32)
    return check
  }

  /// Writes the header over 48 bytes at `offset` and returns its check.
  func store(into bytes: inout [UInt8], at offset: Int, seed: CRC32C) -> UInt32 {
    let words = words
    for place in 0..<5 { bytes.store(words[place], at: offset + 8 * place) }
    let check = Self.check(bytes.span, at: offset, seed: seed)
    bytes.store(UInt64(check) | UInt64(Self.marker) << 32, at: offset + 40)
    return check
  }

  static func check(_ bytes: Span<UInt8>, at offset: Int, seed: CRC32C) -> UInt32 {
    var check = seed
    check.update(bytes.extracting(offset..<offset + 40))
    return check.value
  }
}
