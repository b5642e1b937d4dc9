extension TapeHeader: Persistable {
  /// Writes the header as the beginning of a binary tape without events, behind its length.
  public func encode(into writer: inout ByteWriter) {
    var tape: [UInt8] = []
    var encoder = TapeEncoder(self, form: .binary)
    encoder.begin(into: &tape)
    encoder.finish(into: &tape)
    writer.append(tape.count)
    writer.append { $0.append(contentsOf: tape) }
  }

  /// Reads it back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let length = try reader.count()
    let tape = reader.peek(length)
    try reader.skip(length)
    var decoder = TapeDecoder()
    decoder.feed(tape.span)
    decoder.finish()
    guard (try? decoder.advance()) != nil || decoder.isComplete, decoder.isComplete else {
      throw reader.invalid("tape header")
    }
    self = decoder.header
  }
}
