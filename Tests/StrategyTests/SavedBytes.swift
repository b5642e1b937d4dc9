import Core
import Testing

/// Every cut and every changed byte of an encoding is refused, or read as a value that encodes to
/// just those bytes; the whole of it is read back.
func expectSound<Value: Persistable>(_ type: Value.Type, _ bytes: [UInt8]) {
  func read(_ bytes: [UInt8]) -> [UInt8]? {
    var reader = ByteReader(bytes)
    guard let value = try? Value(decoding: &reader), (try? reader.finish()) != nil else {
      return nil
    }
    return value.encoded()
  }
  #expect(read(bytes) == bytes)
  for count in bytes.indices { #expect(read(Array(bytes[..<count])) == nil, "cut at \(count)") }
  for place in bytes.indices {
    for bit in [0, 3, 7] {
      var changed = bytes
      changed[place] ^= 1 << bit
      if let back = read(changed) { #expect(back == changed, "bit \(bit) of byte \(place)") }
    }
  }
}
