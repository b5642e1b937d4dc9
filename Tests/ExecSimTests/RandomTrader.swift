import Core
import ExecSim
import OrderBook
import OrderState
import Samples
import Testing

/// Trades at random against a tape, and keeps what the venue said.
struct RandomTrader {
  var venue: SimulatedVenue
  private(set) var reports: [VenueReport] = []
  private(set) var register = OrderRegister()
  private var book = LevelBook(instrument: InstrumentID(1))
  private var random: RandomStream
  private var sent: UInt64 = 0
  private var live: [OrderID] = []

  init(_ configuration: ExecutionConfiguration, seed: UInt64) {
    venue = SimulatedVenue(configuration, instruments: TapeForm.instruments, seed: seed)
    random = RandomStream(masterSeed: seed, name: "random-trader")
  }

  /// Follows a tape to its end; `each` sees the trader behind every event.
  mutating func follow(
    _ tape: [Event], each: (inout RandomTrader) throws -> Void = { _ in }
  ) throws {
    for event in tape {
      venue.handleRequests(upTo: event.time.advanced(by: Nanoseconds(-1)))
      venue.observe(event)
      book.apply(event)
      venue.handleRequests(upTo: event.time)
      try collect(upTo: event.time)
      if random.chance(millionths: 60_000) { try act(at: event.time) }
      try each(&self)
    }
    venue.handleRequests(upTo: .zero.advanced(by: Nanoseconds(.max)))
    try collect(upTo: .zero.advanced(by: Nanoseconds(.max)))
  }

  private mutating func collect(upTo time: Timestamp) throws {
    while let report = venue.nextReport(upTo: time) {
      reports.append(report)
      try register.apply(
        Event(
          sequence: .first, time: report.arrival, instrument: report.instrument,
          payload: report.payload))
    }
  }

  private mutating func act(at now: Timestamp) throws {
    let pick = live.isEmpty ? nil : live[Int(random.bounded(UInt64(live.count)))]
    switch (random.bounded(10), pick) {
    case (0...1, let id?): try send(.cancel(Cancel(id: id, owner: 9, reason: .requested)), now)
    case (2, let id?):
      try send(.amend(Amend(id: id, owner: 9, price: price(), quantity: quantity())), now)
    case (_, _):
      sent += 1
      let id = OrderID(1 << 63 | sent)
      live.append(id)
      if live.count > 12 { live.removeFirst() }
      try send(.newOrder(order(id)), now)
    }
  }

  private mutating func order(_ id: OrderID) -> NewOrder {
    let kind = random.bounded(12)
    let side: Side = random.chance(millionths: 500_000) ? .buy : .sell
    return NewOrder(
      id: id, owner: 9, side: side, type: kind == 0 ? .market : .limit(price()),
      quantity: quantity(),
      timeInForce: kind == 1 ? .immediateOrCancel : kind == 2 ? .fillOrKill : .goodTillCancel,
      isPostOnly: kind == 3)
  }

  private mutating func price() -> Price {
    let middle = (book.bestBid ?? book.bestAsk)?.price ?? 10_000
    return middle.advanced(by: random.integer(in: -6...6)) ?? middle
  }

  private mutating func quantity() -> Quantity {
    Quantity(rawValue: random.integer(in: 1...40)) ?? .zero
  }

  private mutating func send(_ payload: EventPayload, _ now: Timestamp) throws {
    let request = Event(
      sequence: .first, time: now, source: PartyID(9), instrument: InstrumentID(1), payload: payload
    )
    try register.apply(request)
    venue.send(request, at: now)
  }
}
