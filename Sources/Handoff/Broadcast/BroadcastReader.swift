internal import Synchronization

/// What happens to a reader that fell behind further than the ring is long.
public enum SlowReaderPolicy: Sendable, Equatable, BitwiseCopyable {
  /// It goes on with the newest element; what it missed is counted.
  case conflate
  /// It hears nothing more.
  case cutOff
}

/// Where readers of a ``BroadcastPublisher`` come from; copies may go to any thread.
public struct BroadcastSource<Element: BitwiseCopyable & Sendable>: Sendable {
  private let ring: BroadcastRing<Element>

  init(_ ring: BroadcastRing<Element>) { self.ring = ring }

  /// A reader that begins with the element sent next; `element` only primes its buffer.
  public func reader(
    whenSlow policy: SlowReaderPolicy, priming element: Element
  ) -> BroadcastReader<Element> {
    BroadcastReader(ring, policy, priming: element)
  }
}

/// One thread's place in a broadcast.
public struct BroadcastReader<Element: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
  private let ring: BroadcastRing<Element>
  private let buffer: WordBuffer<Element>
  private let policy: SlowReaderPolicy
  /// Number of the element that comes next.
  private var next: UInt64
  /// How many elements were overwritten before this reader came to them.
  public private(set) var missed: UInt64 = 0
  /// Whether the reader was too slow and its policy is to be cut off.
  public private(set) var isCutOff = false

  init(_ ring: BroadcastRing<Element>, _ policy: SlowReaderPolicy, priming element: Element) {
    self.ring = ring
    self.policy = policy
    buffer = WordBuffer(element)
    next = ring.published.value.load(ordering: .acquiring)
  }

  /// Hands the announced elements, at most `limit`, to `body` in order; returns how many.
  ///
  /// Where `missed` has grown, whoever builds a state from the elements takes a snapshot first.
  /// - Complexity: O(elements handed over); never waits.
  public mutating func drain(limit: Int = .max, _ body: (Element) -> Void) -> Int {
    let published = ring.published.value.load(ordering: .acquiring)
    var count = 0
    while count < limit, next < published, !isCutOff {
      if read() {
        body(buffer.value)
        next &+= 1
        count += 1
      } else {
        fallBehind()
      }
    }
    return count
  }

  /// Whether everything was read and the publisher is gone.
  public func isFinished() -> Bool {
    let isClosed = ring.isClosed.value.load(ordering: .acquiring) != 0
    return isClosed && next == ring.published.value.load(ordering: .acquiring)
  }

  /// Reads the next element's slot; false when another one is, or is being, written over it.
  private func read() -> Bool {
    let expected = 2 &* next &+ 2
    guard ring.rounds[next].load(ordering: .acquiring) == expected else { return false }
    ring.words.load(row: ring.row(of: next), into: buffer)
    atomicMemoryFence(ordering: .acquiring)
    return ring.rounds[next].load(ordering: .relaxed) == expected
  }

  /// The writer has lapped this reader.
  private mutating func fallBehind() {
    let newest = ring.published.value.load(ordering: .acquiring) &- 1
    missed &+= newest &- next
    next = newest
    isCutOff = policy == .cutOff
  }
}
