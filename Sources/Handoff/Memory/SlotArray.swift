/// Memory of a ring: a power of two of slots, found by a number that only rises.
///
/// Which thread may touch a slot when, and that none is read before it is written, is the ring's
/// business; this type holds the memory and masks the number, so that no slot lies outside.
@safe @usableFromInline struct SlotArray<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  /// How many slots there are, a power of two.
  @usableFromInline let count: Int
  @usableFromInline let slots: UnsafeMutablePointer<Element>

  @usableFromInline init(_ capacity: RingCapacity) {
    count = capacity.slots
    // SAFETY: fresh memory for `count` elements, freed once, in `deinit`.
    unsafe slots = UnsafeMutablePointer<Element>.allocate(capacity: count)
  }

  deinit {
    // SAFETY: the elements are plain bytes and the memory is this value's own.
    unsafe slots.deallocate()
  }

  /// The element that was last written to the slot of `number`.
  @inlinable @inline(__always) func read(_ number: UInt64) -> Element {
    // SAFETY: the mask keeps the place below `count`, and the memory lives as long as this value;
    // rings read a number only after it was written.
    unsafe slots[place(of: number)]
  }

  /// Puts an element into the slot of `number`.
  @inlinable @inline(__always) func write(_ element: Element, at number: UInt64) {
    // SAFETY: as in `read`; plain bytes need no initialisation of their own.
    unsafe (slots + place(of: number)).initialize(to: element)
  }

  @inlinable @inline(__always) func place(of number: UInt64) -> Int {
    Int(truncatingIfNeeded: number) & (count - 1)
  }
}
