// The words of the tape know how to be saved, so that the state made of them does too.

extension Price: Persistable {
  /// Writes the raw count.
  public func encode(into writer: inout ByteWriter) { writer.append(rawValue) }

  /// Reads a raw count inside the legal range.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    guard let price = Price(rawValue: try reader.signedWord()) else {
      throw reader.invalid("price")
    }
    self = price
  }
}

extension Quantity: Persistable {
  /// Writes the raw count.
  public func encode(into writer: inout ByteWriter) { writer.append(rawValue) }

  /// Reads a raw count inside the legal range.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    guard let quantity = Quantity(rawValue: try reader.signedWord()) else {
      throw reader.invalid("quantity")
    }
    self = quantity
  }
}

extension SignedQuantity: Persistable {
  /// Writes the raw count.
  public func encode(into writer: inout ByteWriter) { writer.append(rawValue) }

  /// Reads a raw count inside the legal range.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    guard let quantity = SignedQuantity(rawValue: try reader.signedWord()) else {
      throw reader.invalid("position")
    }
    self = quantity
  }
}

extension Money: Persistable {
  /// Writes the raw value.
  public func encode(into writer: inout ByteWriter) { writer.append(rawValue) }

  /// Reads it back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(rawValue: try reader.signedWord())
  }
}

extension Nanoseconds: Persistable {
  /// Writes the count.
  public func encode(into writer: inout ByteWriter) { writer.append(count) }

  /// Reads it back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(try reader.signedWord())
  }
}

extension Timestamp: Persistable {
  /// Writes the nanoseconds.
  public func encode(into writer: inout ByteWriter) { writer.append(nanoseconds) }

  /// Reads nanoseconds that are not negative.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    guard let time = Timestamp(nanoseconds: try reader.signedWord()) else {
      throw reader.invalid("time")
    }
    self = time
  }
}

extension OrderID: Persistable {
  /// Writes the number.
  public func encode(into writer: inout ByteWriter) { writer.append(rawValue) }

  /// Reads any number.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(try reader.word())
  }
}

extension PartyID: Persistable {
  /// Writes the number.
  public func encode(into writer: inout ByteWriter) { writer.append(UInt64(rawValue)) }

  /// Reads a number of 32 bits.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    guard let raw = UInt32(exactly: try reader.word()) else { throw reader.invalid("party") }
    self.init(raw)
  }
}

extension InstrumentID: Persistable {
  /// Writes the number.
  public func encode(into writer: inout ByteWriter) { writer.append(UInt64(rawValue)) }

  /// Reads a number of 32 bits.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    guard let raw = UInt32(exactly: try reader.word()) else { throw reader.invalid("instrument") }
    self.init(raw)
  }
}

extension Notional: Persistable {
  /// Writes both halves of the product, the lower first.
  public func encode(into writer: inout ByteWriter) {
    writer.append(UInt64(truncatingIfNeeded: rawValue))
    writer.append(Int64(truncatingIfNeeded: rawValue >> 64))
  }

  /// Reads both halves.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let low = try reader.word()
    self.init(rawValue: Int128(try reader.signedWord()) << 64 | Int128(low))
  }
}
