public import Core
internal import OrderBook

/// A venue that is not there: takes our requests, holds them against a recorded market, and reports.
///
/// Pure state, driven by its caller in the order of time: requests that have arrived are handled,
/// the market's events observed, reports handed over. Messages of one direction keep their order, as
/// on a session over TCP. The venue's clock never goes back; a recording that does is held.
///
/// - Complexity: an observed event costs what the book of its instrument costs while nothing of ours
///   rests there; else O(log levels of ours) more, and O(orders of ours at the level) where it
///   concerns one.
public struct SimulatedVenue: Sendable {
  /// The assumptions in force.
  public let configuration: ExecutionConfiguration
  /// The instruments that trade here, dense from 1.
  public let instruments: [Instrument]
  /// When the earliest request that is on its way reaches the venue.
  public private(set) var nextRequestArrival: Timestamp?
  /// When the earliest report that is on its way reaches the engine.
  public internal(set) var nextReportArrival: Timestamp?
  /// The venue's clock: the latest time of what has happened here.
  public private(set) var time = Timestamp.zero
  /// The least time that a request takes to the venue.
  public let leastEntryDelay: Nanoseconds
  /// Reports that the life of their order did not allow, and that were not sent: zero, always
  /// (INV-EXEC-1).
  public var contradictionCount: UInt64 { desk.outbox.contradictions }

  /// Events that the engine heard of before they happened.
  public internal(set) var leads = FeedLeads()

  var feed: LatencyLeg
  var entry: LatencyLeg
  var requests = RingQueue<SentRequest>(capacity: 64)
  var desk: FillDesk
  var markets: [FaithfulMarket]
  /// One an instrument under the counterfactual policy, else none.
  var alternates: [CounterfactualMarket] = []

  /// A venue before the first event; every latency follows from `seed`.
  public init(_ configuration: ExecutionConfiguration, instruments: [Instrument], seed: UInt64) {
    self.configuration = configuration
    self.instruments = instruments
    leastEntryDelay = configuration.entry.least
    feed = LatencyLeg(configuration.feed, seed: seed, name: "exec.feed")
    entry = LatencyLeg(configuration.entry, seed: seed, name: "exec.entry")
    let response = LatencyLeg(configuration.response, seed: seed, name: "exec.response")
    desk = FillDesk(moment: .start, outbox: Outbox(response))
    markets = instruments.map {
      FaithfulMarket(MarketTerms($0, configuration), rules: $0.rules)
    }
    if configuration.policy == .counterfactual {
      alternates = instruments.map { CounterfactualMarket(MarketTerms($0, configuration), $0) }
    }
  }

  /// When an engine sees a market event; never earlier than the event before.
  public mutating func feedArrival(of event: Event) -> Timestamp {
    feedArrival(leaving: event.time, received: event.receiveTime)
  }

  /// When an engine sees a market event of this time, and receive time where the tape has one.
  @inline(__always) public mutating func feedArrival(leaving time: Timestamp, received: Timestamp?)
    -> Timestamp
  {
    guard configuration.usesReceiveTimes, let received else { return feed.arrival(leaving: time) }
    let arrival = feed.keepingOrder(received)
    if arrival < time { leads.note(leaving: time, arriving: arrival) }
    return arrival
  }

  /// When an engine sees each of the first events, as many as there are places in `times`.
  public mutating func drawArrivals(
    of events: borrowing Span<Event>, into times: inout MutableSpan<Timestamp>
  ) {
    for place in times.indices {
      times[place] = feedArrival(leaving: events[place].time, received: events[place].receiveTime)
    }
  }

  /// A request (`NewOrder`, `Cancel`, `Amend`) leaves the engine at `now`; when it arrives is drawn
  /// here.
  public mutating func send(_ request: Event, at now: Timestamp) {
    let sent = SentRequest(arrival: entry.arrival(leaving: now), request: request)
    if requests.isEmpty { nextRequestArrival = sent.arrival }
    requests.append(sent)
  }

  /// Handles every request that has arrived by `time`, each at its own arrival.
  public mutating func handleRequests(upTo time: Timestamp) {
    defer { noteDesk() }
    while let arrival = nextRequestArrival, arrival <= time, let next = requests.popFirst() {
      nextRequestArrival = requests.first?.arrival
      handle(next.request, at: arrival)
    }
  }

