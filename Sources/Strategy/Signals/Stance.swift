public import Core

/// Which way a strategy wants to be.
public enum Stance: Int8, Sendable, CaseIterable {
  /// Sold.
  case short = -1
  /// Nothing held.
  case flat = 0
  /// Bought.
  case long = 1

  /// What is held at `limit` in this stance.
  public func position(_ limit: Quantity) -> Int64 { Int64(rawValue) * limit.rawValue }
}

extension Stance: Persistable {
  /// Writes the sign.
  public func encode(into writer: inout ByteWriter) {
    writer.append(UInt8(bitPattern: rawValue))
  }

  /// Reads one of the three.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    guard let stance = Stance(rawValue: Int8(bitPattern: try reader.byte())) else {
      throw reader.invalid("stance")
    }
    self = stance
  }
}
