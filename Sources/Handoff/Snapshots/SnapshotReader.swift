internal import Synchronization

/// One thread's view of a published value: the last whole one that it read.
public struct SnapshotReader<Value: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
  /// What a refresh came to.
  public enum Refresh: Sendable, Equatable, BitwiseCopyable {
    /// Nothing was published since the last refresh.
    case unchanged
    /// `value` is newer than before.
    case changed
    /// The writer was at work each time that this reader looked; `value` is the one from before.
    case contended
  }

  /// How often a refresh looks before it says `contended`.
  public static var attempts: Int { 8 }

  private let cell: SnapshotCell<Value>
  private let buffer: WordBuffer<Value>
  /// The last whole value that was read.
  public private(set) var value: Value
  /// Version of `value`; nil before the first refresh.
  public private(set) var version: UInt64?
  /// How many published versions this reader never saw, because newer ones had replaced them.
  public private(set) var conflated: UInt64 = 0
  /// How often a mixture of two values was read and thrown away.
  public private(set) var tornReads: UInt64 = 0

  init(_ cell: SnapshotCell<Value>, holding value: Value) {
    self.cell = cell
    self.value = value
    buffer = WordBuffer(value)
  }

  /// Takes the newest published value, if it can be had whole.
  /// - Complexity: O(words of a value) an attempt; never waits.
  public mutating func refresh() -> Refresh {
    for _ in 0..<Self.attempts {
      let before = cell.version.value.load(ordering: .acquiring)
      if before == version.map({ 2 &* $0 }) { return .unchanged }
      if before & 1 == 1 { continue }
      cell.words.load(row: 0, into: buffer)
      // The words are read before the version is looked at again.
      atomicMemoryFence(ordering: .acquiring)
      guard cell.version.value.load(ordering: .relaxed) == before else {
        tornReads &+= 1
        continue
      }
      take(version: before / 2)
      return .changed
    }
    return .contended
  }

  private mutating func take(version newest: UInt64) {
    if let version { conflated &+= newest &- version &- 1 }
    version = newest
    value = buffer.value
  }
}
