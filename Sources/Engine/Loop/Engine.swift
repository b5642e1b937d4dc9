public import Core
internal import Ledger
public import OMS
public import Strategy

/// Strategies, orders and books as one deterministic state machine.
///
/// Backtest, paper, live, replay and fault simulation run this same value; they differ in who
/// supplies the events and who carries the requests to a venue. It reads no clock, opens nothing
/// and knows no simulator.
///
/// One event goes through three steps, each for all strategies in seat order before the next:
/// *decide* (callbacks, which only ask), *admit* (limits; a denial is recorded and told), *dispatch*
/// (what is admitted is registered, stamped and handed to the caller).
public struct Engine: Sendable {
  /// What the engine was set up with.
  public let configuration: EngineConfiguration
  /// The market as it has arrived.
  public internal(set) var market: MarketView
  /// Our orders and their lives.
  public internal(set) var orders = OrderManager()
  /// Arrival of the latest input; never goes back.
  public internal(set) var now = Timestamp.zero
  /// Place of the latest event, input or output, on the session's tape.
  public internal(set) var sequence = TapeSequence(0)
  /// Figures of the run.
  public internal(set) var counters = EngineCounters()
  /// Set once something happened that only a person may judge: no new order leaves.
  public internal(set) var halt: HaltCause?
  /// Digest of everything but market data: timers, commands, reports, requests, denials, each with
  /// its place on the session's tape, so that a market event more or less shows.
  public internal(set) var decisionHash = TraceHash()

  var seats: [Seat]
  var firstParty: PartyID
  var timers = PriorityQueue<DueTimer>()
  var timerCount: UInt64 = 0
  var nextMark = Timestamp.zero
  /// What each seat's books were last worth, by seat and currency; nil where a price was missing.
  var equities: [Money?]
  /// Whether any seat listens to the market at all.
  let isWatched: Bool
  /// Emptied after each use: what the strategies asked for at this event.
  var asked: [StrategyRequest] = []
  var postings: [Posting] = []

  /// An engine of these strategies, on the instruments of a tape's header.
  ///
  /// The strategies trade under the names of `header.parties` from `firstParty` on, in their order.
  /// - Throws: `EngineSetupError` when the configuration does not fit the instruments.
  public init(
    _ configuration: EngineConfiguration, instruments: [Instrument], firstParty: PartyID,
    strategies: [NamedStrategy]
  ) throws(EngineSetupError) {
    let books = try Ledger(configuration, instruments: instruments)
    self.configuration = configuration
    self.firstParty = firstParty
    equities = Array(repeating: nil, count: strategies.count * books.currencies.count)
    market = MarketView(instruments: instruments)
    seats = strategies.enumerated().map { place, strategy in
      let party = PartyID(firstParty.rawValue + UInt32(place))
      return Seat(
        strategy, desk: StrategyDesk(party: party, instrumentCount: instruments.count),
        ledger: books)
    }
    isWatched = seats.contains { !$0.interests.isEmpty }
  }

  /// When the engine wants to be called even if nothing happens: its earliest timer.
  public var nextDeadline: Timestamp? { timers.first?.time }

  /// Takes in one event that arrives at `now` and appends what leaves: requests to the venue, and
  /// denials that only the tape is told of.
  ///
  /// A time before the latest one is raised to it and counted.
  /// - Complexity: O(1) and the book's own for market data that nobody is called for.
  public mutating func apply(_ event: Event, at time: Timestamp, into effects: inout [Event]) {
    advance(to: time)
    sequence = sequence.next
    if let seat = seat(reportedOn: event) {
      takeReport(event, seat: seat, into: &effects)
    } else if case .timer(let timer) = event.payload {
      takeTimer(timer, into: &effects)
    } else {
      takeMarket(event, into: &effects)
    }
    if now >= nextMark { mark() }
  }

  /// The earliest timer that is due by `time`, as the event that `apply` takes at the event's time.
  public func dueTimer(by time: Timestamp) -> Event? {
    guard let timer = timers.first, timer.time <= time else { return nil }
    return Event(
      sequence: sequence.next, time: timer.time, instrument: nil,
      payload: .timer(Timer(number: timer.number, owner: seats[timer.seat].party)))
  }

  /// A timer that nobody has set, or that is not the next, is a fault of whoever drives the engine.
  private mutating func takeTimer(_ timer: Timer, into effects: inout [Event]) {
    decisionHash.fold(
      Event(sequence: sequence, time: now, instrument: nil, payload: .timer(timer)))
    guard let due = timers.first, due.time <= now, due.number == timer.number,
      seats[due.seat].party == timer.owner
    else {
      counters.violations &+= 1
      return
    }
    _ = timers.popFirst()
    seats[due.seat].fire(due.number, market, at: now)
    admitAndDispatch(into: &effects)
  }

  private mutating func advance(to time: Timestamp) {
    if time < now { counters.clampedTimes &+= 1 } else { now = time }
  }

  /// The session begins: every strategy is told, in seat order. Call it once, before the first event.
  public mutating func start(at time: Timestamp, into effects: inout [Event]) {
    advance(to: time)
    nextMark = now
    for place in seats.indices { seats[place].start(market, at: now) }
    admitAndDispatch(into: &effects)
  }

  /// The seat whose order a report of the venue is about; nil for everything else.
  private func seat(reportedOn event: Event) -> Int? {
    switch event.payload {
    case .accepted(let it): seat(of: it.owner)
    case .amended(let it): seat(of: it.owner)
    case .cancelled(let it): seat(of: it.owner)
    case .expired(let it): seat(of: it.owner)
    case .reject(let it): seat(of: it.owner)
    case .fill(let it): seat(of: it.owner)
    case .drop(let it): seat(of: it.owner)
    case .newOrder, .cancel, .amend, .trade, .bookUpdate, .snapshot, .quote, .instrument, .regime,
      .gap, .timer, .riskDecision, .operatorCommand:
      nil
    }
  }

  /// The seat that trades under a party's name.
  public func seat(of party: PartyID) -> Int? {
    let place = Int(party.rawValue) - Int(firstParty.rawValue)
    return seats.indices.contains(place) ? place : nil
  }
}
