public import Core
internal import Ledger
public import OMS
public import Risk
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
  public internal(set) var orders = OrderBlotter()
  /// Arrival of the latest input; never goes back.
  public internal(set) var now = Timestamp.zero
  /// Place of the latest event, input or output, on the session's tape.
  public internal(set) var sequence = TapeSequence(0)
  /// Figures of the run.
  public internal(set) var counters = EngineCounters()
  /// What may leave, and whether anything may.
  public internal(set) var risk: RiskGate
  /// Whether an operator has said that the session is to end.
  public internal(set) var isQuitting = false
  /// Digest of everything but market data: timers, commands, reports, requests, denials, each with
  /// its place on the session's tape, so that a market event more or less shows.
  public internal(set) var decisionHash = TraceHash()

  /// Party of the first seat; the others follow.
  public internal(set) var firstParty: PartyID
  /// By seat, as of the latest valuation since the engine was made or read back. Kept, as the next
  /// two are, so that who asks for it does not copy the engine.
  public internal(set) var seatMarks: [SeatMark]
  /// What the latest fill came to.
  public internal(set) var lastFill = FillResult()
  /// Until this time market data alone makes the engine call nobody and value nothing; nil where any
  /// of it may.
  public private(set) var quietUntil: Timestamp?

  var seats: [Seat]
  var timers = PriorityQueue<DueTimer>() { didSet { noteDeadline() } }
  var timerCount: UInt64 = 0
  var nextMark = Timestamp.zero { didSet { noteQuiet() } }
  /// What each seat's books were last worth, by seat and currency; nil where a price was missing.
  var equities: [Money?]
  /// When the market last showed anything of an instrument, while a limit asks for that.
  var seen: [Timestamp]
  /// Whether a limit asks how old the market is.
  var judgesAge = false
  /// Whether the strategies have been told that the session begins; before that the market only
  /// builds up.
  var hasStarted = false { didSet { noteQuiet() } }
  /// Whether any seat listens to the market at all.
  let isWatched: Bool
  /// Whether any seat wants bars.
  let hasBars: Bool
  /// Boundary of the time bar that ends next.
  var nextBarEnd: Timestamp? { didSet { noteDeadline() } }
  /// When the engine wants to be called even if nothing happens: its earliest timer, or the end of
  /// the time bar that ends first. Kept, so that who asks before each event does not copy the engine.
  public private(set) var nextDeadline: Timestamp?
  /// Emptied after each use: what the strategies asked for at this event.
  var asked: [StrategyRequest] = []
  var postings: [Posting] = []
  var decisions: [RiskDecision] = []

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
    seen = instruments.map { _ in .zero }
    seats = strategies.enumerated().map { place, strategy in
      let party = PartyID(firstParty.rawValue + UInt32(place))
      return Seat(
        strategy, desk: StrategyDesk(party: party, instrumentCount: instruments.count),
        ledger: books, instruments: instruments)
    }
    isWatched = seats.contains { !$0.interests.isEmpty }
    risk = try RiskGate(configuration, instruments: instruments, seats: seats)
    hasBars = seats.contains { !$0.bars.isEmpty }
    judgesAge = risk.limits.judgesAge
    seatMarks = seats.map { _ in SeatMark() }
    noteQuiet()
  }

  private mutating func noteQuiet() {
    quietUntil = isWatched || hasBars ? nil : hasStarted ? nextMark : .latestPossible
  }

  private mutating func noteDeadline() {
    let timer = timers.first?.time
    nextDeadline = timer.map { min($0, nextBarEnd ?? $0) } ?? nextBarEnd
  }

  /// Takes in one event that arrives at `now` and appends what leaves: requests to the venue, and
  /// denials that only the tape is told of.
  ///
  /// A time before the latest one is raised to it and counted.
  /// - Complexity: O(1) and the book's own for market data that nobody is called for.
  public mutating func apply(_ event: Event, at time: Timestamp, into effects: inout [Event]) {
    advance(to: time)
    sequence = sequence.next
    let barsClosed = nextBarEnd != nil && closeBars(into: &effects)
    if let seat = seat(reportedOn: event) {
      takeReport(event, seat: seat, into: &effects)
    } else if case .timer(let timer) = event.payload {
      takeTimer(timer, barsClosed: barsClosed, into: &effects)
    } else if case .operatorCommand(let command) = event.payload {
      take(command, from: event.source, into: &effects)
    } else {
      takeMarket(event, into: &effects)
    }
    if hasStarted, now >= nextMark { mark(into: &effects) }
  }

  /// The earliest timer that is due by `time`, as the event that `apply` takes at the event's time.
  /// The end of a time bar is a timer of nobody; at equal times it comes first.
  ///
  /// Mutating only so that the engine is passed by address: borrowed, all of it would be copied.
  public mutating func dueTimer(by time: Timestamp) -> Event? {
    if let end = nextBarEnd, end <= time, end <= timers.first?.time ?? end {
      return Event(
        sequence: sequence.next, time: end, instrument: nil,
        payload: .timer(Timer(number: 0, owner: .venue)))
    }
    guard let timer = timers.first, timer.time <= time else { return nil }
    return Event(
      sequence: sequence.next, time: timer.time, instrument: nil,
      payload: .timer(Timer(number: timer.number, owner: seats[timer.seat].party)))
  }

  /// A timer that nobody has set, or that is not the next, is a fault of whoever drives the engine.
  private mutating func takeTimer(
    _ timer: Timer, barsClosed: Bool, into effects: inout [Event]
  ) {
    decisionHash.fold(
      Event(sequence: sequence, time: now, instrument: nil, payload: .timer(timer)))
    if timer.owner == .venue, barsClosed { return }
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

  mutating func advance(to time: Timestamp) {
    if time < now { counters.clampedTimes &+= 1 } else { now = time }
  }

  /// The session begins: every strategy is told, in seat order. Call it once: before the first event,
  /// or behind those that only build up the market.
  public mutating func start(at time: Timestamp, into effects: inout [Event]) {
    advance(to: time)
    hasStarted = true
    nextMark = now
    for place in seats.indices { seats[place].start(market, at: now) }
    admitAndDispatch(into: &effects)
  }

  /// The seat whose order a report of the venue is about, or whose orders it has tied; nil for
  /// everything else. Mutating as `dueTimer` is.
  private mutating func seat(reportedOn event: Event) -> Int? {
    switch event.payload {
    case .accepted(let it): seat(of: it.owner)
    case .amended(let it): seat(of: it.owner)
    case .cancelled(let it): seat(of: it.owner)
    case .expired(let it): seat(of: it.owner)
    case .reject(let it): seat(of: it.owner)
    case .fill(let it): seat(of: it.owner)
    case .triggered(let it): seat(of: it.owner)
    case .restated(let it): seat(of: it.owner)
    case .drop(let it): seat(of: it.owner)
    case .orderGroup(let it): seat(of: it.owner)
    case .newOrder, .cancel, .amend, .trade, .bookUpdate, .snapshot, .quote, .instrument, .regime,
      .gap, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .massCancel, .phaseChange:
      nil
    }
  }

  /// The seat that trades under a party's name.
  public func seat(of party: PartyID) -> Int? {
    let place = Int(party.rawValue) - Int(firstParty.rawValue)
    return seats.indices.contains(place) ? place : nil
  }
}
