import Core

extension ByteReader {
  /// The next counter; one that no run reaches is refused, so that counting on cannot overflow.
  ///
  /// The usual limit is nine years of a million events a second.
  mutating func counter(limit: UInt64 = 1 << 48) throws(StateDecodingError) -> UInt64 {
    let count = try word()
    guard count <= limit else { throw invalid("counter") }
    return count
  }

  /// The next sum that never falls below zero.
  mutating func sum() throws(StateDecodingError) -> Int64 {
    Int64(truncatingIfNeeded: try counter(limit: 1 << 60))
  }
}
