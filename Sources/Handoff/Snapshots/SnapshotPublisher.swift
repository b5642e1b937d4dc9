internal import Synchronization

/// Publishes the newest value of something, such as the top of a book, to any number of threads:
/// one writer that never waits, readers that take no lock.
///
/// A seqlock (Boehm, "Can seqlocks get along with programming language memory models?", 2012): the
/// version is odd while the value is written; a reader that saw it change, or odd, has a mixture and
/// throws it away. All words are atomics, so a mixture is all that can happen. Readers see the
/// newest value, not each: what lies between is conflated, and counted.
public struct SnapshotPublisher<Value: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
  private let cell: SnapshotCell<Value>
  private let buffer: WordBuffer<Value>
  /// How many values were published; the first value, from `init`, has version 0.
  public private(set) var version: UInt64 = 0

  /// Publishes `value` as version 0.
  public init(_ value: Value) {
    buffer = WordBuffer(value)
    cell = SnapshotCell(buffer)
  }

  /// What readers are made from.
  public var source: SnapshotSource<Value> { SnapshotSource(cell) }

  /// Replaces the published value.
  /// - Complexity: O(words of a value), wait-free.
  public mutating func publish(_ value: Value) {
    buffer.value = value
    cell.version.value.store(2 &* version &+ 1, ordering: .relaxed)
    // The odd version is seen before any of the new words.
    atomicMemoryFence(ordering: .releasing)
    cell.words.store(buffer, row: 0)
    version &+= 1
    // Releases the words: whoever sees the even version sees them.
    cell.version.value.store(2 &* version, ordering: .releasing)
  }
}

/// Where readers of a ``SnapshotPublisher`` come from; copies may go to any thread.
public struct SnapshotSource<Value: BitwiseCopyable & Sendable>: Sendable {
  private let cell: SnapshotCell<Value>

  init(_ cell: SnapshotCell<Value>) { self.cell = cell }

  /// A reader of its own for one thread, holding `value` until its first refresh.
  public func reader(holding value: Value) -> SnapshotReader<Value> {
    SnapshotReader(cell, holding: value)
  }
}

/// What a publisher and its readers share.
final class SnapshotCell<Value: BitwiseCopyable & Sendable>: Sendable {
  /// Twice the version; odd while the next one is written.
  let version = LoneCounter()
  let words = WordTable<Value>(rows: 1)

  init(_ buffer: borrowing WordBuffer<Value>) { words.store(buffer, row: 0) }
}
