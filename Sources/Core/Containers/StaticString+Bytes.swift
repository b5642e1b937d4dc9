// The bytes of literals, which Swift offers only as a raw pointer: the safe face of it.

extension StaticString {
  /// Whether the literal's UTF-8 bytes stand in `bytes` from `start` on.
  @inlinable public func stands(in bytes: Span<UInt8>, at start: Int) -> Bool {
    guard bytes.count - start >= utf8CodeUnitCount else { return false }
    for index in 0..<utf8CodeUnitCount {
      // SAFETY: index < utf8CodeUnitCount, and a literal's bytes live as long as the program.
      let expected = unsafe utf8Start[index]
      if bytes[start + index] != expected { return false }
    }
    return true
  }

  /// Eight of the literal's bytes from `start` on, the first one lowest, zeros behind its end: a
  /// constant where the compiler sees the literal, which is why no loop is written here.
  @inlinable @inline(always) func word(at start: Int) -> UInt64 {
    byte(at: start) | byte(at: start &+ 1) << 8 | byte(at: start &+ 2) << 16
      | byte(at: start &+ 3) << 24 | byte(at: start &+ 4) << 32 | byte(at: start &+ 5) << 40
      | byte(at: start &+ 6) << 48 | byte(at: start &+ 7) << 56
  }

  /// One byte; zero outside the literal.
  @inlinable @inline(always) func byte(at index: Int) -> UInt64 {
    guard index >= 0, index < utf8CodeUnitCount else { return 0 }
    // SAFETY: index < utf8CodeUnitCount, and a literal's bytes live as long as the program.
    return UInt64(unsafe utf8Start[index])
  }
}

extension [UInt8] {
  /// Appends the UTF-8 bytes of a literal.
  @inlinable public mutating func append(text: StaticString) {
    text.withUTF8Buffer { literal in
      // SAFETY: the buffer is used within the closure only.
      unsafe append(contentsOf: literal)
    }
  }
}
