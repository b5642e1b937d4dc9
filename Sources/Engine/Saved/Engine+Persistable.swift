public import Core
internal import Ledger
internal import OMS
internal import Risk
internal import Strategy

// configuration · first party · market · seats · orders · time and place · counters · gate · timers ·
// valuation · when the market was seen · hash. Between two events nothing is on its way inside the engine, so what was asked for,
// posted and decided needs no place here.

extension Engine: Persistable {
  /// Writes everything, strategies by their catalogue names: a saved engine stands for itself.
  public func encode(into writer: inout ByteWriter) {
    configuration.encode(into: &writer)
    firstParty.encode(into: &writer)
    market.encode(into: &writer)
    writer.append(seats)
    orders.encode(into: &writer)
    now.encode(into: &writer)
    writer.append(sequence.rawValue)
    counters.encode(into: &writer)
    risk.encode(into: &writer)
    writer.append(isQuitting)
    writer.append(hasStarted)
    writer.append(timers)
    writer.append(timerCount)
    nextMark.encode(into: &writer)
    for worth in equities { writer.append(worth) }
    for time in seen { time.encode(into: &writer) }
    decisionHash.encode(into: &writer)
  }

  /// Reads an engine back. Parts that do not fit one another, timers of nobody and strategies that the
  /// catalogue does not know are refused.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let configuration = try EngineConfiguration(decoding: &reader)
    let firstParty = try PartyID(decoding: &reader)
    let market = try MarketView(decoding: &reader)
    let seats = try reader.array(of: Seat.self)
    try Self.check(seats, firstParty, market, configuration, &reader)
    let strategies = seats.map { NamedStrategy(name: $0.name, strategy: $0.strategy) }
    do throws(EngineSetupError) {
      try self.init(
        configuration, instruments: market.instruments, firstParty: firstParty,
        strategies: strategies)
    } catch { throw reader.invalid("engine's configuration") }
    self.market = market
    self.seats = seats
    orders = try OrderBlotter(decoding: &reader)
    now = try Timestamp(decoding: &reader)
    sequence = TapeSequence(try reader.word())
    counters = try EngineCounters(decoding: &reader)
    risk = try RiskGate(decoding: &reader)
    isQuitting = try reader.flag()
    hasStarted = try reader.flag()
    timers = try PriorityQueue<DueTimer>(decoding: &reader)
    timerCount = try reader.word()
    for timer in timers.sorted where timer.order > timerCount || timer.seat >= seats.count {
      throw reader.invalid("timer")
    }
    nextMark = try Timestamp(decoding: &reader)
    for place in equities.indices { equities[place] = try reader.optional(Money.self) }
    for place in seen.indices { seen[place] = try Timestamp(decoding: &reader) }
    judgesAge = risk.limits.judgesAge
    decisionHash = try TraceHash(decoding: &reader)
    findNextBarEnd()
  }

  /// Each seat has to be at its place, with books and bars of these instruments.
  private static func check(
    _ seats: [Seat], _ firstParty: PartyID, _ market: MarketView,
    _ configuration: EngineConfiguration, _ reader: inout ByteReader
  ) throws(StateDecodingError) {
    guard let books = try? Ledger(configuration, instruments: market.instruments),
      firstParty.rawValue <= .max - UInt32(clamping: seats.count)
    else { throw reader.invalid("engine's configuration") }
    for (place, seat) in seats.enumerated() {
      let builders = seat.strategy.bars.map { specification in
        market.instruments.map { BarBuilder(instrument: $0.id, specification) }
      }
      guard seat.party.rawValue == firstParty.rawValue + UInt32(place),
        seat.desk.positions.count == market.instruments.count,
        seat.ledger.currencies == books.currencies, seat.ledger.holdings == books.holdings,
        seat.bars.map(\.instrument) == (builders ?? []).map(\.instrument),
        seat.bars.map(\.specification) == (builders ?? []).map(\.specification)
      else { throw reader.invalid("seat") }
    }
  }
}

extension Seat: Persistable {
  func encode(into writer: inout ByteWriter) {
    writer.append(name)
    strategy.encode(into: &writer)
    desk.encode(into: &writer)
    ledger.encode(into: &writer)
    writer.append(bars)
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let name = try reader.text()
    let strategy = try StrategyCatalog.decode(name, from: &reader)
    self.init(
      NamedStrategy(name: name, strategy: strategy), desk: try StrategyDesk(decoding: &reader),
      ledger: try Ledger(decoding: &reader), instruments: [])
    bars = try reader.array(of: BarBuilder.self)
  }
}
