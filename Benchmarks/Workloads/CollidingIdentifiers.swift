/// Order ids that share a home in the fast book's id table, for as long as it has at most 2¹⁶ lines
/// and the usual seed: what somebody would send who has read the source.
public enum CollidingIdentifiers {
  /// The seed of the fast book unless its maker chose another.
  private static let seed: UInt64 = 0x7275_6574_6170_6521

  /// The first `count` of them from 0 on.
  /// - Complexity: O(2¹⁶ · *count*).
  public static func some(_ count: Int) -> [UInt64] {
    var found: [UInt64] = []
    var group: UInt64 = 0
    while found.count < count {
      let product = (group ^ seed).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
      let hash = UInt32(truncatingIfNeeded: product.high ^ product.low)
      if hash >> 1 & 0xFFFF == 0x1234 { found.append(group << 3) }
      group += 1
    }
    return found
  }
}
