import Core
import WAL

/// A log made of any bytes whose checks fit, so that a fuzzer, which would never guess one, comes
/// past them.
///
/// The bytes are up to four segments, each as long as its header says. Header, payloads and chain are
/// sealed wherever a record's marker stands; a chain of all ones, and what has no marker, is left as it
/// is: a break, or rot. No segment says of itself that it is large: a repair makes a file of that size.
struct SealedLog {
  /// Files by their numbers.
  private(set) var segments: [(number: UInt64, bytes: [UInt8])] = []
  private var chain: UInt32 = 0

  private static let marker: UInt64 = 0x4C52_5454
  private static let broken: UInt32 = .max
  private static let largest: UInt64 = 1 << 16

  init(_ bytes: [UInt8]) {
    var start = 0
    while bytes.count - start >= SegmentHeader.size, segments.count < 4 {
      let capacity = bytes.span.word(at: start + 72) ?? 0
      let left = bytes.count - start
      let size = capacity >= UInt64(SegmentHeader.size) ? Int(min(capacity, UInt64(left))) : left
      take(Array(bytes[start..<start + size]))
      start += size
    }
  }

  private mutating func take(_ bytes: [UInt8]) {
    // No directory has two files of one name, and they are read in the order of their numbers.
    if let last = segments.last, Self.word(bytes, 16) <= last.number { return }
    var file = bytes
    file.store(Self.word(file, 72) % Self.largest, at: 72)
    if segments.isEmpty || UInt32(truncatingIfNeeded: Self.word(file, 48)) == Self.broken {
      chain = UInt32(truncatingIfNeeded: Self.word(file, 48))
    } else {
      file.store(UInt64(chain), at: 48)
    }
    let check = Self.check(file, 0..<80, CRC32C())
    file.store(UInt64(check), at: 80)
    var seed = CRC32C()
    seed.update(file.span.extracting(24..<32))
    var place = SegmentHeader.size
    while place + LogRecordHeader.size <= file.count {
      let payload = Int(Self.word(file, place) & 0xFFFF_FFFF)
      let end = place + LogRecordHeader.size + (payload + 7) / 8 * 8
      if Self.word(file, place + 40) >> 32 == Self.marker, end <= file.count {
        seal(&file, at: place, payload: payload, seed)
        place = end
      } else {
        place += 8
      }
    }
    segments.append((Self.word(file, 16), file))
  }

  private mutating func seal(
    _ file: inout [UInt8], at place: Int, payload: Int, _ seed: CRC32C
  ) {
    let link = Self.word(file, place + 24)
    if UInt32(truncatingIfNeeded: link >> 32) != Self.broken {
      file.store(link & 0xFFFF_FFFF | UInt64(chain) << 32, at: place + 24)
    }
    let start = place + LogRecordHeader.size
    let upper = Self.word(file, place + 32) & ~0xFFFF_FFFF
    let check = Self.check(file, start..<start + payload, seed)
    file.store(upper | UInt64(check), at: place + 32)
    chain = Self.check(file, place..<place + 40, seed)
    file.store(UInt64(chain) | Self.marker << 32, at: place + 40)
  }

  private static func word(_ file: [UInt8], _ place: Int) -> UInt64 {
    file.span.word(at: place) ?? 0
  }

  private static func check(_ file: [UInt8], _ range: Range<Int>, _ seed: CRC32C) -> UInt32 {
    var check = seed
    check.update(file.span.extracting(range))
    return check.value
  }
}
