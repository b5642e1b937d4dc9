public import Core

// configuration · instruments · feed leg and its leads, entry and response legs · requests · reports · the venue's
// moment · markets · alternates. The instruments are written as the words of their rules and scales:
// a saved venue stands for itself.

extension SimulatedVenue: Persistable {
  /// Writes assumptions, instruments, messages on their way, random streams, markets.
  public func encode(into writer: inout ByteWriter) {
    configuration.encode(into: &writer)
    writer.append(instruments.count)
    for instrument in instruments { instrument.save(into: &writer) }
    feed.encode(into: &writer)
    leads.encode(into: &writer)
    entry.encode(into: &writer)
    writer.append(requests)
    desk.encode(into: &writer)
    for market in markets { market.encode(into: &writer) }
    for market in alternates { market.encode(into: &writer) }
  }

  /// Reads a venue back, refusing messages out of order and books of other instruments.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let configuration = try ExecutionConfiguration(decoding: &reader)
    var instruments: [Instrument] = []
    for place in 0..<(try reader.count(minimumSize: 40)) {
      let instrument = try Instrument(restoring: &reader)
      guard Int(instrument.id.rawValue) == place + 1 else { throw reader.invalid("instrument") }
      instruments.append(instrument)
    }
    self.init(configuration, instruments: instruments, seed: 0)
    feed = try LatencyLeg(configuration.feed, decoding: &reader)
    leads = try FeedLeads(decoding: &reader)
    entry = try LatencyLeg(configuration.entry, decoding: &reader)
    try restoreRequests(&reader)
    desk = try FillDesk(configuration.response, decoding: &reader)
    noteDesk()
    for place in markets.indices { try markets[place].restore(&reader) }
    for place in alternates.indices { try alternates[place].restore(&reader) }
  }
}

extension SentRequest: Persistable {
  /// Writes the arrival and the event.
  func encode(into writer: inout ByteWriter) {
    arrival.encode(into: &writer)
    request.encode(into: &writer)
  }

  /// Reads them back.
  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    arrival = try Timestamp(decoding: &reader)
    request = try Event(decoding: &reader)
  }
}

extension Instrument {
  /// Writes every field.
  fileprivate func save(into writer: inout ByteWriter) {
    id.encode(into: &writer)
    writer.append(symbol)
    writer.append(priceScale.digits)
    writer.append(quantityScale.digits)
    writer.append(currency)
    EventPayload.instrument(rules).encode(into: &writer)
  }

  fileprivate init(restoring reader: inout ByteReader) throws(StateDecodingError) {
    let (id, symbol) = (try InstrumentID(decoding: &reader), try reader.text())
    guard let priceScale = DecimalScale(digits: Int(try reader.byte())),
      let quantityScale = DecimalScale(digits: Int(try reader.byte()))
    else { throw reader.invalid("scale") }
    let (currency, rules) = (try reader.text(), try InstrumentRules(restoring: &reader))
    let instrument = Instrument(
      id: id, symbol: symbol, priceScale: priceScale, quantityScale: quantityScale,
      currency: currency, rules: rules)
    guard let instrument else { throw reader.invalid("instrument") }
    self = instrument
  }
}

extension InstrumentRules {
  /// Reads rules that were written as an event's payload.
  init(restoring reader: inout ByteReader) throws(StateDecodingError) {
    guard case .instrument(let rules) = try EventPayload(decoding: &reader) else {
      throw reader.invalid("rules")
    }
    self = rules
  }
}
