/// A value whose words belong together: a mixture of two is found out by its own checksum.
struct CheckedQuote: BitwiseCopyable, Sendable, Equatable {
  var number: UInt64
  var bid: UInt64
  var ask: UInt64
  /// Not a multiple of eight bytes in all.
  var depth: UInt32
  var check: UInt64

  init(_ number: UInt64) {
    self.number = number
    bid = number &* 3
    ask = number &* 5 &+ 1
    depth = UInt32(truncatingIfNeeded: number &* 7)
    check = number ^ bid ^ ask ^ UInt64(depth)
  }

  /// Whether all words are of one value.
  var isWhole: Bool { self == CheckedQuote(number) }
}
