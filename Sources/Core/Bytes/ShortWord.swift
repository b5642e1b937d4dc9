/// A word of at most 32 bytes held in machine words, zeros behind its end: names, kinds and tokens
/// of a tape, compared without a loop.
struct ShortWord: BitwiseCopyable, Sendable, Equatable {
  /// Longest word.
  static let maximumLength = 32

  var first: UInt64 = 0
  var second: UInt64 = 0
  var third: UInt64 = 0
  var fourth: UInt64 = 0

  /// The empty word.
  init() {}

  /// A word of one byte.
  init(_ byte: UInt8) { first = UInt64(byte) }

  /// Nil when there are more bytes than a short word has.
  init?(_ bytes: some Sequence<UInt8>) {
    for (index, byte) in bytes.enumerated() {
      let bits = UInt64(byte) << UInt64(8 * (index % 8))
      switch index / 8 {
      case 0: first |= bits
      case 1: second |= bits
      case 2: third |= bits
      case 3: fourth |= bits
      default: return nil  // open set: integers
      }
    }
  }

  /// Bits for a hash table, the well-mixed ones highest; the wrapping product is the hash.
  @inline(always) var hashBits: UInt64 {
    let folded =
      first ^ Self.turned(second, by: 19) ^ Self.turned(third, by: 37)
      ^ Self.turned(fourth, by: 53)
    return (folded ^ folded >> 29) &* TraceHash.multiplier
  }

  @inline(always) private static func turned(_ word: UInt64, by bits: UInt64) -> UInt64 {
    word &<< bits | word &>> (64 &- bits)
  }

  /// Whether all bytes agree.
  @inline(always) static func == (left: ShortWord, right: ShortWord) -> Bool {
    (left.first ^ right.first) | (left.second ^ right.second) | (left.third ^ right.third)
      | (left.fourth ^ right.fourth) == 0
  }
}
