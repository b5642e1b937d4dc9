public import Core
internal import Ledger
internal import Risk

extension EngineConfiguration: Persistable {
  /// Writes every field.
  public func encode(into writer: inout ByteWriter) {
    moneyScale.encode(into: &writer)
    capital.encode(into: &writer)
    writer.append(multipliers)
    fees.encode(into: &writer)
    writer.append(limits)
    markInterval.encode(into: &writer)
    maximumMarkAge.encode(into: &writer)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init()
    moneyScale = try DecimalScale(decoding: &reader)
    capital = try Money(decoding: &reader)
    multipliers = try reader.array(of: ContractMultiplier.self)
    fees = try FeeSchedule(decoding: &reader)
    limits = try reader.optional(RiskLimits.self)
    markInterval = try Nanoseconds(decoding: &reader)
    maximumMarkAge = try Nanoseconds(decoding: &reader)
  }
}

extension ContractMultiplier: Persistable {
  /// Writes symbol and factor.
  public func encode(into writer: inout ByteWriter) {
    writer.append(symbol)
    writer.append(multiplier)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(symbol: try reader.text(), multiplier: try reader.signedWord())
  }
}
