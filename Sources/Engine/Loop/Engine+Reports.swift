internal import Core
internal import Ledger
internal import OMS
internal import Risk
internal import Strategy

// The venue's reports: the order's life first, then books and desk, then the strategy.
extension Engine {
  mutating func takeReport(_ event: Event, seat place: Int, into effects: inout [Event]) {
    var report = event
    report.sequence = sequence
    decisionHash.fold(report)
    if orders.noteReport(report) != nil {
      // A report that cannot be is not acted upon; what the venue believes is for a person to find out.
      counters.violations &+= 1
      risk.trip(.impossibleReport, seats[place].party, at: now, into: &decisions)
      recordDecisions(into: &effects)
      return
    }
    guard let instrument = event.instrument else { return }
    risk.note(event.payload, instrument: instrument, at: now)
    if case .fill(let fill) = event.payload { post(fill, instrument, seat: place) }
    if [.reject, .drop].contains(event.kind) { counters.rejects &+= 1 }
    seats[place].report(event.payload, instrument, market, at: now)
    admitAndDispatch(into: &effects)
  }

  private mutating func post(_ fill: Fill, _ instrument: InstrumentID, seat place: Int) {
    postings.removeAll(keepingCapacity: true)
    do throws(LedgerRefusal) {
      let entry = LedgerFill(
        cause: sequence, instrument: instrument, side: fill.side, price: fill.price,
        quantity: fill.quantity, fee: try fee(fill, instrument, seats[place].ledger))
      try seats[place].ledger.post(entry, into: &postings)
      counters.fills &+= 1
    } catch {
      counters.violations &+= 1
      risk.trip(.unpostableFill, seats[place].party, at: now, into: &decisions)
    }
    nextMark = now
  }

  /// What the venue charges for a fill, by what has been traded so far.
  private func fee(
    _ fill: Fill, _ instrument: InstrumentID, _ books: Ledger
  ) throws(LedgerRefusal) -> Money {
    guard let holding = books.holdings.first(where: { $0.instrument == instrument }) else {
      throw .unknownInstrument
    }
    let traded = books.position(instrument)?.turnover ?? 0
    guard
      let fee = configuration.fees.fee(
        fill.price, fill.quantity, fill.liquidity, of: holding,
        currencyScale: configuration.moneyScale, traded: traded)
    else { throw .amountOverflow }
    return fee
  }
}
