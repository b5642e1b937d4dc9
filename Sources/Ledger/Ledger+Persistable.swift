public import Core

// The chart of accounts is configuration: a saved ledger holds it too, so that balances are never
// read against another one.

extension Ledger: Persistable {
  /// Writes currencies, holdings, balances.
  public func encode(into writer: inout ByteWriter) {
    writer.append(currencies.count)
    for (currency, (cash, capital)) in zip(currencies, zip(cash, capital)) {
      writer.append(UInt64(currency.id.rawValue))
      writer.append(currency.name)
      writer.append(currency.scale.digits)
      writer.append(cash.rawValue)
      writer.append(capital.rawValue)
    }
    writer.append(holdings.count)
    for (holding, position) in zip(holdings, positions) {
      holding.instrument.encode(into: &writer)
      writer.append(holding.priceScale.digits)
      writer.append(holding.quantityScale.digits)
      writer.append(UInt64(holding.currency.rawValue))
      writer.append(holding.multiplier)
      position.encode(into: &writer)
    }
  }

  /// Reads the books back; books that do not balance are refused.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    var (currencies, cash, capital): ([Currency], [Money], [Money]) = ([], [], [])
    for _ in 0..<(try reader.count(minimumSize: 33)) {
      currencies.append(
        Currency(
          id: CurrencyID(try Self.number(&reader)), name: try reader.text(),
          scale: try Self.scale(&reader)))
      cash.append(Money(rawValue: try reader.signedWord()))
      capital.append(Money(rawValue: try reader.signedWord()))
    }
    var (holdings, positions): ([Holding], [Position]) = ([], [])
    for _ in 0..<(try reader.count(minimumSize: 80)) {
      let holding = Holding(
        instrument: try InstrumentID(decoding: &reader), priceScale: try Self.scale(&reader),
        quantityScale: try Self.scale(&reader), currency: CurrencyID(try Self.number(&reader)),
        multiplier: try reader.signedWord())
      guard let holding else { throw reader.invalid("multiplier") }
      holdings.append(holding)
      positions.append(try Position(decoding: &reader))
    }
    // `init` sorts: what is not in order already was not written by `encode`.
    guard let ledger = Ledger(currencies: currencies, holdings: holdings),
      ledger.currencies == currencies, ledger.holdings == holdings
    else { throw reader.invalid("accounts") }
    self = ledger
    restore(cash: cash, capital: capital, positions: positions)
    guard isBalanced else { throw reader.invalid("balance") }
  }

  private static func number(_ reader: inout ByteReader) throws(StateDecodingError) -> UInt32 {
    guard let number = UInt32(exactly: try reader.word()) else { throw reader.invalid("currency") }
    return number
  }

  private static func scale(_ reader: inout ByteReader) throws(StateDecodingError) -> DecimalScale {
    guard let scale = DecimalScale(digits: Int(try reader.byte())) else {
      throw reader.invalid("scale")
    }
    return scale
  }
}

extension Position: Persistable {
  /// Writes every figure.
  public func encode(into writer: inout ByteWriter) {
    writer.append(quantity.rawValue)
    writer.append(cost.rawValue)
    writer.append(realised.rawValue)
    writer.append(fees.rawValue)
    writer.append(UInt64(truncatingIfNeeded: turnover))
    writer.append(Int64(truncatingIfNeeded: turnover >> 64))
    writer.append(fillCount)
  }

  /// Reads them back; a cost without a quantity is refused.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init()
    guard let quantity = SignedQuantity(rawValue: try reader.signedWord()) else {
      throw reader.invalid("position")
    }
    self.quantity = quantity
    cost = Money(rawValue: try reader.signedWord())
    guard quantity != .zero || cost.rawValue == 0 else { throw reader.invalid("cost") }
    realised = Money(rawValue: try reader.signedWord())
    fees = Money(rawValue: try reader.signedWord())
    let low = try reader.word()
    turnover = Int128(try reader.signedWord()) << 64 | Int128(low)
    guard turnover >= 0 else { throw reader.invalid("turnover") }
    fillCount = try reader.word()
  }
}
