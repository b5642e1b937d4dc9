/// Work that a fast book did beyond the straight path, counted in steps: what shows that no single
/// request makes it stop and tidy up.
///
/// A request's own work is a constant and one step for each order that it touches. Everything else
/// is counted here; the difference around one request is bounded by `O(log levels + log orders)`,
/// whatever prices and ids an adversary picks (INV-BOOK-11).
public struct BookEffort: BitwiseCopyable, Sendable, Equatable {
  /// Nodes of ordered indexes that were visited.
  public internal(set) var visitedNodes: UInt64 = 0
  /// Entries of nodes that were moved to make or close a gap, or into another node.
  public internal(set) var movedEntries: UInt64 = 0
  /// Entries of the id table that were looked at beyond an id's own place.
  public internal(set) var probes: UInt64 = 0
  /// Entries of the id table that moved as it grew.
  public internal(set) var rehashed: UInt64 = 0
  /// Ids that did not fit near their place and went to the ordered index.
  public internal(set) var spilled: UInt64 = 0
  /// Chunks of memory that were added; never given back.
  public internal(set) var chunks: UInt64 = 0

  /// Nothing done yet.
  public init() {}

  /// All but the chunks.
  public var steps: UInt64 { visitedNodes + movedEntries + probes + rehashed + spilled }
}
