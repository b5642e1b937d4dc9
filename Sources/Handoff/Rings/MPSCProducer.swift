internal import Synchronization

/// The end of an ``MPSCRing`` that gives. Copies may be used from any number of threads at once.
public struct MPSCProducer<Element: BitwiseCopyable & Sendable>: Sendable {
  private let shared: MPSCShared<Element>

  init(_ shared: MPSCShared<Element>) { self.shared = shared }

  /// Gives one element.
  /// - Complexity: O(1) where no other producer draws at the same time; lock-free.
  public func push(_ element: Element) -> PushOutcome {
    var ticket = shared.tail.value.load(ordering: .relaxed)
    while true {
      // Acquires the consumer's read of the round before: the slot may be written again.
      let round = shared.rounds[ticket].load(ordering: .acquiring)
      if round == 2 &* ticket {
        let (won, newest) = shared.tail.value.weakCompareExchange(
          expected: ticket, desired: ticket &+ 1, ordering: .relaxed)
        if won { break }
        ticket = newest
        shared.contentions.value.add(1, ordering: .relaxed)
      } else if Int64(bitPattern: round &- 2 &* ticket) < 0 {
        return refusal()
      } else {
        ticket = shared.tail.value.load(ordering: .relaxed)
      }
    }
    shared.slots.write(element, at: ticket)
    shared.rounds[ticket].store(2 &* ticket &+ 1, ordering: .releasing)
    return .pushed
  }

  /// How often any producer found the ring full.
  public var refusals: UInt64 { shared.refusals.value.load(ordering: .relaxed) }

  /// How often any producer lost a ticket to another one: a measure of contention.
  public var contentions: UInt64 { shared.contentions.value.load(ordering: .relaxed) }

  private func refusal() -> PushOutcome {
    shared.refusals.value.add(1, ordering: .relaxed)
    return shared.consumerIsGone.value.load(ordering: .relaxed) == 0 ? .full : .closed
  }
}
