internal import Core

/// A set of numbers below 2⁴⁸ that knows which of them is the next lower: a trie of 64 branches a
/// node, eight nodes high, whose nodes are found by hashing.
///
/// A node is one word with a bit for each branch. Nothing is ever moved, whatever numbers come and
/// go in whatever order, and neighbours share their nodes.
struct NumberSet: Sendable {
  private static let height: UInt64 = 8

  private var nodes = IdentifierMap<UInt64>()

  /// Adds a number.
  /// - Complexity: O(1), eight nodes at most; one where a neighbour is there.
  mutating func insert(_ number: UInt64) {
    var prefix = number
    for height in 0..<Self.height {
      let key = Self.key(height, prefix)
      let branches = nodes[key] ?? 0
      nodes[key] = branches | Self.branch(prefix)
      if branches != 0 { return }
      prefix >>= 6
    }
  }

  /// Takes a number out that is there.
  /// - Complexity: as `insert`.
  mutating func remove(_ number: UInt64) {
    var prefix = number
    for height in 0..<Self.height {
      let key = Self.key(height, prefix)
      let rest = (nodes[key] ?? 0) & ~Self.branch(prefix)
      nodes[key] = rest == 0 ? nil : rest
      if rest != 0 { return }
      prefix >>= 6
    }
  }

  /// The highest of the numbers below `number`; nil when there is none.
  /// - Complexity: as `insert`.
  func below(_ number: UInt64) -> UInt64? {
    var prefix = number
    for height in 0..<Self.height {
      let lower = (nodes[Self.key(height, prefix)] ?? 0) & (Self.branch(prefix) &- 1)
      prefix >>= 6
      if lower != 0 { return highest(below: prefix << 6 | lower.highestBit, at: height) }
    }
    return nil
  }

  /// The highest number whose leading bits are `prefix`, a branch of a node at `height`.
  private func highest(below prefix: UInt64, at height: UInt64) -> UInt64 {
    var prefix = prefix
    for height in (0..<height).reversed() {
      prefix <<= 6
      prefix |= (nodes[Self.key(height, prefix)] ?? 0).highestBit
    }
    return prefix
  }

  /// Name of the node at `height` that has a branch for `prefix`.
  private static func key(_ height: UInt64, _ prefix: UInt64) -> UInt64 {
    height << 56 | prefix >> 6
  }

  private static func branch(_ prefix: UInt64) -> UInt64 { 1 << (prefix & 63) }
}

extension UInt64 {
  /// Place of the highest bit that is set, of a word that has one.
  var highestBit: UInt64 { 63 &- UInt64(truncatingIfNeeded: leadingZeroBitCount) }
}
