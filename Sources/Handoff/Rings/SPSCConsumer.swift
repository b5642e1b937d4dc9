public import Synchronization

/// The end of an ``SPSCRing`` that takes.
@frozen public struct SPSCConsumer<Element: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
  @usableFromInline let shared: SPSCShared<Element>
  /// How many elements were taken.
  @usableFromInline var head: UInt64 = 0
  /// How many had been given when last looked.
  @usableFromInline var knownTail: UInt64 = 0

  init(_ shared: SPSCShared<Element>) { self.shared = shared }

  deinit { shared.consumerIsGone.value.store(1, ordering: .releasing) }

  /// Takes the element that waited longest; nil when there is none.
  /// - Complexity: O(1), wait-free.
  @inlinable @inline(__always) public mutating func pop() -> Element? {
    if head == knownTail, !look() { return nil }
    let element = shared.slots.read(head)
    head &+= 1
    // Releases the slot: the producer that sees the new head may write it.
    shared.head.value.store(head, ordering: .releasing)
    return element
  }

  /// Hands all waiting elements, at most `limit`, to `body` in order and gives their slots back
  /// together; returns how many there were.
  /// - Complexity: O(elements taken).
  @inlinable public mutating func drain(limit: Int = .max, _ body: (Element) -> Void) -> Int {
    let limit = max(0, limit)
    if Int(knownTail &- head) < limit { _ = look() }
    let count = min(limit, Int(knownTail &- head))
    for step in 0..<UInt64(count) { body(shared.slots.read(head &+ step)) }
    head &+= UInt64(count)
    shared.head.value.store(head, ordering: .releasing)
    return count
  }

  /// Whether nothing waits and the producer is gone: nothing will ever come.
  public mutating func isFinished() -> Bool {
    // First the flag, then the tail: what was given before the producer went is still found.
    let isGone = shared.producerIsGone.value.load(ordering: .acquiring) != 0
    return isGone && head == knownTail && !look()
  }

  /// Looks at how far the producer is; false when nothing waits.
  @usableFromInline @inline(never) mutating func look() -> Bool {
    // Acquires the bytes of the slots below the tail.
    knownTail = shared.tail.value.load(ordering: .acquiring)
    return head != knownTail
  }
}
