extension Instrument: Persistable {
  /// Writes every field.
  public func encode(into writer: inout ByteWriter) {
    id.encode(into: &writer)
    writer.append(symbol)
    priceScale.encode(into: &writer)
    quantityScale.encode(into: &writer)
    writer.append(currency)
    rules.encode(into: &writer)
  }

  /// Reads them back; names outside the tape's alphabet are refused.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let instrument = Instrument(
      id: try InstrumentID(decoding: &reader), symbol: try reader.text(),
      priceScale: try DecimalScale(decoding: &reader),
      quantityScale: try DecimalScale(decoding: &reader), currency: try reader.text(),
      rules: try InstrumentRules(decoding: &reader))
    guard let instrument else { throw reader.invalid("instrument's name") }
    self = instrument
  }
}

extension InstrumentRules: Persistable {
  /// Writes every rule.
  public func encode(into writer: inout ByteWriter) {
    tick.encode(into: &writer)
    lot.encode(into: &writer)
    minimumNotional.encode(into: &writer)
    writer.append(status.rawValue)
  }

  /// Reads rules that there can be.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let (tick, lot) = (try Price(decoding: &reader), try Quantity(decoding: &reader))
    let minimum = try Price(decoding: &reader)
    guard let status = TradingStatus(rawValue: try reader.byte()),
      let rules = InstrumentRules(tick: tick, lot: lot, minimumNotional: minimum, status: status)
    else { throw reader.invalid("rules") }
    self = rules
  }
}

extension DecimalScale: Persistable {
  /// Writes the number of digits.
  public func encode(into writer: inout ByteWriter) { writer.append(digits) }

  /// Reads 0 to 18 digits.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    guard let scale = DecimalScale(digits: Int(try reader.byte())) else {
      throw reader.invalid("scale")
    }
    self = scale
  }
}
