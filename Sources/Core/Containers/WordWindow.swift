/// A stretch of bytes that is long enough for anything that is read from it, checked once: a place
/// beyond it wraps round into it, so that no read needs a check of its own.
///
/// Handed to a closure and of use in it only. It is escapable all the same, and a plain pointer: a
/// value that is not, and all that stands beside it in a struct, is kept in memory by this compiler,
/// to be destroyed through the runtime's tables.
@safe struct WordWindow: BitwiseCopyable {
  /// How many offsets there are; a power of two.
  static let reach = 256
  /// How many bytes have to be there.
  static let size = reach + 7

  private let start: UnsafeRawPointer

  // SAFETY: made by those alone who have checked that the window's bytes are there.
  @inline(always) fileprivate init(unsafe start: UnsafeRawPointer) { unsafe self.start = start }

  /// What `body` makes of the window that begins at `start`; nil where fewer bytes follow.
  @inline(always) static func with<Result>(
    _ bytes: Span<UInt8>, at start: Int, _ body: (WordWindow) -> Result
  ) -> Result? {
    guard start >= 0, start <= bytes.count &- size else { return nil }
    // SAFETY: `start` and the window behind it lie in the span, which outlives the closure.
    return unsafe bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return nil }
      return unsafe body(WordWindow(unsafe: base + start))
    }
  }

  /// What `body` makes of the windows over some bytes.
  @inline(always) static func sliding<Result>(
    over bytes: Span<UInt8>, _ body: (WordWindows) -> Result
  ) -> Result? {
    // SAFETY: the windows lie in the span, which outlives the closure.
    unsafe bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return nil }
      return unsafe body(WordWindows(unsafe: base, count: bytes.count))
    }
  }

  /// Eight bytes from `offset` on, the first one lowest.
  @inline(always) func word(at offset: Int) -> UInt64 {
    // SAFETY: the masked offset and the seven bytes behind it lie in the window, and every pattern
    // of bits is a UInt64.
    return unsafe UInt64(
      littleEndian: start.loadUnaligned(
        fromByteOffset: offset & (Self.reach &- 1), as: UInt64.self))
  }
}

/// Windows over a stretch of bytes. Handed to a closure and of use in it only, like its windows.
@safe struct WordWindows: BitwiseCopyable {
  private let base: UnsafeRawPointer
  /// How many places there are at which a window may begin.
  private let placeCount: UInt

  // SAFETY: made by `WordWindow.sliding` alone, with the bytes that lie at `base`.
  @inline(always) fileprivate init(unsafe base: UnsafeRawPointer, count: Int) {
    unsafe self.base = base
    placeCount = UInt(max(0, count &- WordWindow.size &+ 1))
  }

  /// The window that begins at `start`; nil where fewer bytes follow.
  @inline(always) func window(at start: Int) -> WordWindow? {
    // A negative start is a huge one here.
    guard UInt(bitPattern: start) < placeCount else { return nil }
    // SAFETY: the window lies in the bytes.
    return unsafe WordWindow(unsafe: base + start)
  }
}
