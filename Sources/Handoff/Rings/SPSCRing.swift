internal import Synchronization

/// A bounded queue from one thread to one other: wait-free, first in, first out.
///
/// Each end is a value of which there is one; a thread owns an end by holding it. Elements are
/// plain bytes, copied in and copied out. A full ring refuses; see ``PushOutcome``.
///
/// This is Lamport's queue (1977); each end keeps a copy of the other's position and reads the
/// shared one only when the copy says full or empty (MCRingBuffer, Lee et al. 2010). Positions
/// are 64-bit numbers that only rise, so there is no ABA.
///
///     let ring = SPSCRing<Order>(capacity: RingCapacity(atLeast: 1024))
///     var producer = ring.producer  // takes the ring apart: goes to one thread
///     var consumer = ring.consumer  // goes to the other
@frozen public struct SPSCRing<Element: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
  /// The end that gives.
  public var producer: SPSCProducer<Element>
  /// The end that takes.
  public var consumer: SPSCConsumer<Element>

  /// An empty ring.
  public init(capacity: RingCapacity) {
    let shared = SPSCShared<Element>(capacity)
    producer = SPSCProducer(shared)
    consumer = SPSCConsumer(shared)
  }
}

/// What the two ends of an ``SPSCRing`` share.
@usableFromInline final class SPSCShared<Element: BitwiseCopyable & Sendable>: Sendable {
  /// How many elements were taken; written by the consumer.
  @usableFromInline let head = LoneCounter()
  /// How many elements were given; written by the producer.
  @usableFromInline let tail = LoneCounter()
  /// Set once, by the producer's last act.
  @usableFromInline let producerIsGone = LoneCounter()
  /// Set once, by the consumer's last act.
  @usableFromInline let consumerIsGone = LoneCounter()
  @usableFromInline let slots: SlotArray<Element>

  init(_ capacity: RingCapacity) { slots = SlotArray(capacity) }
}
