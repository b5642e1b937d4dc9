internal import Synchronization

/// Atomic counters of a ring's slots, found by a number that only rises; the first begins at
/// 0, the next at 2, and so on.
@safe struct CounterArray: ~Copyable, @unchecked Sendable {
  private let count: Int
  private let counters: UnsafeMutablePointer<Atomic<UInt64>>

  init(_ capacity: RingCapacity) {
    count = capacity.slots
    // SAFETY: fresh memory for `count` atomics, each initialised here and never moved.
    unsafe counters = UnsafeMutablePointer<Atomic<UInt64>>.allocate(capacity: count)
    for place in 0..<count { unsafe (counters + place).initialize(to: Atomic(2 * UInt64(place))) }
  }

  deinit {
    // SAFETY: what `init` allocated and initialised; nobody holds this value any more.
    unsafe counters.deinitialize(count: count)
    unsafe counters.deallocate()
  }

  /// The counter of the slot of `number`.
  subscript(number: UInt64) -> Atomic<UInt64> {
    @inline(__always) _read {
      // SAFETY: the mask keeps the place below `count`; atomics may be shared.
      yield unsafe counters[Int(truncatingIfNeeded: number) & (count - 1)]
    }
  }
}
