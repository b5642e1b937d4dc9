internal import Core
internal import Strategy

// Bars: made of the prints as they arrive, given out when their end is known.
extension Engine {
  /// Gives out the time bars whose end has come, before whatever has come now is taken in; false
  /// where there were none.
  mutating func closeBars(into effects: inout [Event]) -> Bool {
    guard let deadline = nextBarEnd, deadline <= now else { return false }
    for place in seats.indices { seats[place].closeBars(market, at: now) }
    findNextBarEnd()
    admitAndDispatch(into: &effects)
    return true
  }

  /// Puts a print into the bars of its instrument; the volume and tick bars that it completes are
  /// given out.
  mutating func addToBars(_ trade: Trade, _ instrument: InstrumentID, into effects: inout [Event]) {
    var wasGiven = false
    for place in seats.indices where !seats[place].bars.isEmpty {
      if seats[place].addToBars(trade, instrument, market, at: now) { wasGiven = true }
    }
    findNextBarEnd()
    if wasGiven { admitAndDispatch(into: &effects) }
  }

  /// Kept, since it is asked for at every step of a session.
  mutating func findNextBarEnd() {
    nextBarEnd = nil
    for seat in seats {
      for builder in seat.bars {
        guard let end = builder.nextDeadline else { continue }
        nextBarEnd = min(nextBarEnd ?? end, end)
      }
    }
  }
}

extension Seat {
  mutating func closeBars(_ market: MarketView, at now: Timestamp) {
    for place in bars.indices {
      guard let bar = bars[place].close(at: now) else { continue }
      desk.advance(to: now)
      strategy.onBar(bar, market, &desk)
    }
  }

  /// Whether the strategy was called.
  mutating func addToBars(
    _ trade: Trade, _ instrument: InstrumentID, _ market: MarketView, at now: Timestamp
  ) -> Bool {
    guard let place = bars.firstIndex(where: { $0.instrument == instrument }),
      let bar = bars[place].add(trade, at: now)
    else { return false }
    desk.advance(to: now)
    strategy.onBar(bar, market, &desk)
    return true
  }
}
