/// The one form in which a state lies in a file.
///
///     ├─ 8 bytes ─┼─ n bytes ─┼───────── … ─────────┼─ 8 bytes ─┤
///     │ n         │ format    │ the state's encoding│ hash      │
///
/// The format word comes first, so that another kind of file is recognised as such. The trace hash
/// of all bytes before it comes last: no changed, missing or added byte is read as another state.
/// It guards against accidents, not against people who compute it anew.
public enum SavedState {
  private static let hashSize = 8

  /// The file's bytes. The format names what is saved and its version: `truetape-market-4`.
  public static func bytes<Value: Persistable & ~Copyable>(
    of value: borrowing Value, format: String
  ) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(format)
    value.encode(into: &writer)
    writer.append(TraceHash.of(writer.bytes))
    return writer.bytes
  }

  /// Reads a file's bytes back; offsets in errors count from the start of the file.
  ///
  /// - Throws: `wrongFormat` unless the format word is there, `damaged` when the hash does not
  ///   agree, then whatever the value refuses.
  public static func read<Value: Persistable & ~Copyable>(
    _ type: Value.Type, from bytes: [UInt8], format: String
  ) throws(StateDecodingError) -> Value {
    var start = ByteWriter()
    start.append(format)
    guard bytes.starts(with: start.bytes) else {
      throw StateDecodingError(offset: 0, reason: .wrongFormat(expected: format))
    }
    guard bytes.count >= start.bytes.count + hashSize else {
      throw StateDecodingError(offset: bytes.count, reason: .truncated)
    }
    let content = Array(bytes.dropLast(hashSize))
    var end = ByteReader(Array(bytes.suffix(hashSize)))
    guard try end.word() == TraceHash.of(content) else {
      throw StateDecodingError(offset: content.count, reason: .damaged)
    }
    var reader = ByteReader(content)
    _ = try reader.text()
    let value = try Value(decoding: &reader)
    try reader.finish()
    return value
  }
}
