/// Order ids that share a place in the fast book's id table however large it is, and a home in the
/// table for those that are crowded out as long as that has at most 2¹⁶ lines and the usual seed:
/// what somebody would send who has read the source.
public enum CollidingIdentifiers {
  /// The seed of the fast book unless its maker chose another.
  private static let seed: UInt64 = 0x7275_6574_6170_6521

  /// The first `count` of them.
  /// - Complexity: O(2¹⁶ · *count*).
  public static func some(_ count: Int) -> [UInt64] {
    var found: [UInt64] = []
    var upper: UInt64 = 0
    while found.count < count {
      // The upper half is folded into the lower one, which here takes it back.
      let lower = 0 &- UInt32(truncatingIfNeeded: upper) &* 0x9E37_79B1
      let id = upper << 32 | UInt64(lower)
      let product = (id >> 3 ^ seed).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
      let hash = UInt32(truncatingIfNeeded: product.high ^ product.low)
      if hash >> 1 & 0xFFFF == 0x1234 { found.append(id) }
      upper += 8
    }
    return found
  }
}
