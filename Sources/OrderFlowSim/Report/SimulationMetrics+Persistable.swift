public import Core

extension SimulationMetrics: Persistable {
  /// Writes every counter.
  public func encode(into writer: inout ByteWriter) {
    events.encode(into: &writer)
    writer.append(regimes)
    rejects.encode(into: &writer)
    drops.encode(into: &writer)
    for count in [
      messagesSent, messagesHandled, messagesBlocked, messagesLate, numbersMissing,
      lifecycleViolations,
    ] {
      writer.append(count)
    }
    queueDepth.encode(into: &writer)
    writer.append(instruments)
  }

  /// Reads every counter back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    events = try KindCounts(decoding: &reader)
    regimes = try reader.array(of: RegimeMetrics.self)
    rejects = try TokenCounts(decoding: &reader)
    drops = try TokenCounts(decoding: &reader)
    messagesSent = try reader.counter()
    messagesHandled = try reader.counter()
    messagesBlocked = try reader.counter()
    messagesLate = try reader.counter()
    numbersMissing = try reader.counter()
    lifecycleViolations = try reader.counter()
    queueDepth = try DepthMetrics(decoding: &reader)
    instruments = try reader.array(of: InstrumentMetrics.self)
  }
}

extension RegimeMetrics: Persistable {
  /// Writes every counter.
  public func encode(into writer: inout ByteWriter) {
    writer.append(time.count)
    events.encode(into: &writer)
    writer.append(deepestQueue)
    writer.append(spreads.sum)
    writer.append(spreads.count)
  }

  /// Reads every counter back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    time = Nanoseconds(try reader.sum())
    events = try KindCounts(decoding: &reader)
    deepestQueue = try reader.index()
    spreads = (try reader.sum(), try reader.sum())
  }
}

extension DepthMetrics: Persistable {
  /// Writes every counter.
  public func encode(into writer: inout ByteWriter) {
    writer.append(deepest)
    writer.append(sum)
    writer.append(looks)
  }

  /// Reads every counter back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    deepest = try reader.index()
    sum = try reader.counter(limit: 1 << 60)
    looks = try reader.counter()
  }
}

extension InstrumentMetrics: Persistable {
  /// Writes every counter.
  public func encode(into writer: inout ByteWriter) {
    writer.append(tradedLots)
    notional.encode(into: &writer)
    writer.append(prices != nil)
    if let prices {
      for price in [prices.open, prices.high, prices.low, prices.close] {
        price.encode(into: &writer)
      }
    }
    samples.encode(into: &writer)
  }

  /// Reads every counter back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    tradedLots = try reader.sum()
    notional = try Notional(decoding: &reader)
    guard notional.rawValue.magnitude <= 1 << 120 else { throw reader.invalid("notional") }
    if try reader.flag() {
      prices = (
        try Price(decoding: &reader), try Price(decoding: &reader), try Price(decoding: &reader),
        try Price(decoding: &reader)
      )
    }
    samples = try PriceSamples(decoding: &reader)
  }
}

extension TokenCounts: Persistable {
  /// Writes the counts in the order of the codes.
  public func encode(into writer: inout ByteWriter) {
    for count in counts { writer.append(count) }
  }

  /// Reads the counts back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init()
    for position in counts.indices { counts[position] = try reader.counter() }
  }
}