  /// The tape's next event happens at the venue; requests up to its time have been handled.
  public mutating func observe(_ event: Event) {
    guard let instrument = event.instrument else { return }
    let place = Int(instrument.rawValue) - 1
    guard markets.indices.contains(place) else { return }
    desk.moment = VenueMoment(
      instrument: instrument, time: max(desk.moment.time, event.time), because: event.sequence)
    defer { noteDesk() }
    guard !alternates.isEmpty else { return markets[place].observe(event, by: &desk) }
    // Until the tape has shown whether it names orders, both policies follow it.
    if alternates[place].standing != .ruledOut { alternates[place].observe(event, by: &desk) }
    if alternates[place].standing != .inForce { markets[place].observe(event, by: &desk) }
  }

  /// The tape's events from `place` on happen, one after another: that one, and those behind it that
  /// happen before `end` and before anybody hears of what they did. Answers where it stopped.
  public mutating func observe(
    _ events: borrowing Span<Event>, from place: Int, before end: Timestamp
  ) -> Int {
    var (place, end) = (place, end)
    repeat {
      if alternates.isEmpty, let market = market(of: events[place]) {
        place = markets[market].observe(events, from: place, before: &end, by: &desk)
      } else {
        observe(events[place])
        place += 1
        if let arrival = desk.outbox.nextArrival { end = min(end, arrival.justAfter) }
      }
    } while place < events.count && events[place].time < end
    noteDesk()
    return place
  }

  /// Which market an event is of; nil for none of them.
  @inline(__always) private func market(of event: Event) -> Int? {
    guard let instrument = event.instrument else { return nil }
    let place = Int(instrument.rawValue) - 1
    return markets.indices.contains(place) ? place : nil
  }

  /// Hands over the next report that has arrived at the engine by `time`.
  public mutating func nextReport(upTo time: Timestamp) -> VenueReport? {
    defer { noteDesk() }
    return desk.outbox.take(upTo: time)
  }

  /// Kept beside the desk, so that who asks before each event does not copy the venue.
  @inline(__always) mutating func noteDesk() {
    nextReportArrival = desk.outbox.nextArrival
    time = desk.moment.time
  }

  /// Takes on requests that were on their way; those out of order are refused.
  mutating func restoreRequests(_ reader: inout ByteReader) throws(StateDecodingError) {
    requests = try RingQueue<SentRequest>(decoding: &reader)
    for place in 0..<requests.count where place > 0 {
      guard let before = requests[place - 1], let request = requests[place],
        before.arrival <= request.arrival
      else { throw reader.invalid("order of requests") }
    }
    nextRequestArrival = requests.first?.arrival
  }

  /// Recorded events that named an order which ours had used up, under the counterfactual policy.
  public var passedOverCount: UInt64 { alternates.reduce(0) { $0 &+ $1.passedOver } }

  private mutating func handle(_ request: Event, at arrival: Timestamp) {
    let instrument = request.instrument ?? InstrumentID(0)
    let time = max(desk.moment.time, arrival)
    let place = Int(instrument.rawValue) - 1
    guard markets.indices.contains(place) else {
      desk.moment = VenueMoment(instrument: instrument, time: time, because: TapeSequence(0))
      return desk.refuse(request.payload, .unknownInstrument)
    }
    let isAlternate = !alternates.isEmpty && alternates[place].standing != .ruledOut
    let pulse = isAlternate ? alternates[place].pulse : markets[place].pulse
    desk.moment = VenueMoment(instrument: instrument, time: time, because: pulse.sequence)
    if isAlternate {
      alternates[place].handle(request.payload, by: &desk)
    } else {
      markets[place].handle(request.payload, by: &desk)
    }
  }
}

/// A request on its way to the venue.
struct SentRequest: Sendable {
  let arrival: Timestamp
  let request: Event
}

extension Timestamp {
  /// A nanosecond later: everything up to this time lies before it.
  var justAfter: Timestamp { advanced(by: Nanoseconds(1)) }
}
