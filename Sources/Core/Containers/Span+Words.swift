// Text eight bytes at a time: what the standard library offers only as an unsafe load.

/// Bytes of text from which eight are read at once, each time with one comparison.
struct WordSpan: ~Escapable, BitwiseCopyable {
  private let bytes: RawSpan
  /// How many offsets have eight bytes from there on.
  private let offsetCount: UInt

  @_lifetime(copy bytes)
  @inline(always) init(_ bytes: Span<UInt8>) {
    // SAFETY: the raw view lives as long as the span that it was taken from.
    self.bytes = unsafe bytes.bytes
    offsetCount = UInt(max(0, bytes.count &- 7))
  }

  /// Eight bytes from `offset` on, the first one lowest; nil where there are fewer.
  @inline(always) func word(at offset: Int) -> UInt64? {
    guard UInt(bitPattern: offset) < offsetCount else { return nil }
    // SAFETY: as below; a negative offset is a huge one here.
    return unsafe UInt64(
      littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
  }
}

extension Span<UInt8> {
  /// Eight bytes from `offset` on, the first one lowest; nil where the span has fewer left.
  /// - Complexity: O(1), one check and one load.
  @inlinable @inline(always) public func word(at offset: Int) -> UInt64? {
    guard offset >= 0, offset <= count &- 8 else { return nil }
    // SAFETY: offset and the seven bytes behind it lie in the span, and every pattern of bits is
    // a UInt64.
    return unsafe UInt64(
      littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
  }

  /// Position of the first byte that is `byte`, from `start` on; nil when there is none.
  /// - Complexity: O(n), eight bytes a step.
  @inlinable public func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    var position = start
    let pattern = UInt64(byte) &* TextWord.ones
    while let word = word(at: position) {
      let match = TextWord.zeroBytes(in: word ^ pattern)
      if match != 0 { return position + match.trailingZeroBitCount >> 3 }
      position += 8
    }
    while position < count {
      if self[position] == byte { return position }
      position += 1
    }
    return nil
  }
}

extension Span<UInt8> {
  /// Position of the first byte from `start` on that may not stand for itself in a quoted text: a
  /// quote, a backslash, a control, or anything beyond ASCII. Looks at eight bytes a step and stops
  /// where fewer are left, so that what it gives may still be plain.
  /// - Complexity: O(n).
  public func endOfPlainText(from start: Int) -> Int {
    var position = start
    while let word = word(at: position) {
      let quotes = TextWord.zeroBytes(in: word ^ UInt64(UInt8(ascii: "\"")) &* TextWord.ones)
      let escapes = TextWord.zeroBytes(in: word ^ UInt64(UInt8(ascii: "\\")) &* TextWord.ones)
      // As in `zeroBytes`, of each the lowest hit is exact, and so is the lowest of all.
      let controls = (word &- 0x20 &* TextWord.ones) & ~word & TextWord.tops
      let found = quotes | escapes | controls | word & TextWord.tops
      if found != 0 { return position + found.trailingZeroBitCount >> 3 }
      position += 8
    }
    return position
  }
}

extension Array where Element: BitwiseCopyable {
  /// Appends the elements of a span.
  /// - Complexity: O(n), one copy.
  @inlinable public mutating func append(copying elements: Span<Element>) {
    // SAFETY: the buffer is used within the closure only.
    unsafe elements.withUnsafeBufferPointer { elements in
      unsafe append(contentsOf: elements)
    }
  }
}
