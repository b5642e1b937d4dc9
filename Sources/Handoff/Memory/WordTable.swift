internal import Synchronization

/// Values as rows of atomic words, so that one thread may write a row while others read it: a reader
/// may get words of two values, and has to find that out, but no access is a data race.
@safe struct WordTable<Value: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  private let rows: Int
  private let words: UnsafeMutablePointer<Atomic<UInt64>>

  /// Rows of zero words.
  init(rows: Int) {
    self.rows = rows
    let count = rows * WordBuffer<Value>.count
    // SAFETY: fresh memory for `count` atomics, each initialised here and never moved.
    unsafe words = UnsafeMutablePointer<Atomic<UInt64>>.allocate(capacity: count)
    for place in 0..<count { unsafe (words + place).initialize(to: Atomic(0)) }
  }

  deinit {
    // SAFETY: what `init` allocated and initialised; nobody holds this value any more.
    unsafe words.deinitialize(count: rows * WordBuffer<Value>.count)
    unsafe words.deallocate()
  }

  /// Writes a row word by word.
  func store(_ buffer: borrowing WordBuffer<Value>, row: Int) {
    let start = clamped(row) * WordBuffer<Value>.count
    for place in 0..<WordBuffer<Value>.count {
      // SAFETY: the row is one of ours, and a buffer has as many words as a row.
      unsafe words[start + place].store(buffer.words[place], ordering: .relaxed)
    }
  }

  /// Reads a row word by word; the words may be of two values.
  func load(row: Int, into buffer: borrowing WordBuffer<Value>) {
    let start = clamped(row) * WordBuffer<Value>.count
    for place in 0..<WordBuffer<Value>.count {
      // SAFETY: as in `store`.
      unsafe buffer.words[place] = words[start + place].load(ordering: .relaxed)
    }
  }

  private func clamped(_ row: Int) -> Int { min(max(0, row), rows - 1) }
}
