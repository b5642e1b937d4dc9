/// One thread's own copy of a value as words: what is written to, or was read from, a
/// ``WordTable``.
///
/// A reader looks at the bytes as a value only after it knows that they belong together; until then
/// they are numbers.
@safe struct WordBuffer<Value: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  let words: UnsafeMutablePointer<UInt64>

  /// How many words a value takes.
  static var count: Int { max(1, (MemoryLayout<Value>.size + 7) / 8) }

  init(_ value: Value) {
    // SAFETY: fresh memory, all of it initialised, freed once, in `deinit`.
    unsafe words = UnsafeMutablePointer<UInt64>.allocate(capacity: Self.count)
    unsafe words.initialize(repeating: 0, count: Self.count)
    self.value = value
  }

  deinit {
    // SAFETY: plain words of this value's own.
    unsafe words.deallocate()
  }

  /// The value that the words are.
  var value: Value {
    // SAFETY: the memory is as long as a value, which is bits alone; the words came from one value.
    get { unsafe UnsafeRawPointer(words).loadUnaligned(as: Value.self) }
    // SAFETY: the same memory.
    nonmutating set {
      unsafe UnsafeMutableRawPointer(words).storeBytes(of: newValue, as: Value.self)
    }
  }
}
