public import Core
import OrderBook
import OrderState

/// A market of agents around a real matching engine: same configuration, same tape.
///
/// ```
///  agents ──requests──▶ Channel ──▶ door (source numbers) ──▶ Inbox ──▶ limits, engine ──▶ reports
///    ▲                  delays,      gaps, repeats, late       bounded    price, time        │
///    └──────────────────faults───────────────────────────────────────────── accounts ◀───────┘
/// ```
/// Everything that reaches the venue, and everything the venue does, becomes an event; the caller
/// takes the events in steps. Time is simulated: `advance(to:into:)` never waits.
public struct Simulator {
  /// What market this is.
  public private(set) var configuration: SimulatorConfiguration
  /// Header of the tape that the events belong to.
  public let header: TapeHeader
  /// Counters of the run so far.
  public internal(set) var metrics: SimulationMetrics
  /// Trace hash of the events so far.
  public internal(set) var hash = TraceHash()

  var participants: [Participant]
  /// What the door knows of each participant's numbers.
  var trackers: [SourceTracker]
  var schedule: Schedule
  var channel: Channel
  var inbox: Inbox
  var engine: MatchingEngine
  var register = OrderRegister()
  var director: RegimeDirector
  var sequencer = Sequencer()
  /// Gives out the order numbers; empty but while an agent writes into it.
  var outbox = Outbox(owner: .venue)
  /// How far trades have stirred each instrument's participants up, and what one trade adds.
  var excitements: [Excitement]
  let excitementJumps: Excitement.Parts
  /// Most that excitement can reach, in thousandths; 0 where trades stir nobody up. Taken out of the
  /// configuration once, as the next: to read a part of a value as large as that is to copy it.
  let highestExcitement: UInt64
  let positionLimit: UInt64
  /// Last trade of each instrument, the opening price before the first.
  var lastPrices: [Price]
  /// When the venue is done with the message it handled last.
  var busyUntil = Timestamp.zero
  var isServing = false
  /// The engine's answers to the request in hand; empty between requests.
  var reports: [EventPayload] = []

  /// A market before its first event.
  public init(_ configuration: SimulatorConfiguration) {
    let market = MarketLayout(configuration)
    self.configuration = configuration
    header = market.header
    participants = market.participants
    lastPrices = market.openingPrices
    excitements = market.openingPrices.map { _ in Excitement() }
    excitementJumps = Excitement.jumps(
      looks: configuration.agents.feedback, rate: configuration.agents.flowRate)
    highestExcitement = configuration.agents.feedback > 0 ? Excitement.highest : 0
    positionLimit = configuration.agents.positionLimit
    trackers = Array(repeating: SourceTracker(), count: participants.count)
    channel = Channel(
      configuration.channel, seed: configuration.seed, senders: participants.count)
    inbox = Inbox(configuration.inbox)
    engine = MatchingEngine(header.instruments)
    director = RegimeDirector(configuration.regimes)
    metrics = SimulationMetrics(
      regimes: configuration.regimes.names.count, instruments: header.instruments.count)
    schedule = Schedule(participants: participants.count)
    schedule.planPhaseEnd(at: .zero)
    schedule.planSample(at: .zero)
  }

  /// Event time of the last event.
  public var now: Timestamp { sequencer.now }

  /// How many events there are so far.
  public var eventCount: UInt64 { hash.count }

  /// Whether the run has reached its duration or its number of events.
  public var isFinished: Bool {
    guard let next = schedule.next else { return true }
    return isOver(before: next.time)
  }

  // Inlined, because a call would copy the whole market to it.
  @inline(__always)
  private func isOver(before next: Timestamp) -> Bool {
    let limit = configuration.eventLimit
    return limit > 0 && hash.count >= limit || next.nanoseconds >= configuration.duration.count
  }

  /// How far the run has come: to its duration once nothing more is due before it, else to its
  /// last event.
  public var reached: Timestamp {
    isAtDuration ? max(now, Timestamp.zero.advanced(by: configuration.duration)) : now
  }

  /// The duration itself belongs to what follows: a phase that would begin at the very end of a
  /// run is not entered by it.
  private var isAtDuration: Bool {
    guard let next = schedule.next?.time else { return true }
    return next.nanoseconds >= configuration.duration.count
  }

  /// When the next thing happens; nil when the run is finished. A market can be silent for long:
  /// whoever goes on by steps may skip the time up to here.
  public var nextDeadline: Timestamp? { isFinished ? nil : schedule.next?.time }

  /// Messages on their way, in the inbox or held back before it.
  public var messagesPending: Int {
    schedule.messagesInFlight.count + inbox.depth + inbox.blockedCount
  }

  /// Messages waiting in the inbox now.
  public var queueDepth: Int { inbox.depth }

  /// Orders that rest in the books now.
  public var restingOrders: Int { engine.restingOrderCount }

  /// Lets the run go on to another duration or number of events; the market itself is unchanged.
  public mutating func extend(duration: Nanoseconds, eventLimit: UInt64) {
    configuration.duration = duration
    configuration.eventLimit = eventLimit
  }

  /// Does everything that is due up to `limit` and appends its events; stops early when the run
  /// is finished. Steps of any size give the same events.
  public mutating func advance(to limit: Timestamp, into events: inout [Event]) {
    while let next = schedule.next, next.time <= limit, !isOver(before: next.time) {
      perform(next.action, at: next.time, into: &events)
    }
  }

  /// The same, but stops before the venue's work on messages when `services` of such works were
  /// passed over, counting them down; whether it stopped so. For whoever wants to look at a clock
  /// before and after some of them.
  public mutating func advance(
    to limit: Timestamp, passing services: inout UInt64, into events: inout [Event]
  ) -> Bool {
    while let next = schedule.next, next.time <= limit, !isOver(before: next.time) {
      if case .service = next.action {
        guard services > 0 else { return true }
        services -= 1
      }
      perform(next.action, at: next.time, into: &events)
    }
    return false
  }

  /// Does the one thing that is due next, if it is due up to `limit`, and appends its events; false
  /// when nothing is.
  @discardableResult
  public mutating func step(upTo limit: Timestamp, into events: inout [Event]) -> Bool {
    guard let next = schedule.next, next.time <= limit, !isOver(before: next.time) else {
      return false
    }
    perform(next.action, at: next.time, into: &events)
    return true
  }

  private mutating func perform(
    _ action: Schedule.Action, at now: Timestamp, into events: inout [Event]
  ) {
    switch action {
    case .wake(let participant): wake(participant, at: now)
    case .arrival:
      if let message = schedule.takeArrival() { receive(message, at: now, into: &events) }
    case .service:
      schedule.takeService()
      serve(at: now, into: &events)
    case .phaseEnd:
      schedule.takePhaseEnd()
      enterNextPhase(at: now, into: &events)
    case .sample: sample(at: now)
    }
  }
}
