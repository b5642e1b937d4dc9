internal import Core
internal import OrderBook

extension CounterfactualMarket {
  /// Writes rules, pulse, the real book, and where the two histories differ.
  func encode(into writer: inout ByteWriter) {
    EventPayload.instrument(rules).encode(into: &writer)
    pulse.encode(into: &writer)
    book.encode(into: &writer)
    writer.append(standing.rawValue)
    writer.append(asked.count)
    for order in asked { EventPayload.newOrder(order).encode(into: &writer) }
    ended.encode(into: &writer)
    writer.append(endedCount)
    writer.append(unnamedCount)
    writer.append(passedOver)
    writer.append(isReported)
    writer.append(printsNameMakers)
    writer.append(isPrintUnresolved)
  }

  /// Takes on what was written by a market of the same terms.
  mutating func restore(_ reader: inout ByteReader) throws(StateDecodingError) {
    rules = try InstrumentRules(restoring: &reader)
    pulse = try MarketPulse(decoding: &reader)
    book = try CopyableBook(decoding: &reader)
    guard book.instrument == terms.instrument else { throw reader.invalid("instrument") }
    guard let standing = Standing(rawValue: try reader.byte()) else {
      throw reader.invalid("standing")
    }
    self.standing = standing
    asked = []
    for _ in 0..<(try reader.count(minimumSize: 8)) {
      asked.append(try NewOrder(restoring: &reader))
    }
    ended = try NumberedOrders(decoding: &reader)
    endedCount = try reader.word()
    guard ended.lastArrival <= endedCount else { throw reader.invalid("ended orders") }
    unnamedCount = try reader.word()
    passedOver = try reader.word()
    isReported = try reader.flag()
    printsNameMakers = try reader.flag()
    isPrintUnresolved = try reader.flag()
  }
}
