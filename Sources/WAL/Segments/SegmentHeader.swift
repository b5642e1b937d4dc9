internal import Core

/// The first 88 bytes of a segment, little endian words:
///
///     0 magic · 8 version · 16 number · 24 generation · 32 first sequence · 40 first batch
///     48 chain · 56 build · 64 configuration · 72 capacity · 80 check of the 80 bytes before
///
/// A segment continues the one before it: `firstSequence`, `firstBatch` and `chain` must fit what
/// that one ends with.
public struct SegmentHeader: Equatable, Sendable, BitwiseCopyable {
  /// Bytes of a header; the first record follows.
  public static let size = 88
  /// Version that this library writes, and the newest that it reads.
  public static let version: UInt64 = 1
  /// `TTWALSEG`.
  static let magic: UInt64 = 0x4745_534C_4157_5454

  /// Place among the segments of a log, from 1.
  public var number: UInt64
  /// Drawn anew for every segment and mixed into every check in it.
  public var generation: UInt64
  /// Sequence of its first record.
  public var firstSequence: LogSequence
  /// Batch of its first record.
  public var firstBatch: UInt64
  /// Header check of the record before its first one.
  public var chain: UInt32
  /// Who wrote it.
  public var build: UInt64
  /// Hash of the configuration of the machine whose inputs these are.
  public var configuration: UInt64
  /// Bytes of the file.
  public var capacity: Int

  /// What the checks of this segment's records begin with.
  var seed: CRC32C { Self.seed(generation) }

  static func seed(_ generation: UInt64) -> CRC32C {
    var bytes: [UInt8] = []
    bytes.append(word: generation)
    var seed = CRC32C()
    seed.update(bytes.span)
    return seed
  }

  /// The header's bytes.
  public func bytes() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.size)
    for word in [
      Self.magic, Self.version, number, generation, firstSequence.rawValue, firstBatch,
      UInt64(chain), build, configuration, UInt64(capacity),
    ] { bytes.append(word: word) }
    bytes.append(word: UInt64(CRC32C.of(bytes.span)))
    return bytes
  }

  /// Reads a segment's first bytes.
  public init(_ bytes: Span<UInt8>) throws(LogDamage.Reason) {
    guard bytes.count >= Self.size, let magic = bytes.word(at: 0), magic == Self.magic else {
      throw .notASegment
    }
    func word(_ place: Int) -> UInt64 { bytes.word(at: 8 * place) ?? 0 }
    guard UInt64(CRC32C.of(bytes.extracting(0..<80))) == word(10) else { throw .segmentCheck }
    guard word(1) > 0 else { throw .notASegment }
    guard word(1) <= Self.version else { throw .newerVersion(word(1)) }
    guard let chain = UInt32(exactly: word(6)), let capacity = Int(exactly: word(9)),
      Self.isPossible(capacity), max(word(2), word(4), word(5)) <= LogSequence.highest.rawValue
    else { throw .segmentCheck }
    self.init(
      number: word(2), generation: word(3), firstSequence: LogSequence(word(4)),
      firstBatch: word(5), chain: chain, build: word(7), configuration: word(8), capacity: capacity)
  }

  /// Whether a segment can have so many bytes: whole words, room for the header, at most 4 GiB.
  static func isPossible(_ capacity: Int) -> Bool {
    capacity % 8 == 0 && capacity >= size && capacity <= 1 << 32
  }

  /// Takes every field.
  public init(
    number: UInt64, generation: UInt64, firstSequence: LogSequence, firstBatch: UInt64,
    chain: UInt32, build: UInt64, configuration: UInt64, capacity: Int
  ) {
    self.number = number
    self.generation = generation
    self.firstSequence = firstSequence
    self.firstBatch = firstBatch
    self.chain = chain
    self.build = build
    self.configuration = configuration
    self.capacity = capacity
  }
}
