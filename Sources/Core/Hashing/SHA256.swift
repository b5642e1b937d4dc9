/// Hashes bytes with SHA-256, as FIPS 180-4 section 6.2 defines it.
///
/// For files, reports and packs, where the question is "was this altered?". Finding the place where
/// two runs part is the trace hash's work, which is much cheaper. Feed any number of
/// pieces with `update`, then take the digest with `finalize`; how the bytes were cut into pieces
/// does not show in the digest. Allocates nothing.
public struct SHA256: Sendable {
  private var state: SIMD8<UInt32>
  private var block: InlineArray<64, UInt8>
  private var blockCount: Int
  private var totalBytes: UInt64

  /// Starts from the initial hash value of section 5.3.3.
  public init() {
    state = SIMD8(
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
      0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
    block = InlineArray(repeating: 0)
    blockCount = 0
    totalBytes = 0
  }

  /// The digest of one message that is already in memory.
  public static func digest(of bytes: Span<UInt8>) -> Digest {
    var hasher = SHA256()
    hasher.update(bytes)
    return hasher.finalize()
  }

  /// The digest of one message that is already in memory.
  public static func digest(of bytes: [UInt8]) -> Digest {
    digest(of: bytes.span)
  }

  /// Takes the next piece of the message.
  ///
  /// - Complexity: O(*n*) in the count of bytes.
  public mutating func update(_ bytes: [UInt8]) {
    update(bytes.span)
  }

  /// Takes the next piece of the message.
  ///
  /// - Complexity: O(*n*) in the count of bytes.
  public mutating func update(_ bytes: Span<UInt8>) {
    // Wraps only past 2^64 bytes, where the standard defines no digest either.
    totalBytes &+= UInt64(bytes.count)
    var position = 0
    while position < bytes.count {
      if blockCount == 0, bytes.count - position >= 64 {
        compress(bytes, from: position)
        position += 64
      } else {
        block[blockCount] = bytes[position]
        position += 1
        blockCount += 1
        if blockCount == 64 { compressBlock() }
      }
    }
  }

  /// Pads the message (section 5.1.1) and yields its digest.
  ///
  /// The hasher is used up; copy it first to go on with a longer message.
  public consuming func finalize() -> Digest {
    let bitCount = totalBytes &<< 3
    block[blockCount] = 0x80
    blockCount += 1
    if blockCount > 56 {
      clearBlock(from: blockCount)
      compressBlock()
    }
    clearBlock(from: blockCount)
    for index in 0..<8 {
      block[56 + index] = UInt8(truncatingIfNeeded: bitCount &>> UInt64(56 - 8 * index))
    }
    compressBlock()
    return Digest(state)
  }

  private mutating func clearBlock(from start: Int) {
    for index in start..<64 { block[index] = 0 }
  }

  private mutating func compressBlock() {
    let full = block
    compress(full.span, from: 0)
    blockCount = 0
  }

  /// Folds the 64 bytes at `start` into the state (section 6.2.2).
  ///
  /// Additions wrap, because the standard adds modulo 2^32.
  private mutating func compress(_ bytes: Span<UInt8>, from start: Int) {
    let message = bytes.extracting(start..<(start + 64))
    var schedule = InlineArray<64, UInt32>(repeating: 0)
    for index in 0..<16 {
      schedule[index] = Self.bigEndianWord(message, at: index &* 4)
    }
    for index in 16..<64 {
      let early = schedule[index &- 15]
      let late = schedule[index &- 2]
      let sigma0 = Self.rotate(early, 7) ^ Self.rotate(early, 18) ^ (early &>> 3)
      let sigma1 = Self.rotate(late, 17) ^ Self.rotate(late, 19) ^ (late &>> 10)
      schedule[index] = schedule[index &- 16] &+ sigma0 &+ schedule[index &- 7] &+ sigma1
    }
    state &+= Self.rounds(state, schedule.span)
  }

  /// The 64 rounds: steps 2 and 3 of section 6.2.2, with the standard's letters.
  ///
  /// Eight rounds a turn, because after eight the letters stand where they stood: instead of moving
  /// each letter to the next, a round is handed the letters moved on.
  private static func rounds(_ state: SIMD8<UInt32>, _ schedule: Span<UInt32>) -> SIMD8<UInt32> {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    let constants = roundConstants
    var index = 0
    while index < 64 {
      round(a, b, c, &d, e, f, g, &h, constants[index] &+ schedule[index])
      round(h, a, b, &c, d, e, f, &g, constants[index &+ 1] &+ schedule[index &+ 1])
      round(g, h, a, &b, c, d, e, &f, constants[index &+ 2] &+ schedule[index &+ 2])
      round(f, g, h, &a, b, c, d, &e, constants[index &+ 3] &+ schedule[index &+ 3])
      round(e, f, g, &h, a, b, c, &d, constants[index &+ 4] &+ schedule[index &+ 4])
      round(d, e, f, &g, h, a, b, &c, constants[index &+ 5] &+ schedule[index &+ 5])
      round(c, d, e, &f, g, h, a, &b, constants[index &+ 6] &+ schedule[index &+ 6])
      round(b, c, d, &e, f, g, h, &a, constants[index &+ 7] &+ schedule[index &+ 7])
      index &+= 8
    }
    return SIMD8(a, b, c, d, e, f, g, h)
  }

  /// One round: leaves the next `e` in `d` and the next `a` in `h`.
  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32,
    _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32, _ input: UInt32
  ) {
    let sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    let choice = (e & f) ^ (~e & g)
    let first = h &+ sum1 &+ choice &+ input
    let sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    let majority = (a & b) ^ (a & c) ^ (b & c)
    d &+= first
    h = first &+ sum0 &+ majority
  }

  private static func bigEndianWord(_ bytes: Span<UInt8>, at offset: Int) -> UInt32 {
    UInt32(bytes[offset]) &<< 24 | UInt32(bytes[offset &+ 1]) &<< 16
      | UInt32(bytes[offset &+ 2]) &<< 8 | UInt32(bytes[offset &+ 3])
  }

  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &>> count | word &<< (32 &- count)
  }

  /// Section 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first primes.
  private static let roundConstants: InlineArray<64, UInt32> = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}

extension SHA256 {
  /// The 32 bytes that stand for a message.
  public struct Digest: Equatable, Sendable, CustomStringConvertible {
    private let words: SIMD8<UInt32>

    fileprivate init(_ words: SIMD8<UInt32>) {
      self.words = words
    }

    /// The 32 bytes in the order in which the standard prints them.
    public var bytes: [UInt8] {
      (0..<32).map { UInt8(truncatingIfNeeded: words[$0 / 4] &>> UInt32(24 - 8 * ($0 % 4))) }
    }

    /// The first eight bytes read as a big-endian number, where a short mark is enough.
    public var leadingWord: UInt64 {
      UInt64(words[0]) &<< 32 | UInt64(words[1])
    }

    /// 64 lowercase hexadecimal digits, as `sha256sum` prints them.
    public var description: String {
      bytes.reduce(into: "") { text, byte in
        text += byte < 16 ? "0" : ""
        text += String(byte, radix: 16)
      }
    }
  }
}
