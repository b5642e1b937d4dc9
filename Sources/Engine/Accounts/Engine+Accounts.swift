public import Core
public import Ledger
internal import OrderBook
internal import Risk
public import Strategy

extension Ledger {
  /// Empty books for these instruments, a currency for each name in the order of first use, with
  /// the configuration's capital paid in.
  init(_ configuration: EngineConfiguration, instruments: [Instrument]) throws(EngineSetupError) {
    var names: [String] = []
    var holdings: [Holding] = []
    for instrument in instruments {
      if !names.contains(instrument.currency) { names.append(instrument.currency) }
      let number = (names.firstIndex(of: instrument.currency) ?? 0) + 1
      let factor = configuration.multipliers.first { $0.symbol == instrument.symbol }
      guard
        let holding = Holding(
          instrument: instrument.id, priceScale: instrument.priceScale,
          quantityScale: instrument.quantityScale, currency: CurrencyID(UInt32(number)),
          multiplier: factor?.multiplier ?? 1)
      else { throw .badMultiplier(symbol: instrument.symbol) }
      holdings.append(holding)
    }
    let currencies = names.enumerated().map { place, name in
      Currency(
        id: CurrencyID(UInt32(place + 1)), name: name, scale: configuration.moneyScale)
    }
    guard var books = Ledger(currencies: currencies, holdings: holdings) else {
      throw .repeatedInstrument
    }
    var postings: [Posting] = []
    for currency in currencies where configuration.capital.rawValue != 0 {
      do throws(LedgerRefusal) {
        try books.deposit(
          configuration.capital, currency.id, cause: TapeSequence(0), into: &postings)
      } catch { throw .badCapital }
    }
    self = books
  }
}

// Valuation: at what closing would bring.
extension Engine {
  /// The price at which a holding is valued: the best bid for what is long, the best offer for
  /// what is short; where that side is empty, the last print.
  public func closingPrice(_ instrument: InstrumentID, isShort: Bool) -> Mark? {
    market.closingPrice(instrument, isShort: isShort, at: now)
  }

  /// What a seat's books are worth at closing prices; a price that is missing or too old refuses.
  public func equity(
    seat: Int, _ currency: CurrencyID
  ) throws(ValuationRefusal) -> Money {
    guard seats.indices.contains(seat) else { throw .unknown }
    return try seats[seat].ledger.equity(
      currency, at: now, maximumAge: configuration.maximumMarkAge
    ) { closingPrice($0, isShort: $1) }
  }

  /// As `equity`; nil where that refuses. Mutating only so that the engine is passed by address:
  /// borrowed, all of it would be copied.
  private mutating func worth(seat place: Int, _ currency: CurrencyID) -> Money? {
    let (market, now) = (market, now)  // shared, not copied
    return try? seats[place].ledger.equity(
      currency, at: now, maximumAge: configuration.maximumMarkAge
    ) { market.closingPrice($0, isShort: $1, at: now) }
  }

  /// Values every seat's books, says when to do it next, and lets the gate hear of it.
  mutating func mark(into effects: inout [Event]) {
    let step = max(1, configuration.markInterval.count)
    let past = now.nanoseconds - now.nanoseconds % step
    nextMark = (Timestamp(nanoseconds: past) ?? now).advanced(by: Nanoseconds(step))
    counters.marks &+= 1
    var (total, isKnown) = (Int64(0), true)
    for place in seats.indices {
      let currencies = seats[place].ledger.currencies
      for index in currencies.indices {
        let worth = worth(seat: place, currencies[index].id)
        equities[place * currencies.count + index] = worth
        guard index == 0 else { continue }
        seatMarks[place].equity = worth
        if let worth { total &+= worth.rawValue } else { isKnown = false }
      }
      seatMarks[place].position = seats[place].desk.positions.first ?? .zero
      audit(place)
    }
    if isKnown { risk.note(equity: Money(rawValue: total), at: now, into: &decisions) }
    recordDecisions(into: &effects)
  }

  /// The gate's exposure has to be that of the books and of the desk (INV-RISK-2).
  private mutating func audit(_ place: Int) {
    for instrument in market.instruments {
      let position = seats[place].ledger.position(instrument.id)?.quantity ?? .zero
      var books = InstrumentExposure(position: position)
      for order in seats[place].desk.orders where order.instrument == instrument.id {
        if order.side == .buy {
          books.buys += order.remaining.rawValue
        } else {
          books.sells += order.remaining.rawValue
        }
      }
      risk.audit(
        seats[place].party, instrument.id, against: books, at: now, into: &decisions)
    }
  }
}

extension MarketView {
  /// The best bid for what is long, the best offer for what is short; where that side is empty, the
  /// last print.
  fileprivate func closingPrice(
    _ instrument: InstrumentID, isShort: Bool, at now: Timestamp
  ) -> Mark? {
    let best = bestPrices(instrument)
    if let level = isShort ? best.ask : best.bid { return Mark(level.price, at: now) }
    return lastTrade(instrument).map { Mark($0.price, at: $0.time) }
  }
}

extension RiskGate {
  /// The gate of an engine: the limits of its configuration, or none.
  init(
    _ configuration: EngineConfiguration, instruments: [Instrument], seats: [Seat]
  ) throws(EngineSetupError) {
    let currency = instruments.first?.currency ?? "-"
    let capital = configuration.capital.rawValue.multipliedReportingOverflow(
      by: Int64(seats.count))
    guard !capital.overflow else { throw .badCapital }
    do throws(InvalidLimits) {
      let none = try RiskLimits.none(instruments, currency, configuration.moneyScale)
      let limits = configuration.limits ?? none
      try self.init(
        limits, instruments: instruments,
        seats: seats.map { RiskSeat(name: $0.name, party: $0.party) },
        equity: Money(rawValue: capital.partialValue))
    } catch { throw .badLimits("\(error)") }
  }
}

extension RiskLimits {
  /// Whether a rule asks how old the market is.
  var judgesAge: Bool { instruments.contains { $0.maximumAge != nil } }

  fileprivate static func none(
    _ instruments: [Instrument], _ currency: String, _ scale: DecimalScale
  ) throws(InvalidLimits) -> RiskLimits {
    var account = AccountLimits()
    account.currency = currency
    account.currencyScale = scale
    return try RiskLimits(
      account: account, instruments: instruments.map { InstrumentLimits(symbol: $0.symbol) })
  }
}

extension Engine {
  /// How many strategies there are.
  public var seatCount: Int { seats.count }

  /// A seat's strategy as it stands.
  public func strategy(seat: Int) -> any Strategy { seats[seat].strategy }

  /// What the catalogue calls a seat's strategy.
  public func strategyName(seat: Int) -> String { seats[seat].name }

  /// What a seat's books were worth when they were last valued, in the currency at `index` of the
  /// ledger's list; nil where a price was missing or too old.
  public func lastEquity(seat: Int, currency index: Int = 0) -> Money? {
    equities[seat * seats[seat].ledger.currencies.count + index]
  }

  /// What a seat's books say of an instrument.
  public func position(seat: Int, _ instrument: InstrumentID) -> Position? {
    seats[seat].ledger.position(instrument)
  }

  /// A seat's books.
  public func ledger(seat: Int) -> Ledger { seats[seat].ledger }

  /// What a seat holds and has asked for.
  public func desk(seat: Int) -> StrategyDesk { seats[seat].desk }
}
