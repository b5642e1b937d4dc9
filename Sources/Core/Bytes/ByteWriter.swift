/// Collects the canonical little-endian encoding of state: see `Persistable`.
public struct ByteWriter {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []

  /// An empty writer.
  public init() {}

  /// Appends eight bytes, lowest first.
  public mutating func append(_ word: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> shift))
    }
  }

  /// Appends a signed word in two's complement.
  public mutating func append(_ word: Int64) { append(UInt64(bitPattern: word)) }

  /// Appends a count or an index as a signed word.
  public mutating func append(_ count: Int) { append(Int64(count)) }

  /// Appends the IEEE 754 bits.
  public mutating func append(_ value: Double) { append(value.bitPattern) }

  /// Appends one byte, 0 or 1.
  public mutating func append(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  /// Appends one byte.
  public mutating func append(_ byte: UInt8) { bytes.append(byte) }

  /// Appends the UTF-8 bytes behind their count.
  public mutating func append(_ text: String) {
    append(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// Appends what another writer puts behind the bytes.
  mutating func append(_ write: (inout [UInt8]) -> Void) { write(&bytes) }

  /// Appends a nested value.
  public mutating func append<Value: Persistable & ~Copyable>(_ value: borrowing Value) {
    value.encode(into: &self)
  }

  /// Appends the elements behind their count.
  public mutating func append<Value: Persistable>(_ values: [Value]) {
    append(values.count)
    for value in values { value.encode(into: &self) }
  }

  /// Appends a presence byte and, when there is one, the value.
  public mutating func append<Value: Persistable>(_ value: Value?) {
    append(value != nil)
    if let value { value.encode(into: &self) }
  }
}
