internal import Core
internal import Ledger
internal import OMS
internal import Risk
internal import Strategy

// The venue's reports: the order's life first, then books and desk, then the strategy.
extension Engine {
  mutating func takeReport(_ event: Event, seat place: Int, into effects: inout [Event]) {
    guard event.sequence == sequence else {
      var report = event
      report.sequence = sequence
      return takeReport(report, seat: place, into: &effects)
    }
    lastFill = FillResult()
    decisionHash.fold(event)
    if orders.noteReport(event) != nil {
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
      let before = seats[place].ledger.position(instrument)?.realised
      let fee = try seats[place].ledger.fee(
        of: fill, instrument, configuration.fees, configuration.moneyScale)
      let entry = LedgerFill(
        cause: sequence, instrument: instrument, side: fill.side, price: fill.price,
        quantity: fill.quantity, fee: fee)
      try seats[place].ledger.post(entry, into: &postings)
      counters.fills &+= 1
      lastFill.fee = fee
      if let before, let after = seats[place].ledger.position(instrument)?.realised {
        lastFill.realised = Money(rawValue: after.rawValue &- before.rawValue)
      }
    } catch {
      counters.violations &+= 1
      risk.trip(.unpostableFill, seats[place].party, at: now, into: &decisions)
    }
    nextMark = now
  }
}

extension Ledger {
  /// What the venue charges for a fill, by what has been traded so far.
  fileprivate func fee(
    of fill: Fill, _ instrument: InstrumentID, _ schedule: FeeSchedule, _ scale: DecimalScale
  ) throws(LedgerRefusal) -> Money {
    guard let holding = holdings.first(where: { $0.instrument == instrument }) else {
      throw .unknownInstrument
    }
    let traded = position(instrument)?.turnover ?? 0
    guard
      let fee = schedule.fee(
        fill.price, fill.quantity, fill.liquidity, of: holding, currencyScale: scale,
        traded: traded)
    else { throw .amountOverflow }
    return fee
  }
}
