/// What became of an element that was given to a ring.
///
/// A full ring refuses (the overflow policy of every ring here): the producer still has the element
/// and decides whether to drop it, to wait in its own loop, or to refuse its own sender. Each
/// refusal is counted.
public enum PushOutcome: Sendable, Equatable, BitwiseCopyable {
  /// It is in the ring; the consumer will see it behind all that were pushed before.
  case pushed
  /// Every slot holds an element that the consumer has not taken.
  case full
  /// The other end is gone: nobody will ever take it.
  case closed
}
