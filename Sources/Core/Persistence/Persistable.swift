/// The one persistence seam: a value that can be written down and read back exactly.
///
/// The encoding is logical (levels and orders in priority, never slots or capacities), so that two
/// implementations of the same thing encode to the same bytes. Snapshots, `--resume`,
/// `--save-state` and the state hash all use it.
public protocol Persistable: ~Copyable {
  /// Appends the canonical encoding; two equal values append equal bytes.
  func encode(into writer: inout ByteWriter)

  /// Reads one value back, refusing bytes that no `encode` could have written.
  init(decoding reader: inout ByteReader) throws(StateDecodingError)
}

extension Persistable where Self: ~Copyable {
  /// The canonical encoding of this value alone.
  public func encoded() -> [UInt8] {
    var writer = ByteWriter()
    encode(into: &writer)
    return writer.bytes
  }

  /// Trace hash of the canonical encoding: equal states, equal hashes, whatever their history.
  public var stateHash: UInt64 { TraceHash.of(encoded()) }
}
