public import Core

extension LastTrade: Persistable {
  /// Writes every field.
  public func encode(into writer: inout ByteWriter) {
    price.encode(into: &writer)
    quantity.encode(into: &writer)
    writer.append(aggressor?.rawValue ?? 0)
    time.encode(into: &writer)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let (price, quantity) = (try Price(decoding: &reader), try Quantity(decoding: &reader))
    let code = try reader.byte()
    let aggressor = Side(rawValue: code)
    guard code == 0 || aggressor != nil else { throw reader.invalid("aggressor") }
    self.init(
      price: price, quantity: quantity, aggressor: aggressor,
      time: try Timestamp(decoding: &reader))
  }
}
