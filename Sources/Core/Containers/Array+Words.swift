extension [UInt8] {
  /// Appends the lowest `length` bytes of a word, at most sixteen, lowest first.
  /// - Complexity: O(1) amortised, one copy.
  @inline(__always) mutating func append(word: UInt128, length: Int) {
    // SAFETY: the bytes are the word's own, used within the closure only; UInt8 binds to any.
    unsafe Swift.withUnsafeBytes(of: word.littleEndian) { bytes in
      unsafe bytes.withMemoryRebound(to: UInt8.self) { bytes in
        unsafe append(contentsOf: UnsafeBufferPointer(rebasing: bytes.prefix(length)))
      }
    }
  }
}
