public import Core
public import Risk
internal import Strategy

// What an operator says. Every command is an event of the tape: replayed, it does the same.
extension Engine {
  /// `cancel-all`, `flatten`, `kill` and `quit` take every order out; `flatten` also closes what is
  /// held, at the market, through a closed gate; `halt` leaves what works and lets nothing new out.
  mutating func take(
    _ command: OperatorCommand, from operatorParty: PartyID, into effects: inout [Event]
  ) {
    decisionHash.fold(
      Event(
        sequence: sequence, time: now, source: operatorParty, instrument: nil,
        payload: .operatorCommand(command)))
    risk.obey(command.command, at: now, into: &decisions)
    recordDecisions(into: &effects)
    switch command.command {
    case .cancelAll, .kill: cancelAll(into: &effects)
    case .quit:
      isQuitting = true
      cancelAll(into: &effects)
    case .flatten:
      cancelAll(into: &effects)
      flatten(into: &effects)
    case .halt, .resume, .resetKill, .reload: break
    }
  }

  /// The limits that the command `reload`, taken in just before, brings with it: all of them or, where
  /// they do not fit, none.
  public mutating func reload(
    _ limits: RiskLimits, into effects: inout [Event]
  ) throws(InvalidLimits) {
    try risk.reload(limits, into: &decisions)
    judgesAge = limits.judgesAge
    recordDecisions(into: &effects)
  }

  private mutating func flatten(into effects: inout [Event]) {
    for place in seats.indices {
      for number in seats[place].desk.positions.indices {
        let instrument = InstrumentID(UInt32(number + 1))
        let held = seats[place].desk.positions[number].rawValue
        guard held != 0, let quantity = Quantity(rawValue: abs(held)) else { continue }
        guard
          let order = seats[place].desk.closing(
            instrument, held > 0 ? .sell : .buy, quantity)
        else { continue }
        let isAllowed = risk.admit(
          .newOrder(order), instrument: instrument, reference: nil, at: now, purpose: .closing,
          into: &decisions)
        if isAllowed {
          dispatch(.newOrder(order), instrument, seat: place, into: &effects)
        } else {
          seats[place].desk.noteRefused(order.id, .new)
        }
      }
    }
    recordDecisions(into: &effects)
  }
}
