import Core
import Samples

/// Binary tapes put together by hand, with right checksums around whatever they are to hold.
enum ForgedTape {
  /// The beginning of the sample tape, with another version or another header text.
  static func beginning(version: UInt32 = 1, text: [UInt8]? = nil) throws -> [UInt8] {
    let sample = try TapeText.write([])
    let end = sample.dropLast().lastIndex(of: 0x0A) ?? 0
    let text = text ?? Array(sample[...end])
    let head =
      [0x89, 0x54, 0x41, 0x50, 0x45, 0x0D, 0x0A, 0x1A] + bytes(version)
      + bytes(UInt32(text.count))
    return head + bytes(CRC32C.of(text.span)) + bytes(CRC32C.of(head.span)) + text
  }

  /// A section: its mark, the check of its words, and these.
  static func section(_ mark: String, _ words: [UInt64]) -> [UInt8] {
    let content = words.flatMap { bytes($0) }
    return Array("\(mark)\n".utf8) + bytes(CRC32C.of(content.span)) + content
  }

  /// A tape that begins with one block.
  static func bytes(
    payload: [UInt8], count: UInt64 = 1, first: UInt64 = 1, earliest: UInt64 = 0,
    latest: UInt64 = 0, hash: UInt64 = TraceHash.seed, stated size: UInt64? = nil
  ) throws -> [UInt8] {
    let words = [
      count | (size ?? UInt64(payload.count)) << 32, UInt64(CRC32C.of(payload.span)), first,
      earliest, latest, hash,
    ]
    return try beginning() + section("BLK", words) + payload
  }

  static func bytes(_ word: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
  }

  static func bytes(_ word: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
  }
}
