/// FNV-1a, 64 bits, over little-endian words: how the common workload names a stream of trades and a
/// final book.
public struct WorkloadHash: Equatable, Sendable {
  /// The hash of what was folded so far; the published offset when nothing was.
  public private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  /// A hash of nothing.
  public init() {}

  /// Takes the eight bytes of a word, lowest first; the product wraps by definition.
  public mutating func fold(_ word: UInt64) {
    var rest = word
    for _ in 0..<8 {
      value = (value ^ (rest & 0xff)) &* 0x0000_0100_0000_01b3
      rest &>>= 8
    }
  }
}
