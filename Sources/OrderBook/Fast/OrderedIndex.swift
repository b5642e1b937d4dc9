/// Finds a slot by a 64-bit rank and walks ranks from highest to lowest: a B+ tree of nodes with up
/// to 32 entries.
///
/// The highest rank is where a book lives: a leaf of its own is remembered for it, and what happens
/// there needs no descent. Everything else is O(log n), for any ranks in any order.
///
/// A node that falls below a quarter of its room is joined with a neighbour that has space for both;
/// only the last leaf may be thinner, down to one entry. So neighbours below one parent hold eight
/// entries together, and the tree is at most log₄ n high.
@usableFromInline
struct OrderedIndex: ~Copyable, Sendable {
  /// Up to 32 ranks, ascending, each with a slot in a leaf, or with the child whose ranks begin
  /// there.
  @usableFromInline
  struct Node: BitwiseCopyable, Sendable {
    @usableFromInline static var capacity: Int { 32 }

    @usableFromInline var ranks = InlineArray<32, Int64>(repeating: 0)
    @usableFromInline var slots = InlineArray<32, UInt32>(repeating: 0)
    @usableFromInline var count = 0
    /// The leaf with the next lower ranks; of a free node, the next free one.
    @usableFromInline var previous: UInt32 = 0
    /// The leaf with the next higher ranks.
    @usableFromInline var next: UInt32 = 0

    @usableFromInline init() {}
  }

  /// Where a rank stands in a leaf, or would be inserted.
  @usableFromInline
  struct Place: BitwiseCopyable, Sendable {
    @usableFromInline var leaf: UInt32
    @usableFromInline var position: Int

    @inlinable init(leaf: UInt32, position: Int) {
      self.leaf = leaf
      self.position = position
    }
  }

  @usableFromInline var nodes = ChunkedArray<4, Node>()
  @usableFromInline var root: UInt32 = 0
  /// Nodes between root and leaf, both included; 0 for an empty tree.
  @usableFromInline var height = 0
  /// The leaf with the highest ranks.
  @usableFromInline var lastLeaf: UInt32 = 0
  /// How many ranks there are.
  @usableFromInline var count = 0
  @usableFromInline var effort = BookEffort()
  var firstFree: UInt32 = 0
  /// Nodes that were ever in use; slot 0 stands for none.
  var usedNodes: UInt32 = 1

  init() {}

  /// The entry with the highest rank; nil in an empty tree.
  @inlinable var last: Place? {
    root == 0 ? nil : Place(leaf: lastLeaf, position: nodes[lastLeaf].count - 1)
  }

  /// The entry with the next lower rank; nil at the end.
  /// - Complexity: O(1).
  @inlinable func below(_ place: Place) -> Place? {
    if place.position > 0 { return Place(leaf: place.leaf, position: place.position - 1) }
    let leaf = nodes[place.leaf].previous
    return leaf == 0 ? nil : Place(leaf: leaf, position: nodes[leaf].count - 1)
  }

  /// The slot of an entry.
  @inlinable func slot(at place: Place) -> UInt32 { nodes[place.leaf].slots[place.position] }

  /// The rank of an entry.
  @inlinable func rank(at place: Place) -> Int64 { nodes[place.leaf].ranks[place.position] }

  /// As `slot(of:)`, by address.
  @usableFromInline mutating func find(_ rank: Int64) -> UInt32 { slot(of: rank) }

  /// The slot of a rank; 0 when it is not there.
  /// - Complexity: O(log n).
  @inline(always) func slot(of rank: Int64) -> UInt32 {
    guard root != 0 else { return 0 }
    let place = place(of: rank)
    guard place.position < nodes[place.leaf].count, self.rank(at: place) == rank else { return 0 }
    return slot(at: place)
  }

  /// Where `rank` stands, or would be inserted, in a tree that is not empty.
  @inline(always) func place(of rank: Int64) -> Place {
    var node = root
    for _ in 1..<height { node = nodes[node].slots[child(of: node, for: rank)] }
    return Place(leaf: node, position: lowerBound(of: rank, in: node))
  }

  /// How many ranks of a node are lower.
  @inline(always) func lowerBound(of rank: Int64, in node: UInt32) -> Int {
    var low = 0
    var high = nodes[node].count
    while low < high {
      let middle = (low + high) / 2
      if nodes[node].ranks[middle] < rank { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Position of the child whose ranks include `rank`; what is below all is the first one's.
  @inline(always) func child(of node: UInt32, for rank: Int64) -> Int {
    let position = lowerBound(of: rank, in: node)
    if position < nodes[node].count, nodes[node].ranks[position] == rank { return position }
    return max(0, position - 1)
  }
}
