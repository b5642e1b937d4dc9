internal import Core
internal import OMS
internal import OrderBook
internal import Risk
internal import Strategy

// Admit and dispatch: what the strategies asked for becomes requests to the venue.
extension Engine {
  /// Goes through the seats in order, and through what each asked for in the order asked. What a
  /// strategy asks for while it is told of a denial waits for its next call, so that a strategy
  /// that answers each denial with another order cannot hold the engine up.
  mutating func admitAndDispatch(into effects: inout [Event]) {
    for place in seats.indices where !seats[place].desk.requests.isEmpty {
      seats[place].desk.takeRequests(into: &asked)
      for index in asked.indices {
        switch asked[index] {
        case .timer(let number, let time): setTimer(number, at: time, seat: place)
        case .order(let instrument, let request):
          admit(request, instrument, seat: place, into: &effects)
        }
      }
    }
    recordDecisions(into: &effects)
  }

  private mutating func setTimer(_ number: UInt64, at time: Timestamp, seat: Int) {
    timerCount &+= 1
    timers.insert(
      DueTimer(time: max(time, now), order: timerCount, seat: seat, number: number))
  }

  private mutating func admit(
    _ request: EventPayload, _ instrument: InstrumentID, seat place: Int,
    into effects: inout [Event]
  ) {
    let isAllowed = risk.admit(
      request, instrument: instrument, reference: reference(instrument), at: now,
      into: &decisions)
    if isAllowed {
      dispatch(request, instrument, seat: place, into: &effects)
      return
    }
    recordDecisions(into: &effects)
    counters.denials &+= 1
    guard let id = request.orderID, let kind = request.requestKind else { return }
    seats[place].desk.noteRefused(id, kind)
    seats[place].refuse(Refusal(id: id, request: kind, origin: .risk), market)
  }

  /// The price that limits judge by: the middle of the market, rounded down, or the last print. A book
  /// of which nothing was heard any more is as old as what was heard last.
  private func reference(_ instrument: InstrumentID) -> ReferencePrice? {
    let best = market.bestPrices(instrument)
    if let bid = best.bid?.price.rawValue, let ask = best.ask?.price.rawValue,
      let middle = Price(rawValue: bid + (ask - bid) / 2)
    {
      let place = Int(instrument.rawValue) - 1
      return ReferencePrice(middle, at: judgesAge ? seen[place] : now)
    }
    return market.lastTrade(instrument).map { ReferencePrice($0.price, at: $0.time) }
  }

  /// Puts what the gate has decided on the tape; when it has latched the kill switch, everything
  /// that works is taken out.
  mutating func recordDecisions(into effects: inout [Event]) {
    guard !decisions.isEmpty else { return }
    var hasTripped = false
    for decision in decisions {
      sequence = sequence.next
      let event = Event(
        sequence: sequence, time: now, instrument: nil, payload: .riskDecision(decision))
      decisionHash.fold(event)
      effects.append(event)
      if decision.verdict == .tripped { hasTripped = true }
    }
    decisions.removeAll(keepingCapacity: true)
    if hasTripped { cancelAll(into: &effects) }
  }

  /// Asks the venue to take out every order of every seat; no limit ever denies that.
  mutating func cancelAll(into effects: inout [Event]) {
    for place in seats.indices {
      for order in seats[place].desk.orders where !order.isCancelling {
        let cancel = Cancel(id: order.id, owner: seats[place].party, reason: .requested)
        seats[place].desk.noteCancelling(order.id)
        dispatch(.cancel(cancel), order.instrument, seat: place, into: &effects)
      }
    }
  }

  mutating func dispatch(
    _ request: EventPayload, _ instrument: InstrumentID, seat place: Int,
    into effects: inout [Event]
  ) {
    sequence = sequence.next
    let event = Event(
      sequence: sequence, time: now, source: seats[place].party, instrument: instrument,
      payload: request)
    decisionHash.fold(event)
    counters.requests &+= 1
    if orders.noteSent(event) != nil { counters.violations &+= 1 }
    effects.append(event)
  }
}
