internal import Synchronization

/// The end of an ``MPSCRing`` that takes.
public struct MPSCConsumer<Element: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
  private let shared: MPSCShared<Element>
  /// Ticket of the element that comes next.
  private var head: UInt64 = 0

  init(_ shared: MPSCShared<Element>) { self.shared = shared }

  deinit { shared.consumerIsGone.value.store(1, ordering: .releasing) }

  /// Takes the element with the smallest ticket, and that ticket; nil when there is none, or its
  /// producer has not written it yet.
  /// - Complexity: O(1), wait-free.
  public mutating func pop() -> (ticket: UInt64, element: Element)? {
    let ticket = head
    // Acquires the bytes that the producer wrote.
    guard shared.rounds[ticket].load(ordering: .acquiring) == 2 &* ticket &+ 1 else { return nil }
    let element = shared.slots.read(ticket)
    head &+= 1
    // Opens the slot for the ticket of the next round.
    let following = ticket &+ UInt64(shared.slots.count)
    shared.rounds[ticket].store(2 &* following, ordering: .releasing)
    return (ticket, element)
  }
}
