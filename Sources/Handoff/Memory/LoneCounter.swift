public import Synchronization

/// A counter with a cache line pair to itself: what one thread writes often must not share a line
/// with what another one writes (false sharing), and processors fetch lines in pairs.
@usableFromInline struct LoneCounter: ~Copyable, Sendable {
  @usableFromInline let value = Atomic<UInt64>(0)
  /// 8 + 120 = 128 bytes.
  private let padding: (Pad, Pad, Pad, Pad, Pad) = (Pad(), Pad(), Pad(), Pad(), Pad())

  @inlinable init() {}

  @usableFromInline struct Pad: BitwiseCopyable, Sendable {
    private let words: (UInt64, UInt64, UInt64) = (0, 0, 0)
    @usableFromInline init() {}
  }
}
