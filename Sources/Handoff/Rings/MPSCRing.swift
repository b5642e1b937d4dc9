internal import Synchronization

/// A bounded queue from many threads to one, with one total order of all elements: that of their
/// tickets, which producers draw by compare-and-exchange.
///
/// This is Vyukov's bounded queue (2010): each slot carries the number of the round in which it
/// may be written or read next. Numbers are 64 bits wide and only rise, so there is no ABA. A
/// producer that is stopped between its ticket and its write holds up the consumer at that element
/// and nobody else; nothing is lost or overtaken.
@frozen public struct MPSCRing<Element: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
  /// The end that gives: copies may go to any number of threads.
  public let producer: MPSCProducer<Element>
  /// The end that takes.
  public var consumer: MPSCConsumer<Element>

  /// An empty ring.
  public init(capacity: RingCapacity) {
    let shared = MPSCShared<Element>(capacity)
    producer = MPSCProducer(shared)
    consumer = MPSCConsumer(shared)
  }
}

/// What the ends of an ``MPSCRing`` share.
@usableFromInline final class MPSCShared<Element: BitwiseCopyable & Sendable>: Sendable {
  /// The next ticket.
  let tail = LoneCounter()
  /// How often a producer found the ring full.
  let refusals = LoneCounter()
  /// How often a producer lost a ticket to another one and drew again.
  let contentions = LoneCounter()
  /// Not 0 once the consumer is gone.
  let consumerIsGone = LoneCounter()
  /// Of each slot: 2t when ticket t may write it, 2t + 1 when it was written. (Vyukov's t and t + 1
  /// cannot tell the two apart in a ring of one slot.)
  let rounds: CounterArray
  let slots: SlotArray<Element>

  init(_ capacity: RingCapacity) {
    rounds = CounterArray(capacity)
    slots = SlotArray(capacity)
  }
}
