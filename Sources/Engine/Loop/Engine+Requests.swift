internal import Core
internal import OMS
internal import Strategy

// Admit and dispatch: what the strategies asked for becomes requests to the venue.
extension Engine {
  /// Goes through the seats in order, and through what each asked for in the order asked. What a
  /// strategy asks for while it is told of a denial waits for its next call, so that a strategy
  /// that answers each denial with another order cannot hold the engine up.
  mutating func admitAndDispatch(into effects: inout [Event]) {
    for place in seats.indices where !seats[place].desk.requests.isEmpty {
      asked.removeAll(keepingCapacity: true)
      seats[place].desk.takeRequests(into: &asked)
      for index in asked.indices {
        switch asked[index] {
        case .timer(let number, let time): setTimer(number, at: time, seat: place)
        case .order(let instrument, let request):
          dispatch(request, instrument, seat: place, into: &effects)
        }
      }
    }
  }

  private mutating func setTimer(_ number: UInt64, at time: Timestamp, seat: Int) {
    timerCount &+= 1
    timers.insert(
      DueTimer(time: max(time, now), order: timerCount, seat: seat, number: number))
  }

  private mutating func dispatch(
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
