internal import Core
internal import Ledger
internal import OMS
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
      stop(.impossibleReport)
      return
    }
    guard let instrument = event.instrument else { return }
    if case .fill(let fill) = event.payload { post(fill, instrument, seat: place) }
    if [.reject, .drop].contains(event.kind) { counters.rejects &+= 1 }
    seats[place].report(event.payload, instrument, market, at: now)
    admitAndDispatch(into: &effects)
  }

  private mutating func post(_ fill: Fill, _ instrument: InstrumentID, seat place: Int) {
    postings.removeAll(keepingCapacity: true)
    let entry = LedgerFill(
      cause: sequence, instrument: instrument, side: fill.side, price: fill.price,
      quantity: fill.quantity)
    do throws(LedgerRefusal) {
      try seats[place].ledger.post(entry, into: &postings)
      counters.fills &+= 1
    } catch {
      counters.violations &+= 1
      stop(.unpostableFill)
    }
    nextMark = now
  }

  /// No new order leaves from here on; the first cause stays.
  mutating func stop(_ cause: HaltCause) { if halt == nil { halt = cause } }
}
