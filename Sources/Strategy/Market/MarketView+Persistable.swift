public import Core
internal import OrderBook

// instruments as the header defines them, then of each: its book, last print, rules in force.

extension MarketView: Persistable {
  /// Writes the instruments and what is known of each.
  public func encode(into writer: inout ByteWriter) {
    writer.append(instruments)
    for place in instruments.indices {
      books[place].encode(into: &writer)
      writer.append(lastTrades[place])
      rulesInForce[place].encode(into: &writer)
    }
  }

  /// Reads them back; instruments that are not numbered 1… in order, or a book of another one, are
  /// refused.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(instruments: try reader.array(of: Instrument.self))
    for place in instruments.indices {
      guard instruments[place].id == InstrumentID(UInt32(place + 1)) else {
        throw reader.invalid("instrument's number")
      }
      books[place] = try LevelBook(decoding: &reader)
      guard books[place].instrument == instruments[place].id else {
        throw reader.invalid("book's instrument")
      }
      tops[place] = MarketTop(books[place].readTop())
      lastTrades[place] = try reader.optional(LastTrade.self)
      rulesInForce[place] = try InstrumentRules(decoding: &reader)
    }
  }
}

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
