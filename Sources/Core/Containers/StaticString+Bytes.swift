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
