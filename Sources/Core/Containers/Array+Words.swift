// Little-endian words in arrays of bytes: what the standard library offers only as unsafe stores.

extension [UInt8] {
  /// Puts eight bytes at `offset`, lowest first; a place that does not exist in whole takes nothing.
  /// - Complexity: O(1), one check and one store.
  @inlinable public mutating func store(_ word: UInt64, at offset: Int) {
    guard offset >= 0, offset <= count &- 8 else { return }
    // SAFETY: offset and the seven bytes behind it lie in the array, whose storage is this value's
    // alone for the length of the call.
    unsafe withUnsafeMutableBytes { bytes in
      unsafe bytes.storeBytes(of: word.littleEndian, toByteOffset: offset, as: UInt64.self)
    }
  }

  /// Appends eight bytes, lowest first.
  @inlinable public mutating func append(word: UInt64) {
    // SAFETY: the bytes of a local value, within the call.
    unsafe Swift.withUnsafeBytes(of: word.littleEndian) { unsafe append(contentsOf: $0) }
  }

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
