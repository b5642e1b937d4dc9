import Core
import WAL

/// Lays records and segments byte by byte as docs/formats/wal.md says, with a check of its own: a
/// second implementation to hold the library's against, and a way to make logs that it never writes.
struct HandLaid {
  let generation: UInt64
  private(set) var bytes: [UInt8] = []
  /// Header check of the record laid last.
  private(set) var chain: UInt32

  static let capacity = 1024
  static let build: UInt64 = 0xB11D
  static let configuration: UInt64 = 0xC0FF_EE

  /// A record before it is laid; what is left out follows from what was laid before.
  struct Record: Sendable {
    let payload: [UInt8]
    let sequence: UInt64
    let batch: UInt64
    let kind: UInt8
    let ends: Bool
    let epoch: UInt32
    let chain: UInt32?
    let generation: UInt64?

    init(
      _ payload: String, sequence: UInt64, batch: UInt64, kind: UInt8 = 1, ends: Bool = true,
      epoch: UInt32 = 1, chain: UInt32? = nil, generation: UInt64? = nil
    ) {
      self.payload = Array(payload.utf8)
      self.sequence = sequence
      self.batch = batch
      self.kind = kind
      self.ends = ends
      self.epoch = epoch
      self.chain = chain
      self.generation = generation
    }
  }

  /// The 88 bytes of a segment header, and nothing else yet.
  init(
    generation: UInt64 = 0x1122_3344_5566_7788, number: UInt64 = 1, version: UInt64 = 1,
    first: UInt64 = 1, batch: UInt64 = 1, chain: UInt32 = 0
  ) {
    self.generation = generation
    self.chain = chain
    words(0x4745_534C_4157_5454, version, number, generation, first, batch, UInt64(chain))
    words(Self.build, Self.configuration, UInt64(Self.capacity))
    words(UInt64(Self.check(bytes)))
  }

  private mutating func words(_ words: UInt64...) {
    for word in words {
      for shift: UInt64 in 0..<8 { bytes.append(UInt8(word >> (8 * shift) & 0xFF)) }
    }
  }

  /// Lays a record behind what is there.
  mutating func lay(_ record: Record) {
    let generation = record.generation ?? generation
    let offset = bytes.count
    let flags: UInt64 = record.ends ? 1 : 0
    words(UInt64(record.payload.count) | UInt64(record.kind) << 32 | flags << 40, record.sequence)
    words(record.batch, UInt64(record.epoch) | UInt64(record.chain ?? chain) << 32)
    words(UInt64(Self.check(Self.seed(generation) + record.payload)))
    chain = Self.check(Self.seed(generation) + bytes[offset...])
    words(UInt64(chain) | 0x4C52_5454 << 32)
    bytes += record.payload
    while bytes.count % 8 != 0 { bytes.append(0) }
  }

  /// Leaves a hole of zeros as long as what `record` would take; the chain goes on as if it were
  /// there.
  mutating func skip(_ record: Record) {
    let offset = bytes.count
    lay(record)
    for place in offset..<bytes.count { bytes[place] = 0 }
  }

  /// The whole file: zeros to its capacity.
  var file: [UInt8] { bytes + Array(repeating: 0, count: Self.capacity - bytes.count) }

  private static func seed(_ generation: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(generation >> (8 * UInt64($0)) & 0xFF) }
  }

  /// CRC32C, bit by bit.
  static func check(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var register: UInt32 = ~0
    for byte in bytes {
      register ^= UInt32(byte)
      for _ in 0..<8 {
        register = register & 1 == 0 ? register >> 1 : register >> 1 ^ 0x82F6_3B78
      }
    }
    return ~register
  }
}
