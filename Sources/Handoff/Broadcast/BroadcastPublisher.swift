internal import Synchronization

/// Sends every element to any number of readers: one copy in shared memory, one writer that never
/// waits, readers that each go at their own pace.
///
/// A reader that falls further behind than the ring is long loses what was overwritten. It finds
/// that out, is told how much, and goes on with the newest element (`conflate`) or hears nothing
/// more (`cutOff`); no other reader, and not the writer, ever notices. Each slot is a seqlock, as in
/// ``SnapshotPublisher``.
public struct BroadcastPublisher<Element: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
  private let ring: BroadcastRing<Element>
  private let buffer: WordBuffer<Element>
  private var next: UInt64 = 0

  /// An empty ring; `element` only gives the buffers their first contents and is never sent.
  public init(capacity: RingCapacity, priming element: Element) {
    ring = BroadcastRing(capacity)
    buffer = WordBuffer(element)
  }

  deinit { ring.isClosed.value.store(1, ordering: .releasing) }

  /// What readers are made from.
  public var source: BroadcastSource<Element> { BroadcastSource(ring) }

  /// How many elements were sent.
  public var count: UInt64 { next }

  /// Sends one element.
  /// - Complexity: O(words of an element), wait-free, whatever the number of readers.
  public mutating func publish(_ element: Element) {
    write(element)
    announce()
  }

  /// Sends all elements with one announcement: readers find the batch whole.
  /// - Complexity: O(words of the elements), wait-free.
  public mutating func publish(contentsOf elements: Span<Element>) {
    for index in elements.indices { write(elements[index]) }
    announce()
  }

  private mutating func write(_ element: Element) {
    buffer.value = element
    let row = ring.row(of: next)
    ring.rounds[next].store(2 &* next &+ 1, ordering: .relaxed)
    // The odd round is seen before any of the new words.
    atomicMemoryFence(ordering: .releasing)
    ring.words.store(buffer, row: row)
    ring.rounds[next].store(2 &* next &+ 2, ordering: .releasing)
    next &+= 1
  }

  private func announce() { ring.published.value.store(next, ordering: .releasing) }
}

/// What a publisher and its readers share.
final class BroadcastRing<Element: BitwiseCopyable & Sendable>: Sendable {
  /// How many elements are announced.
  let published = LoneCounter()
  /// Not 0 once the publisher is gone.
  let isClosed = LoneCounter()
  /// Of each slot, by the number of the element in it: 2n + 1 while it is written, then 2n + 2.
  let rounds: CounterArray
  let words: WordTable<Element>
  let capacity: Int

  init(_ capacity: RingCapacity) {
    self.capacity = capacity.slots
    rounds = CounterArray(capacity)
    words = WordTable(rows: capacity.slots)
  }

  func row(of number: UInt64) -> Int { Int(truncatingIfNeeded: number) & (capacity - 1) }
}
