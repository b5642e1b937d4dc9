public import Synchronization

/// The end of an ``SPSCRing`` that gives.
@frozen public struct SPSCProducer<Element: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
  @usableFromInline let shared: SPSCShared<Element>
  /// How many elements were given.
  @usableFromInline var tail: UInt64 = 0
  /// How many were taken when last looked.
  @usableFromInline var knownHead: UInt64 = 0
  /// How often the ring was full.
  public private(set) var refusals: UInt64 = 0

  init(_ shared: SPSCShared<Element>) { self.shared = shared }

  deinit { shared.producerIsGone.value.store(1, ordering: .releasing) }

  /// How many elements the ring holds at most.
  public var capacity: Int { shared.slots.count }

  /// Gives one element.
  /// - Complexity: O(1), wait-free.
  @inlinable @inline(__always) public mutating func push(_ element: Element) -> PushOutcome {
    if tail &- knownHead == UInt64(shared.slots.count), !findRoom() { return refusal() }
    shared.slots.write(element, at: tail)
    tail &+= 1
    // Releases the slot's bytes: whoever sees the new tail sees them.
    shared.tail.value.store(tail, ordering: .releasing)
    return .pushed
  }

  /// Gives one element that the consumer sees only once `publish` was called, or `push`.
  ///
  /// The line with the tail then passes between the two processors once a batch, not once an element.
  /// Whoever meets `full` publishes before it waits: what the consumer cannot see, it cannot take.
  /// - Complexity: O(1), wait-free.
  @inlinable @inline(__always) public mutating func stage(_ element: Element) -> PushOutcome {
    if tail &- knownHead == UInt64(shared.slots.count), !findRoom() { return refusal() }
    shared.slots.write(element, at: tail)
    tail &+= 1
    return .pushed
  }

  /// Shows the consumer all that was staged.
  /// - Complexity: O(1), wait-free.
  @inlinable @inline(__always) public mutating func publish() {
    // Releases the bytes of all slots below the tail.
    shared.tail.value.store(tail, ordering: .releasing)
  }

  /// Gives the first elements of `elements`, as many as there is room for, in one publication;
  /// returns how many.
  /// - Complexity: O(elements given).
  @inlinable public mutating func push(contentsOf elements: Span<Element>) -> Int {
    var room = shared.slots.count - Int(tail &- knownHead)
    if room < elements.count {
      _ = findRoom()
      room = shared.slots.count - Int(tail &- knownHead)
    }
    let given = min(room, elements.count)
    for index in 0..<given { shared.slots.write(elements[index], at: tail &+ UInt64(index)) }
    if given < elements.count { _ = refusal() }
    tail &+= UInt64(given)
    shared.tail.value.store(tail, ordering: .releasing)
    return given
  }

  /// Looks at how far the consumer is; false when the ring is still full.
  @usableFromInline @inline(never) mutating func findRoom() -> Bool {
    // Acquires the consumer's reads: a slot that it has left may be written again.
    knownHead = shared.head.value.load(ordering: .acquiring)
    return tail &- knownHead < UInt64(shared.slots.count)
  }

  @usableFromInline @inline(never) mutating func refusal() -> PushOutcome {
    refusals &+= 1
    return shared.consumerIsGone.value.load(ordering: .relaxed) == 0 ? .full : .closed
  }
}
