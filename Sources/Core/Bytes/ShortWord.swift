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

  /// A word of up to eight bytes.
  init(_ bytes: UInt64) { first = bytes }

  /// Nil when there are more bytes than a short word has.
  init?(_ bytes: some Sequence<UInt8>) {
    var index = 0
    for byte in bytes {
      let bits = UInt64(byte) << UInt64(truncatingIfNeeded: 8 &* (index & 7))
      switch index >> 3 {
      case 0: first |= bits
      case 1: second |= bits
      case 2: third |= bits
      case 3: fourth |= bits
      default: return nil  // open set: integers
      }
      index &+= 1
    }
  }

  /// Whether all bytes agree.
  @inline(always) static func == (left: ShortWord, right: ShortWord) -> Bool {
    (left.first ^ right.first) | (left.second ^ right.second) | (left.third ^ right.third)
      | (left.fourth ^ right.fourth) == 0
  }
}
